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
     * The largest similarity of a candidate to listed ones.
     *
     * @param candidate the candidate
     * @param listed candidates in the list
     * @param from the first of those to look at
     * @param to the end of those to look at
     * @param before the largest similarity to others
     */
    float largest(int candidate, int[] listed, int from, int to, float before) {
        long bits = traits.kindBits(positions[candidate]);
        float largest = before;
        for (int at = from; at < to; at++) {
            largest = Math.max(largest, of(candidate, listed[at], bits));
        }
        return largest;
    }

    private float of(int a, int b, long aBits) {
        long bBits = traits.kindBits(positions[b]);
        float jaccard =
                aBits == 0 || bBits == 0 ? 0 : (float) Long.bitCount(aBits & bBits) / Long.bitCount(aBits | bBits);
        float cosine = kindWeight < 1 ? cosines.values[Math.min(a, b) * cosines.stride + Math.max(a, b)] : 0;
        return kindWeight * jaccard + (1 - kindWeight) * Math.max(0, cosine);
    }
}
