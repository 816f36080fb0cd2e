package io.reelrank.engine.evaluation;

/**
 * The share of the positives that is among the first k: hits / |positives|, as in the papers of LightGCN and NGCF.
 *
 * @param k the cut-off
 */
public record Recall(int k) implements Metric {
    @Override
    public String label() {
        return "recall@" + k;
    }

    @Override
    public double of(HitRanks hits) {
        return (double) hits.hits(k) / hits.positives();
    }
}
