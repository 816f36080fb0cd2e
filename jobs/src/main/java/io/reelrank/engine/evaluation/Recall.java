package io.reelrank.engine.evaluation;

/**
 * The share of the wanted items that is among the first k: hits / |wanted|, as in the papers of LightGCN and NGCF.
 *
 * @param k the cut-off
 */
public record Recall(int k) implements Metric {
    @Override
    public String label() {
        return "recall@" + k;
    }

    @Override
    public double of(HitRanks places) {
        return (double) places.hits(k) / places.places().length;
    }
}
