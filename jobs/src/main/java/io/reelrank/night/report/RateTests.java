package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.AdviceRule.Basis;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.engine.estimates.TailProbability;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Is a creator's rate beyond the mean of the peers by more than the rule's margin?
 *
 * @param windowDays the window whose rates are judged
 */
record RateTests(int windowDays) {
    /** The probability that so many start the videos by chance. */
    static final String P_STARTED = "p_started";

    private static final List<AdviceRule> RULES = AdviceRule.of(Basis.RATE);

    /**
     * The tests.
     *
     * @param comparisons of {@link PeerComparison#of}
     */
    Dataset<Row> of(Dataset<Row> comparisons) {
        Column rule = lit(null).cast("string");
        Column p = lit(null).cast("double");
        for (AdviceRule next : RULES) {
            rule = when(isOf(next.figure()), next.key()).otherwise(rule);
            p = when(isOf(next.figure()), beyond(next)).otherwise(p);
        }
        Column mean = col(PeerComparison.PRIOR_MEAN);
        return judged(comparisons)
                .filter(rule.isNotNull())
                .select(
                        col(CreatorAdvice.CREATOR_ID),
                        rule.as(CreatorAdvice.RULE),
                        lit("").as(CreatorAdvice.SUBJECT),
                        col(CreatorComparisons.EVIDENCE),
                        col(CreatorComparisons.VALUE),
                        mean.as(CreatorAdvice.USUAL),
                        col(CreatorComparisons.ESTIMATE).minus(mean).as(CreatorAdvice.EFFECT),
                        col(CreatorComparisons.LOW).minus(mean).as(CreatorAdvice.EFFECT_LOW),
                        col(CreatorComparisons.HIGH).minus(mean).as(CreatorAdvice.EFFECT_HIGH),
                        p.as(CreatorAdvice.P));
    }

    /**
     * Are more of the creator's videos started, of those that are shown, than the peers' mean?
     *
     * @param comparisons of {@link PeerComparison#of}
     * @return {@code creator_id, p_started}
     */
    Dataset<Row> started(Dataset<Row> comparisons) {
        return judged(comparisons)
                .filter(isOf(CreatorFigure.START_RATE))
                .select(col(CreatorAdvice.CREATOR_ID), atLeast(1).as(P_STARTED));
    }

    private Dataset<Row> judged(Dataset<Row> comparisons) {
        return comparisons.filter(col(CreatorComparisons.WINDOW_DAYS)
                .equalTo(windowDays)
                .and(col(CreatorComparisons.PEERS).gt(0)));
    }

    private static Column isOf(CreatorFigure figure) {
        return col(CreatorComparisons.FIGURE).equalTo(figure.column());
    }

    /** The probability of so many, or of so few, where many are the better. */
    private static Column beyond(AdviceRule rule) {
        return rule.figure().better() == CreatorFigure.Direction.LOWER ? atLeast(rule.margin()) : atMost(rule.margin());
    }

    private static Column atLeast(double margin) {
        return TailProbability.atLeast(part(), whole(), bound(margin));
    }

    private static Column atMost(double margin) {
        return TailProbability.atLeast(whole().minus(part()), whole(), lit(1.0).minus(bound(margin)));
    }

    private static Column bound(double margin) {
        return col(PeerComparison.PRIOR_MEAN).multiply(margin);
    }

    // As if the plays that resemble each other were fewer.
    private static Column whole() {
        return col(CreatorComparisons.EVIDENCE).divide(col(CreatorComparisons.DISPERSION));
    }

    private static Column part() {
        return col(RateHistory.PART).divide(col(CreatorComparisons.DISPERSION));
    }
}
