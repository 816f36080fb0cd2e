package io.reelrank.night.report;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.engine.estimates.FalseDiscoveries;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Which tests become advice: those that hold with a bounded rate of false discoveries of their rule, that held on two nights in a
 * row, and at most five of a creator. Advice that stands falls after three nights, so that it does not flicker.
 *
 * @param date the night's date
 * @param falseDiscoveryRate the bound
 * @param withheld from whom advice is withheld
 */
record StandingAdvice(LocalDate date, double falseDiscoveryRate, WithheldAdvice withheld) {
    private static final String OLD = "old_";
    private static final String HOLDS = "holds";
    private static final List<String> KEY =
            List.of(CreatorAdvice.CREATOR_ID, CreatorAdvice.RULE, CreatorAdvice.SUBJECT);
    private static final List<String> FIGURES = List.of(
            CreatorAdvice.EVIDENCE,
            CreatorAdvice.VALUE,
            CreatorAdvice.USUAL,
            CreatorAdvice.EFFECT,
            CreatorAdvice.EFFECT_LOW,
            CreatorAdvice.EFFECT_HIGH,
            CreatorAdvice.P);

    /**
     * The rows of {@code creator_advice}.
     *
     * @param tests of {@link AdviceTests#of}
     * @param before the rows of {@code creator_advice} of the newest night before
     */
    Dataset<Row> of(Dataset<Row> tests, Dataset<Row> before) {
        Dataset<Row> old = before;
        for (String column : before.columns()) {
            if (!KEY.contains(column)) {
                old = old.withColumnRenamed(column, OLD + column);
            }
        }
        Dataset<Row> judged = tests.withColumn(HOLDS, col(CreatorAdvice.P).leq(threshold(tests)));
        // What holds tonight ends its opposite at once.
        Dataset<Row> opposites = judged.filter(col(HOLDS))
                .select(col(CreatorAdvice.CREATOR_ID), opposite().as(CreatorAdvice.RULE), col(CreatorAdvice.SUBJECT))
                .filter(col(CreatorAdvice.RULE).isNotNull());
        old = old.join(opposites, KEY.toArray(String[]::new), "left_anti");
        Dataset<Row> both = judged.join(old, KEY.toArray(String[]::new), "full")
                .withColumn(HOLDS, coalesce(col(HOLDS), lit(false)));
        for (String figure : FIGURES) {
            both = both.withColumn(figure, coalesce(col(figure), col(OLD + figure)));
        }
        Column stood = coalesce(col(OLD + CreatorAdvice.STANDS), lit(false));
        Dataset<Row> standing = both.withColumn(
                        CreatorAdvice.HELD_NIGHTS,
                        when(
                                        col(HOLDS),
                                        coalesce(col(OLD + CreatorAdvice.HELD_NIGHTS), lit(0))
                                                .plus(1))
                                .otherwise(0))
                .withColumn(
                        CreatorAdvice.MISSED_NIGHTS,
                        when(col(HOLDS), 0)
                                .otherwise(coalesce(col(OLD + CreatorAdvice.MISSED_NIGHTS), lit(0))
                                        .plus(1)))
                .withColumn(
                        CreatorAdvice.STANDS,
                        when(stood, col(CreatorAdvice.MISSED_NIGHTS).lt(CreatorAdvice.NIGHTS_TO_FALL))
                                .otherwise(col(CreatorAdvice.HELD_NIGHTS).geq(CreatorAdvice.NIGHTS_TO_STAND)))
                .withColumn(
                        CreatorAdvice.SINCE,
                        when(
                                col(CreatorAdvice.STANDS),
                                when(stood, col(OLD + CreatorAdvice.SINCE)).otherwise(lit(date))))
                .withColumn(CreatorAdvice.WITHHELD, withheld.isWithheld())
                .filter(col(HOLDS).or(col(CreatorAdvice.STANDS)));
        return placed(standing)
                .select(CreatorAdvice.TABLE.fields().stream()
                        .map(field -> col(field.name()))
                        .toArray(Column[]::new));
    }

    /** The largest p at which a rule holds. */
    private Column threshold(Dataset<Row> tests) {
        Column threshold = lit(0.0);
        for (Map.Entry<String, Double> rule : FalseDiscoveries.thresholds(
                        tests, CreatorAdvice.RULE, CreatorAdvice.P, falseDiscoveryRate)
                .entrySet()) {
            threshold = when(col(CreatorAdvice.RULE).equalTo(rule.getKey()), rule.getValue())
                    .otherwise(threshold);
        }
        return threshold;
    }

    /** The rule that says the contrary; null where there is none. */
    private static Column opposite() {
        Column opposite = lit(null).cast("string");
        for (AdviceRule rule : AdviceRule.values()) {
            if (rule.opposite() != null) {
                opposite = when(
                                col(CreatorAdvice.RULE).equalTo(rule.key()),
                                rule.opposite().key())
                        .otherwise(opposite);
            }
        }
        return opposite;
    }

    private static Dataset<Row> placed(Dataset<Row> standing) {
        Column width = col(CreatorAdvice.EFFECT_HIGH).minus(col(CreatorAdvice.EFFECT_LOW));
        Column clearness = abs(col(CreatorAdvice.EFFECT)).divide(greatest(width, lit(Double.MIN_NORMAL)));
        Column isGiven = col(CreatorAdvice.STANDS).and(not(col(CreatorAdvice.WITHHELD)));
        Column place = row_number()
                .over(Window.partitionBy(col(CreatorAdvice.CREATOR_ID), isGiven)
                        .orderBy(clearness.desc(), col(CreatorAdvice.RULE), col(CreatorAdvice.SUBJECT)));
        return standing.withColumn(CreatorAdvice.PLACE, place)
                .withColumn(
                        CreatorAdvice.PLACE,
                        when(isGiven.and(col(CreatorAdvice.PLACE).leq(CreatorAdvice.MOST)), col(CreatorAdvice.PLACE))
                                .otherwise(0));
    }
}
