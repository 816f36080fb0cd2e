package io.reelrank.engine.rerank;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How a list's mix of kinds compares to the user's own (Steck 2018, "Calibrated recommendations"): of p, the share of
 * each kind g among what the user wanted, and q, among what is listed,
 *
 * <pre>−KL(p ‖ q̃) = Σ_g p_g log(q̃_g / p_g),   q̃ = (1 − α) q + α p,   α = 0.01</pre>
 *
 * An item of several kinds counts for each of them in equal parts. What an item adds to a list of k items is how much
 * it changes (k + 1) times that, in parts that depend on a kind and the item's part in it alone: these are kept.
 */
final class Calibration {
    private static final double SMOOTHING = 0.01;

    /** Items of more kinds count as if they were of so many. */
    private static final int MOST_KINDS = 8;

    private final ItemTraits traits;
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private double[] shares = new double[8];
    private final double[] listed;
    /** [kinds × MOST_KINDS] what an item of 1, 2, … kinds adds by a kind; NaN where it is not known. */
    private final double[] gains;

    private int size;

    /**
     * @param traits of the items
     * @param met numbers of the items the user met
     * @param strengths [met] how much the user wanted each
     */
    Calibration(ItemTraits traits, int[] met, float[] strengths) {
        this.traits = traits;
        double all = 0;
        for (int j = 0; j < met.length; j++) {
            int position = strengths[j] > 0 ? traits.position(met[j]) : -1;
            if (position >= 0) {
                int[] kinds = traits.groups(position);
                for (int kind : kinds) {
                    add(kind, (double) strengths[j] / kinds.length);
                }
                all += kinds.length > 0 ? strengths[j] : 0;
            }
        }
        for (int g = 0; g < numbers.size(); g++) {
            shares[g] /= all;
        }
        this.listed = new double[numbers.size()];
        this.gains = new double[numbers.size() * MOST_KINDS];
        Arrays.fill(gains, Double.NaN);
    }

    private void add(int kind, double strength) {
        int g = numbers.computeIfAbsent(kind, unknown -> numbers.size());
        if (g == shares.length) {
            shares = Arrays.copyOf(shares, 2 * g);
        }
        shares[g] += strength;
    }

    /** Those of an item's kinds that the user ever wanted, as numbers of this mix. */
    int[] kinds(int position) {
        return Arrays.stream(traits.groups(position))
                .map(kind -> numbers.getOrDefault(kind, -1))
                .filter(g -> g >= 0)
                .toArray();
    }

    /**
     * What an item adds to the list so far.
     *
     * @param kinds the item's, as {@link #kinds} has them
     * @param of how many kinds it has in all
     */
    double gain(int[] kinds, int of) {
        int parts = Math.min(MOST_KINDS, of);
        double sum = 0;
        for (int g : kinds) {
            int at = g * MOST_KINDS + parts - 1;
            if (Double.isNaN(gains[at])) {
                gains[at] = gain(g, 1.0 / parts);
            }
            sum += gains[at];
        }
        return sum;
    }

    private double gain(int g, double part) {
        double all = size + 1;
        double least = SMOOTHING * shares[g];
        double with = (1 - SMOOTHING) * (listed[g] + part) / all + least;
        double without = (1 - SMOOTHING) * listed[g] / all + least;
        return all * shares[g] * Math.log(with / without);
    }

    /** Lists an item. */
    void list(int[] kinds, int of) {
        for (int g : kinds) {
            listed[g] += 1.0 / Math.min(MOST_KINDS, of);
        }
        size++;
        Arrays.fill(gains, Double.NaN);
    }
}
