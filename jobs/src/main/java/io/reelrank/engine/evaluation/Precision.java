package io.reelrank.engine.evaluation;

/**
 * The share of positives among the first k: hits / k.
 *
 * @param k the cut-off
 */
public record Precision(int k) implements Metric {
    @Override
    public String label() {
        return "precision@" + k;
    }

    @Override
    public double of(HitRanks hits) {
        return (double) hits.hits(k) / k;
    }
}
