package io.reelrank.engine.evaluation;

/**
 * Recall that a perfect list of k reaches: hits / min(k, |positives|) (Liang, Krishnan, Hoffman, Jebara 2018,
 * "Variational autoencoders for collaborative filtering", section 4.2: Mult-VAE's Recall@R).
 *
 * @param k the cut-off
 */
public record CappedRecall(int k) implements Metric {
    @Override
    public String label() {
        return "capped_recall@" + k;
    }

    @Override
    public double of(HitRanks hits) {
        return (double) hits.hits(k) / Math.min(k, hits.positives());
    }
}
