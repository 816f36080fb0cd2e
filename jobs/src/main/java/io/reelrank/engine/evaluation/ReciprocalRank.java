package io.reelrank.engine.evaluation;

/** 1 over the place, from 1, of the first item that was wanted; its mean over users is MRR. */
public record ReciprocalRank() implements Metric {
    @Override
    public String label() {
        return "mrr";
    }

    @Override
    public double of(HitRanks places) {
        return 1.0 / (places.places()[0] + 1.0);
    }
}
