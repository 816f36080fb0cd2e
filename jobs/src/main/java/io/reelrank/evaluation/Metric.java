package io.reelrank.evaluation;

import java.util.Arrays;
import java.util.List;

/** How well one user's list finds what the user wanted; all in [0, 1], larger is better. */
public enum Metric {
    /** The share of the wanted items among the first 50: |hits| / |wanted|. */
    RECALL_50("recall@50", 50) {
        @Override
        double of(int[] list, int[] wanted) {
            return (double) hits(list, wanted, 50) / wanted.length;
        }
    },
    /**
     * Normalised discounted cumulative gain of the first 20 with gain 1 (Järvelin, Kekäläinen 2002): Σ 1/log₂(p + 1) over
     * the hits' places p from 1, divided by that of min(20, |wanted|) hits at the top.
     */
    NDCG_20("ndcg@20", 20) {
        @Override
        double of(int[] list, int[] wanted) {
            double gain = 0;
            for (int place = 0; place < Math.min(20, list.length); place++) {
                gain += isWanted(list[place], wanted) ? discount(place) : 0;
            }
            double ideal = 0;
            for (int place = 0; place < Math.min(20, wanted.length); place++) {
                ideal += discount(place);
            }
            return gain / ideal;
        }
    },
    /** 1 when at least one of the first 20 is wanted, else 0. */
    HIT_RATE_20("hit_rate@20", 20) {
        @Override
        double of(int[] list, int[] wanted) {
            return hits(list, wanted, 20) > 0 ? 1 : 0;
        }
    };

    private final String label;
    private final int cutoff;

    Metric(String label, int cutoff) {
        this.label = label;
        this.cutoff = cutoff;
    }

    /** The name that tables and pages use. */
    public String label() {
        return label;
    }

    /** The longest list that any metric looks at. */
    public static int longestCutoff() {
        return List.of(values()).stream()
                .mapToInt(metric -> metric.cutoff)
                .max()
                .orElse(0);
    }

    /**
     * The metric of one user.
     *
     * @param list item numbers, best first
     * @param wanted at least one item number, ascending
     */
    abstract double of(int[] list, int[] wanted);

    private static boolean isWanted(int item, int[] wanted) {
        return Arrays.binarySearch(wanted, item) >= 0;
    }

    private static int hits(int[] list, int[] wanted, int cutoff) {
        int hits = 0;
        for (int place = 0; place < Math.min(cutoff, list.length); place++) {
            hits += isWanted(list[place], wanted) ? 1 : 0;
        }
        return hits;
    }

    private static double discount(int place) {
        return Math.log(2) / Math.log(place + 2);
    }
}
