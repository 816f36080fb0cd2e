package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.AdviceEffects;
import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.AdviceRule.Basis;
import io.reelrank.core.tables.AdviceTrials;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.engine.reduce.ExactSum;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * How the later videos of creators changed where a rule was given and where it was withheld. Whether a creator followed the advice
 * is not known and not asked: those who were meant to get it are compared with those who were not.
 *
 * @param date the night's date
 * @param minPlays the fewest plays of the later videos whose rate counts
 */
record TrialOutcomes(LocalDate date, int minPlays) {
    // Who comes back to later videos alone is not counted.
    private static final List<AdviceRule> OF_RATES = AdviceRule.of(Basis.RATE).stream()
            .filter(rule -> rule.figure() != CreatorFigure.RETURNING_VIEWERS_RATE)
            .toList();
    private static final double UPPER = 0.95;
    // Of fewer, Welch's 90% intervals hold the truth in as few as 80% of cases where changes are skewed or the smaller
    // side varies more.
    private static final int LEAST_CREATORS = 5;
    private static final String PART = "part";
    private static final String WHOLE = "whole";
    private static final String LATER = "later";
    private static final String LATER_VIDEOS = "later_videos";
    private static final String EARLIER = "earlier";
    private static final String EARLIER_VIDEOS = "earlier_videos";
    private static final String CHANGE = "change";
    private static final String CREATORS = "creators";
    private static final String SQUARES = "squares";

    /**
     * The rows of {@code advice_effects}.
     *
     * @param trials rows of {@code advice_trials}
     * @param videoDays of {@link ReportSums#videoDays}
     * @param judged of {@link VideoContrasts#judged}
     */
    Dataset<Row> effects(Dataset<Row> trials, Dataset<Row> videoDays, Dataset<Row> judged) {
        List<Row> sides = rateChanges(trials, videoDays)
                .unionByName(pullChanges(trials, judged))
                .groupBy(AdviceTrials.RULE, AdviceTrials.WITHHELD)
                .agg(
                        count(lit(1)).as(CREATORS),
                        ExactSum.of(col(CHANGE)).as(CHANGE),
                        ExactSum.of(pow(col(CHANGE), 2)).as(SQUARES))
                .collectAsList();
        Map<String, Side[]> rules = new TreeMap<>();
        for (Row side : sides) {
            rules.computeIfAbsent(side.getAs(AdviceTrials.RULE), none -> new Side[] {Side.NOBODY, Side.NOBODY})[
                            side.<Boolean>getAs(AdviceTrials.WITHHELD) ? 1 : 0] =
                    new Side(side.getAs(CREATORS), side.getAs(CHANGE), side.getAs(SQUARES));
        }
        List<Row> rows = new ArrayList<>();
        rules.forEach((rule, both) -> rows.add(effect(rule, both[0], both[1])));
        return trials.sparkSession().createDataFrame(rows, AdviceEffects.TABLE.schema());
    }

    private Dataset<Row> rateChanges(Dataset<Row> trials, Dataset<Row> videoDays) {
        return trials.filter(col(AdviceTrials.RULE)
                        .isin(OF_RATES.stream().map(AdviceRule::key).toArray()))
                .join(videoDays, AdviceTrials.CREATOR_ID)
                .filter(isLater())
                .groupBy(AdviceTrials.CREATOR_ID, AdviceTrials.RULE, AdviceTrials.WITHHELD, AdviceTrials.VALUE)
                .agg(
                        sum(ofRule(CreatorFigure::part)).as(PART),
                        sum(ofRule(CreatorFigure::whole)).as(WHOLE))
                .filter(col(WHOLE).geq(minPlays))
                .select(
                        col(AdviceTrials.RULE),
                        col(AdviceTrials.WITHHELD),
                        col(PART)
                                .divide(col(WHOLE))
                                .minus(col(AdviceTrials.VALUE))
                                .as(CHANGE));
    }

    private static Column ofRule(Function<CreatorFigure, String> count) {
        Column counted = lit(null).cast("bigint");
        for (AdviceRule rule : OF_RATES) {
            counted = when(col(AdviceTrials.RULE).equalTo(rule.key()), col(count.apply(rule.figure())))
                    .otherwise(counted);
        }
        return counted;
    }

    private Dataset<Row> pullChanges(Dataset<Row> trials, Dataset<Row> judged) {
        Column pull = col(VideoQuality.PULL);
        return trials.filter(col(AdviceTrials.RULE)
                        .isin(AdviceRule.of(Basis.RATE).stream()
                                .map(AdviceRule::key)
                                .toArray())
                        .equalTo(false))
                .join(judged, AdviceTrials.CREATOR_ID)
                .groupBy(AdviceTrials.CREATOR_ID, AdviceTrials.RULE, AdviceTrials.WITHHELD)
                .agg(
                        ExactSum.of(when(isLater(), pull)).as(LATER),
                        count(when(isLater(), pull)).as(LATER_VIDEOS),
                        ExactSum.of(when(isLater().equalTo(false), pull)).as(EARLIER),
                        count(when(isLater().equalTo(false), pull)).as(EARLIER_VIDEOS))
                .filter(col(LATER_VIDEOS).gt(0).and(col(EARLIER_VIDEOS).gt(0)))
                .select(
                        col(AdviceTrials.RULE),
                        col(AdviceTrials.WITHHELD),
                        col(LATER)
                                .divide(col(LATER_VIDEOS))
                                .minus(col(EARLIER).divide(col(EARLIER_VIDEOS)))
                                .as(CHANGE));
    }

    /** Whether a video was published after the rule began to stand; null where that is unknown. */
    private Column isLater() {
        return ReportSums.daysSincePublication().lt(datediff(lit(date), col(AdviceTrials.SINCE)));
    }

    /**
     * The creators on one side of a trial.
     *
     * @param creators how many
     * @param sum the sum of their changes
     * @param squares the sum of the squares
     */
    private record Side(long creators, double sum, double squares) {
        static final Side NOBODY = new Side(0, 0, 0);

        Double mean() {
            return creators == 0 ? null : sum / creators;
        }

        /** The variance of the mean. */
        double error() {
            double mean = sum / creators;
            return Math.max(0, squares - creators * mean * mean) / (creators - 1) / creators;
        }
    }

    private static Row effect(String rule, Side given, Side withheld) {
        Double effect = null;
        Double low = null;
        Double high = null;
        if (Math.min(given.creators(), withheld.creators()) >= LEAST_CREATORS) {
            double error = given.error() + withheld.error();
            effect = given.mean() - withheld.mean();
            double degrees = error == 0
                    ? 1
                    : error
                            * error
                            / (Math.pow(given.error(), 2) / (given.creators() - 1)
                                    + Math.pow(withheld.error(), 2) / (withheld.creators() - 1));
            double range = new TDistribution(degrees).inverseCumulativeProbability(UPPER) * Math.sqrt(error);
            low = effect - range;
            high = effect + range;
        }
        return RowFactory.create(
                rule, given.creators(), withheld.creators(), given.mean(), withheld.mean(), effect, low, high);
    }
}
