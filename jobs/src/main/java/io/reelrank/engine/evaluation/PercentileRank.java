package io.reelrank.engine.evaluation;

/**
 * The expected percentile rank (Hu, Koren, Volinsky 2008, equation 8):
 *
 * <pre>rank = Σ_ui r_ui · rank_ui / Σ_ui r_ui</pre>
 *
 * where rank_ui is 0 for the first of the user's candidates and 1 for the last, and r_ui is the strength. Smaller is
 * better; a random order gives 0.5. A user's figure is the mean weighted by r. The user's own weight is the sum of r.
 */
public record PercentileRank() implements Metric {
    @Override
    public String label() {
        return "percentile_rank";
    }

    @Override
    public double of(HitRanks hits) {
        double sum = 0;
        for (int i = 0; i < hits.positives(); i++) {
            sum += hits.strengths()[i] * (hits.ranks()[i] / Math.max(1.0, hits.candidates() - 1.0));
        }
        return sum / weight(hits);
    }

    @Override
    public double weight(HitRanks hits) {
        double sum = 0;
        for (float strength : hits.strengths()) {
            sum += strength;
        }
        return sum;
    }
}
