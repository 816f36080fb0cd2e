package io.reelrank.engine.evaluation;

/**
 * 1 when at least one of the first k is a positive, else 0.
 *
 * @param k the cut-off
 */
public record HitRate(int k) implements Metric {
    @Override
    public String label() {
        return "hit_rate@" + k;
    }

    @Override
    public double of(HitRanks hits) {
        return hits.hits(k) > 0 ? 1 : 0;
    }
}
