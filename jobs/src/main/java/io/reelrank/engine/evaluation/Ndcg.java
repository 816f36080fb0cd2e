package io.reelrank.engine.evaluation;

/**
 * Normalised discounted cumulative gain with gain 1 (Järvelin, Kekäläinen 2002): the sum of 1/log₂(p + 2) over the
 * ranks p of the hits among the first k, divided by the same sum of a perfect list, which has min(k, |positives|) hits
 * at its top.
 *
 * @param k the cut-off
 */
public record Ndcg(int k) implements Metric {
    @Override
    public String label() {
        return "ndcg@" + k;
    }

    @Override
    public double of(HitRanks hits) {
        double gain = 0;
        double ideal = 0;
        for (int hit = 0; hit < hits.hits(k); hit++) {
            gain += discount(hits.ranks()[hit]);
        }
        for (int rank = 0; rank < Math.min(k, hits.positives()); rank++) {
            ideal += discount(rank);
        }
        return gain / ideal;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2.0);
    }
}
