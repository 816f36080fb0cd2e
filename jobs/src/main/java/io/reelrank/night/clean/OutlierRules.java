package io.reelrank.night.clean;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ln;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.CleanSettings;
import io.reelrank.core.settings.CleanSettings.OutlierSide;
import io.reelrank.core.tables.Suspects;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the users whose figures are outliers, by a robust z-score: the distance from the median in units of the median
 * absolute deviation. A figure x with the largest possible value L is transformed to
 *
 * <pre>z(x) = ln x − ln(1 − x / L)</pre>
 *
 * This is the log odds of x / L up to a constant, and ln x if L is infinite. Let m be the median of z over all users
 * with enough evidence, and d the median of |z − m|. The threshold is z⁻¹(m ± k · 1.4826 d), clamped to the bounds of
 * the rule. 1.4826 d is the standard deviation if z is normal (Rousseeuw and Croux 1993). Both medians stay stable
 * until almost half of the users are bots.
 *
 * @param settings the rules, their bounds and k
 */
record OutlierRules(CleanSettings settings) {
    /** The standard deviation of a normal distribution over its median absolute deviation. */
    private static final double DEVIATIONS_PER_MAD = 1.4826;

    // They keep the logarithms finite and decide no verdict: the bounds of all rules are far from them.
    private static final double LEAST_FIGURE = 0.001;
    private static final double LARGEST_SHARE = 0.999;

    // Columns of the rules.
    private static final String IS_HIGH = "is_high";
    private static final String LARGEST = "largest";
    private static final String SPARED = "spared";
    private static final String CERTAIN = "certain";
    private static final StructType RULES = new StructType()
            .add(Suspects.REASON, "string")
            .add(IS_HIGH, "boolean")
            .add(LARGEST, "double")
            .add(SPARED, "double")
            .add(CERTAIN, "double");

    // Columns of the statistics.
    private static final String Z = "z";
    private static final String MEDIAN_Z = "m";
    private static final String DEVIATION_Z = "s";

    /**
     * The rows of {@code suspects}.
     *
     * @param figures {@code user_id, reason, figure, evidence}
     */
    Dataset<Row> of(Dataset<Row> figures) {
        Dataset<Row> scored = figures.filter(col(Suspects.EVIDENCE)
                        .geq(settings.minPlays())
                        .and(not(col(Suspects.USER_ID).isin(settings.exempt().toArray()))))
                .join(broadcast(rules(figures)), Suspects.REASON)
                // Rounded to few different values: the exact medians over all users then need little memory.
                .withColumn(Z, round(logOdds(col(Suspects.FIGURE)), 2));
        Dataset<Row> medians =
                scored.groupBy(Suspects.REASON).agg(percentile(col(Z), lit(0.5)).as(MEDIAN_Z));
        Dataset<Row> deviations = scored.join(broadcast(medians), Suspects.REASON)
                .groupBy(Suspects.REASON, MEDIAN_Z)
                .agg(percentile(abs(col(Z).minus(col(MEDIAN_Z))), lit(0.5))
                        .multiply(DEVIATIONS_PER_MAD)
                        .as(DEVIATION_Z));
        Column far =
                figure(col(MEDIAN_Z).plus(sign().multiply(settings.spreads()).multiply(col(DEVIATION_Z))));
        Column threshold = bySide(
                least(col(CERTAIN), greatest(col(SPARED), far)), greatest(col(CERTAIN), least(col(SPARED), far)));
        return scored.join(broadcast(deviations), Suspects.REASON)
                .withColumn(Suspects.THRESHOLD, threshold)
                .filter(bySide(
                        col(Suspects.FIGURE).gt(col(Suspects.THRESHOLD)),
                        col(Suspects.FIGURE).lt(col(Suspects.THRESHOLD))))
                .select(
                        col(Suspects.USER_ID),
                        col(Suspects.REASON),
                        col(Suspects.FIGURE),
                        col(Suspects.THRESHOLD),
                        figure(col(MEDIAN_Z)).as(Suspects.MEDIAN),
                        exp(col(DEVIATION_Z)).as(Suspects.SPREAD),
                        col(Suspects.EVIDENCE));
    }

    private Dataset<Row> rules(Dataset<Row> figures) {
        List<Row> rows = settings.rules().entrySet().stream()
                .map(rule -> RowFactory.create(
                        rule.getKey().reason(),
                        rule.getKey().side() == OutlierSide.HIGH,
                        rule.getKey().largest(),
                        rule.getValue().spared(),
                        rule.getValue().certain()))
                .toList();
        return figures.sparkSession().createDataFrame(rows, RULES);
    }

    private static Column logOdds(Column figure) {
        Column share = least(figure.divide(col(LARGEST)), lit(LARGEST_SHARE));
        return ln(greatest(figure, lit(LEAST_FIGURE))).minus(ln(lit(1.0).minus(share)));
    }

    /** The inverse of {@link #logOdds}. */
    private static Column figure(Column logOdds) {
        Column odds = exp(logOdds);
        return odds.divide(lit(1.0).plus(odds.divide(col(LARGEST))));
    }

    private static Column sign() {
        return bySide(lit(1.0), lit(-1.0));
    }

    private static Column bySide(Column ifHigh, Column ifLow) {
        return when(col(IS_HIGH), ifHigh).otherwise(ifLow);
    }
}
