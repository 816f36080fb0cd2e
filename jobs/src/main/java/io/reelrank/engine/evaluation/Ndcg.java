package io.reelrank.engine.evaluation;

/**
 * Normalised discounted cumulative gain with gain 1 (Järvelin, Kekäläinen 2002): the sum of 1/log₂(p + 2) over the
 * ranks p of the hits among the first k, divided by the same sum of a perfect list, which has min(k, |positives|) hits
 * at its top.
 *
 * @param k the cut-off
 */
public record Ndcg(int k) implements Metric {
    // Logarithms for every user would take much of the time of measuring.
    private static final int TABLE = 1024;
    /** [TABLE] */
    private static final double[] DISCOUNTS = new double[TABLE];
    /** [TABLE + 1] the sums of the discounts before each rank. */
    private static final double[] SUMS = new double[TABLE + 1];

    static {
        for (int rank = 0; rank < TABLE; rank++) {
            DISCOUNTS[rank] = Math.log(2) / Math.log(rank + 2.0);
            SUMS[rank + 1] = SUMS[rank] + DISCOUNTS[rank];
        }
    }

    @Override
    public String label() {
        return "ndcg@" + k;
    }

    @Override
    public double of(HitRanks hits) {
        double gain = 0;
        for (int hit = 0; hit < hits.hits(k); hit++) {
            gain += discount(hits.ranks()[hit]);
        }
        return gain / ideal(Math.min(k, hits.positives()));
    }

    private static double discount(int rank) {
        return rank < TABLE ? DISCOUNTS[rank] : Math.log(2) / Math.log(rank + 2.0);
    }

    /** The sum of the discounts of the first ranks. */
    private static double ideal(int ranks) {
        double sum = SUMS[Math.min(ranks, TABLE)];
        for (int rank = TABLE; rank < ranks; rank++) {
            sum += discount(rank);
        }
        return sum;
    }
}
