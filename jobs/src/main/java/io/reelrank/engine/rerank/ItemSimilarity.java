package io.reelrank.engine.rerank;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/**
 * The similarity of candidates, in [0, 1]: a weighted mean of the cosine of their factors, at least 0, and the Jaccard
 * similarity of their kinds. Kinds are hashed to 64 bits, and two kinds may share a bit. With up to five tags a video
 * this makes hardly any pair look more similar. Not thread-safe.
 */
final class ItemSimilarity {
    private final Kernels kernels = Kernels.best();
    private final ItemTraits traits;
    private final float kindWeight;
    /** [rank × candidates] factors of length 1. */
    private final Matrix columns = new Matrix(0, 0);
    /** [candidates × candidates] the upper half. */
    private final Matrix cosines = new Matrix(0, 0);

    private int[] positions = {};

    /**
     * @param traits of the items
     * @param kindWeight the weight of the kinds; the factors have the rest
     */
    ItemSimilarity(ItemTraits traits, double kindWeight) {
        this.traits = traits;
        this.kindWeight = (float) kindWeight;
    }

    /** Takes the candidates by their positions. */
    void take(int[] candidates) {
        positions = candidates;
        if (kindWeight < 1) {
            columns.shape(traits.rank(), candidates.length);
            cosines.shape(candidates.length, candidates.length);
            for (int i = 0; i < candidates.length; i++) {
                traits.write(candidates[i], columns.values, i, columns.stride);
            }
            kernels.addGram(columns, traits.rank(), cosines, candidates.length);
        }
    }

    /**
     * Updates the largest similarity to a listed item after one more item is listed.
     *
     * @param listed the candidate that was listed
     * @param open the candidates to update
     * @param count only the first so many of them
     * @param largest [candidates] updated
     */
    void raise(int listed, int[] open, int count, float[] largest) {
        long bits = traits.kindBits(positions[listed]);
        for (int at = 0; at < count; at++) {
            int i = open[at];
            largest[i] = Math.max(largest[i], of(listed, i, bits));
        }
    }

    private float of(int a, int b, long aBits) {
        long bBits = traits.kindBits(positions[b]);
        float jaccard =
                aBits == 0 || bBits == 0 ? 0 : (float) Long.bitCount(aBits & bBits) / Long.bitCount(aBits | bBits);
        float cosine = kindWeight < 1 ? cosines.values[Math.min(a, b) * cosines.stride + Math.max(a, b)] : 0;
        return kindWeight * jaccard + (1 - kindWeight) * Math.max(0, cosine);
    }
}
