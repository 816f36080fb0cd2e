package io.reelrank.engine.evaluation;

/**
 * The share of the first k that was wanted: hits / k.
 *
 * @param k the cut-off
 */
public record Precision(int k) implements Metric {
    @Override
    public String label() {
        return "precision@" + k;
    }

    @Override
    public double of(HitRanks places) {
        return (double) places.hits(k) / k;
    }
}
