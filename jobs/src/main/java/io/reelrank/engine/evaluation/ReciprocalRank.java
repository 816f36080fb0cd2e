package io.reelrank.engine.evaluation;

/** 1 over the rank, counted from 1, of the first positive. Its mean over users is MRR. */
public record ReciprocalRank() implements Metric {
    @Override
    public String label() {
        return "mrr";
    }

    @Override
    public double of(HitRanks hits) {
        return 1.0 / (hits.ranks()[0] + 1.0);
    }
}
