package io.reelrank.engine.evaluation;

/**
 * Average precision: the sum of the precision at each hit among the first k, divided by min(k, |positives|). Its mean
 * over users is MAP.
 *
 * @param k the cut-off
 */
public record AveragePrecision(int k) implements Metric {
    @Override
    public String label() {
        return "map@" + k;
    }

    @Override
    public double of(HitRanks hits) {
        double sum = 0;
        for (int hit = 0; hit < hits.hits(k); hit++) {
            sum += (hit + 1.0) / (hits.ranks()[hit] + 1.0);
        }
        return sum / Math.min(k, hits.positives());
    }
}
