package io.reelrank.engine.evaluation;

/**
 * Normalised discounted cumulative gain with gain 1 (Järvelin, Kekäläinen 2002): Σ 1/log₂(p + 2) over the hits' places
 * p from 0 among the first k, divided by that of min(k, |wanted|) hits at the top.
 *
 * @param k the cut-off
 */
public record Ndcg(int k) implements Metric {
    @Override
    public String label() {
        return "ndcg@" + k;
    }

    @Override
    public double of(HitRanks places) {
        double gain = 0;
        double ideal = 0;
        for (int hit = 0; hit < places.hits(k); hit++) {
            gain += discount(places.places()[hit]);
        }
        for (int place = 0; place < Math.min(k, places.places().length); place++) {
            ideal += discount(place);
        }
        return gain / ideal;
    }

    private static double discount(int place) {
        return Math.log(2) / Math.log(place + 2.0);
    }
}
