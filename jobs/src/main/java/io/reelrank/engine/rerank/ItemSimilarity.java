package io.reelrank.engine.rerank;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/**
 * How alike candidates are, in [0, 1]: the cosine of their factors, not below 0, and the share of their kinds that they
 * have both (Jaccard), weighed. Kinds are compared by bits of which two may share one: of videos with up to five tags
 * hardly any pair looks more alike for that. Has scratch of its own: one a thread.
 */
final class ItemSimilarity {
    private final Kernels kernels = Kernels.best();
    private final ItemTraits traits;
    private final float byKinds;
    private final Matrix columns = new Matrix(0, 0);
    private final Matrix cosines = new Matrix(0, 0);
    private int[] positions = {};

    /**
     * @param traits of the items
     * @param byKinds the weight of kinds, the rest is that of factors
     */
    ItemSimilarity(ItemTraits traits, double byKinds) {
        this.traits = traits;
        this.byKinds = (float) byKinds;
    }

    /** Takes candidates by their positions. */
    void take(int[] candidates) {
        positions = candidates;
        if (byKinds < 1) {
            columns.shape(traits.rank(), candidates.length);
            cosines.shape(candidates.length, candidates.length);
            for (int i = 0; i < candidates.length; i++) {
                traits.write(candidates[i], columns.values, i, columns.stride);
            }
            kernels.addGram(columns, traits.rank(), cosines, candidates.length);
        }
    }

    /**
     * Raises candidates' likeness to those chosen so far, by one more of these.
     *
     * @param chosen the candidate that was chosen
     * @param open the candidates whose likeness still matters, the first count of them
     * @param likeness [candidates] written
     */
    void raise(int chosen, int[] open, int count, float[] likeness) {
        long terms = traits.terms(positions[chosen]);
        for (int at = 0; at < count; at++) {
            int i = open[at];
            likeness[i] = Math.max(likeness[i], of(chosen, i, terms));
        }
    }

    private float of(int a, int b, long terms) {
        long others = traits.terms(positions[b]);
        float kinds =
                terms == 0 || others == 0 ? 0 : (float) Long.bitCount(terms & others) / Long.bitCount(terms | others);
        float cosine = byKinds < 1 ? cosines.values[Math.min(a, b) * cosines.stride + Math.max(a, b)] : 0;
        return byKinds * kinds + (1 - byKinds) * Math.max(0, cosine);
    }
}
