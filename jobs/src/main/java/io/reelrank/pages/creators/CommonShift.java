package io.reelrank.pages.creators;

import io.reelrank.core.tables.CreatorOffers;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * By how much all tastes together differ from what is usual for them: the δ with
 *
 * <pre>Σ_t n_t σ(logit u_t + δ) = Σ_t k_t</pre>
 *
 * where k_t of n_t people of taste t took it, u_t is the usual share, and σ the logistic function. A taste is apart where it differs
 * from that, and not alone from what is usual.
 *
 * @param logOdds δ
 */
record CommonShift(double logOdds) {
    private static final int STEPS = 60;
    private static final double LARGEST = 20;

    /** The δ of rows of {@code creator_offers} that have a usual share in (0, 1), as it is where each taste that is told has takers and others. */
    static CommonShift of(List<Row> rows) {
        double took = rows.stream()
                .mapToLong(row -> row.<Long>getAs(CreatorOffers.TOOK))
                .sum();
        double low = -LARGEST;
        double high = LARGEST;
        // The sum grows with δ.
        for (int step = 0; step < STEPS; step++) {
            CommonShift middle = new CommonShift((low + high) / 2);
            if (rows.stream().mapToDouble(middle::expected).sum() < took) {
                low = middle.logOdds;
            } else {
                high = middle.logOdds;
            }
        }
        return new CommonShift((low + high) / 2);
    }

    /** By how many standard deviations of a binomial count those who took it are more than this shift lets expect. */
    double deviation(Row row) {
        double expected = expected(row);
        double variance = expected * (1 - expected / row.<Long>getAs(CreatorOffers.OFFERED));
        return (row.<Long>getAs(CreatorOffers.TOOK) - expected) / Math.sqrt(variance);
    }

    private double expected(Row row) {
        double usual = row.getAs(CreatorOffers.USUAL_TOOK_SHARE);
        double odds = usual / (1 - usual) * StrictMath.exp(logOdds);
        return row.<Long>getAs(CreatorOffers.OFFERED) * odds / (1 + odds);
    }
}
