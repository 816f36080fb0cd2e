package io.reelrank.engine.evaluation;

/**
 * The expected percentile rank (Hu, Koren, Volinsky 2008, equation 8):
 *
 * <pre>rank = Σ_ui r_ui · rank_ui / Σ_ui r_ui</pre>
 *
 * where rank_ui is 0 for the first of the user's candidates and 1 for the last, and r_ui how much the item was wanted.
 * Smaller is better; a random order gives 0.5. A user's figure is the mean weighted by r, and counts by the sum of r.
 */
public record PercentileRank() implements Metric {
    @Override
    public String label() {
        return "percentile_rank";
    }

    @Override
    public double of(HitRanks places) {
        double sum = 0;
        for (int i = 0; i < places.places().length; i++) {
            sum += places.strengths()[i] * (places.places()[i] / Math.max(1.0, places.candidates() - 1.0));
        }
        return sum / weight(places);
    }

    @Override
    public double weight(HitRanks places) {
        double sum = 0;
        for (float strength : places.strengths()) {
            sum += strength;
        }
        return sum;
    }
}
