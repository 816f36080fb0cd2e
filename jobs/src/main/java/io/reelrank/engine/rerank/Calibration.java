package io.reelrank.engine.rerank;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How well a list's mix of kinds fits the user's own (Steck 2018, "Calibrated recommendations"). With p_g the share of
 * kind g among the user's positives, weighted by strength, and q_g its share in the list,
 *
 * <pre>−KL(p ‖ q̃) = Σ_g p_g log(q̃_g / p_g),   q̃ = (1 − α) q + α p,   α = 0.01</pre>
 *
 * An item of several kinds counts for each of them in equal parts. The gain of an item, added to a list of k items, is
 * (k + 1) times its change of −KL. It is a sum over the item's kinds, and each term depends only on the kind and on the
 * number of the item's kinds. So the terms are cached until the list changes.
 */
final class Calibration {
    private static final double SMOOTHING = 0.01;

    /** More than the rounding of a sum of a few terms. */
    private static final double ROUNDING = 1 + 1e-9;

    /** An item with more kinds counts as if it had so many. */
    private static final int MAX_KINDS = 8;

    private final ItemTraits traits;
    /** Kind → its index here; only kinds of positives have one. */
    private final Map<Integer, Integer> indices = new HashMap<>();
    /** [kinds] p. */
    private double[] shares = new double[8];
    /** [kinds] the sum of the listed items' parts. */
    private final double[] listed;
    /** [kinds × MAX_KINDS] the term of a kind for an item of 1, 2, … kinds, when it was last computed. */
    private final double[] gains;
    /** [kinds × MAX_KINDS] the length of the list with the item then; 0 before the term is computed. */
    private final int[] lengths;
    /** [kinds × MAX_KINDS] the term then, divided by that length; infinite before. */
    private final double[] mostPerPlace;

    private int size;

    /**
     * @param traits of the items
     * @param seen ids of the items the user has seen
     * @param strengths [seen] the strength of each; only positives count
     */
    Calibration(ItemTraits traits, int[] seen, float[] strengths) {
        this.traits = traits;
        double total = 0;
        for (int j = 0; j < seen.length; j++) {
            int position = strengths[j] > 0 ? traits.position(seen[j]) : -1;
            if (position >= 0) {
                int[] kinds = traits.kinds(position);
                for (int kind : kinds) {
                    add(kind, (double) strengths[j] / kinds.length);
                }
                total += kinds.length > 0 ? strengths[j] : 0;
            }
        }
        for (int g = 0; g < indices.size(); g++) {
            shares[g] /= total;
        }
        this.listed = new double[indices.size()];
        this.gains = new double[indices.size() * MAX_KINDS];
        this.lengths = new int[gains.length];
        this.mostPerPlace = new double[gains.length];
        Arrays.fill(mostPerPlace, Double.POSITIVE_INFINITY);
    }

    private void add(int kind, double strength) {
        int g = indices.computeIfAbsent(kind, unknown -> indices.size());
        if (g == shares.length) {
            shares = Arrays.copyOf(shares, 2 * g);
        }
        shares[g] += strength;
    }

    /** The terms of an item's kinds; kinds of no positive have none. */
    int[] terms(int position) {
        int[] kinds = traits.kinds(position);
        int parts = Math.min(MAX_KINDS, kinds.length);
        int[] terms = new int[kinds.length];
        int count = 0;
        for (int kind : kinds) {
            Integer g = indices.get(kind);
            if (g != null) {
                terms[count++] = g * MAX_KINDS + parts - 1;
            }
        }
        return count == terms.length ? terms : Arrays.copyOf(terms, count);
    }

    /**
     * The gain of adding an item to the list. Divided by the length of the list with the item, it does not grow when
     * the list does, and neither does any of its terms.
     *
     * @param terms the item's, from {@link #terms}
     */
    double gain(int[] terms) {
        double sum = 0;
        for (int at : terms) {
            if (lengths[at] != size + 1) {
                compute(at);
            }
            sum += gains[at];
        }
        return sum;
    }

    /**
     * A bound of the gain by the length of the list with the item, from what the terms were for shorter lists: it costs no
     * logarithm, and never grows. Infinite if a term was never computed.
     *
     * @param terms the item's, from {@link #terms}
     */
    double mostPerPlace(int[] terms) {
        double sum = 0;
        for (int at : terms) {
            sum += mostPerPlace[at];
        }
        return sum * ROUNDING;
    }

    /** The length of the list with one more item. */
    int nextLength() {
        return size + 1;
    }

    private void compute(int at) {
        gains[at] = term(at / MAX_KINDS, part(at));
        lengths[at] = size + 1;
        mostPerPlace[at] = gains[at] / lengths[at];
    }

    /** What an item counts for one of its kinds. */
    private static double part(int term) {
        return 1.0 / (term % MAX_KINDS + 1);
    }

    private double term(int g, double part) {
        double length = size + 1;
        double smoothed = SMOOTHING * shares[g];
        double with = (1 - SMOOTHING) * (listed[g] + part) / length + smoothed;
        double without = (1 - SMOOTHING) * listed[g] / length + smoothed;
        return length * shares[g] * Math.log(with / without);
    }

    /**
     * Adds an item to the list.
     *
     * @param terms the item's, from {@link #terms}
     */
    void list(int[] terms) {
        for (int at : terms) {
            listed[at / MAX_KINDS] += part(at);
        }
        size++;
    }
}
