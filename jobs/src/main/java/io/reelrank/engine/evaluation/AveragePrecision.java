package io.reelrank.engine.evaluation;

/**
 * Average precision: the precision at each hit among the first k, added and divided by min(k, |wanted|); its mean over
 * users is MAP.
 *
 * @param k the cut-off
 */
public record AveragePrecision(int k) implements Metric {
    @Override
    public String label() {
        return "map@" + k;
    }

    @Override
    public double of(HitRanks places) {
        double sum = 0;
        for (int hit = 0; hit < places.hits(k); hit++) {
            sum += (hit + 1.0) / (places.places()[hit] + 1.0);
        }
        return sum / Math.min(k, places.places().length);
    }
}
