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
import io.reelrank.core.tables.UserIndex;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Who is far from the others. A figure x with the largest value L is looked at as
 *
 * <pre>z(x) = ln x − ln(1 − x / L)</pre>
 *
 * which is the log odds of x / L but for a constant, and the logarithm where nothing bounds it. With m the median of z
 * over all users with enough evidence, and d the median of |z − m|, the threshold is z⁻¹(m ± k · 1.4826 d), drawn into
 * the rule's bounds; 1.4826 d is the standard deviation where z is normal (Rousseeuw and Croux 1993). Neither median
 * moves much until nearly half of the users are machines.
 *
 * @param settings the rules, their bounds and k
 */
record OutlierRules(CleanSettings settings) {
    private static final double DEVIATIONS = 1.4826;
    // No logarithm of 0. Nobody's verdict depends on these: bounds of rules are far from them.
    private static final double LEAST = 0.001;
    private static final double MOST_SHARE = 0.999;

    private static final StructType RULES =
            StructType.fromDDL("reason string, is_high boolean, largest double, spared double, certain double");

    /**
     * The rows of {@code suspects}.
     *
     * @param figures {@code user_id, reason, figure, evidence}
     */
    Dataset<Row> of(Dataset<Row> figures) {
        Dataset<Row> judged = figures.filter(col("evidence")
                        .geq(settings.minPlays())
                        .and(not(col(UserIndex.USER_ID).isin(settings.exempt().toArray()))))
                .join(broadcast(rules(figures)), "reason")
                // Few values, so that exact medians over all users are small maps.
                .withColumn("z", round(logOdds(col("figure")), 2));
        Dataset<Row> medians =
                judged.groupBy("reason").agg(percentile(col("z"), lit(0.5)).as("m"));
        Dataset<Row> spreads = judged.join(broadcast(medians), "reason")
                .groupBy("reason", "m")
                .agg(percentile(abs(col("z").minus(col("m"))), lit(0.5))
                        .multiply(DEVIATIONS)
                        .as("s"));
        Column far =
                value(col("m").plus(direction().multiply(settings.spreads()).multiply(col("s"))));
        Column threshold = bySide(
                least(col("certain"), greatest(col("spared"), far)),
                greatest(col("certain"), least(col("spared"), far)));
        return judged.join(broadcast(spreads), "reason")
                .withColumn("threshold", threshold)
                .filter(bySide(col("figure").gt(col("threshold")), col("figure").lt(col("threshold"))))
                .select(
                        col(UserIndex.USER_ID),
                        col("reason"),
                        col("figure"),
                        col("threshold"),
                        value(col("m")).as("median"),
                        exp(col("s")).as("spread"),
                        col("evidence"));
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
        Column share = least(figure.divide(col("largest")), lit(MOST_SHARE));
        return ln(greatest(figure, lit(LEAST))).minus(ln(lit(1.0).minus(share)));
    }

    /** The figure with these log odds. */
    private static Column value(Column logOdds) {
        Column odds = exp(logOdds);
        return odds.divide(lit(1.0).plus(odds.divide(col("largest"))));
    }

    private static Column direction() {
        return bySide(lit(1.0), lit(-1.0));
    }

    private static Column bySide(Column ifHigh, Column ifLow) {
        return when(col("is_high"), ifHigh).otherwise(ifLow);
    }
}
