package io.reelrank.night.report;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.engine.estimates.TailProbability;
import io.reelrank.engine.reduce.ExactSum;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The test of every rule of advice on every creator with enough evidence: what was found, how large it is, and how probable it
 * is by chance.
 *
 * @param windowDays the window whose rates are judged
 * @param minPlays the least number of measured plays of a video whose pull counts
 */
record AdviceTests(int windowDays, int minPlays) {
    private static final long FEWEST_VIDEOS = 3;

    // The 95% quantile of the standard normal distribution.
    private static final double Z90 = 1.644854;

    private static final String SUBJECTS = "subjects";
    private static final String LIFTS = "lifts";
    private static final String SINKS = "sinks";
    private static final String COUNT = "n1";
    private static final String SUM = "sum1";
    private static final String SQUARES = "squares1";
    private static final String ALL_COUNT = "n";
    private static final String ALL_SUM = "sum";
    private static final String ALL_SQUARES = "squares";
    private static final String VARIANCE = "variance";
    private static final String OTHER_VARIANCE = "other_variance";
    private static final double LEAST_VARIANCE = 1e-6;
    private static final String ERROR = "error";
    private static final String DIFFERENCE = "difference";

    /**
     * All tests: {@code creator_id, rule, subject, evidence, value, usual, effect, effect_low, effect_high, p}.
     *
     * @param comparisons of {@link PeerComparison#of}
     * @param facts rows of {@code video_features}
     * @param quality rows of {@code video_quality}
     */
    Dataset<Row> of(Dataset<Row> comparisons, Dataset<Row> facts, Dataset<Row> quality) {
        return ofRates(comparisons).unionByName(ofVideos(facts, quality));
    }

    private Dataset<Row> ofRates(Dataset<Row> comparisons) {
        Column rule = lit(null).cast("string");
        Column margin = lit(1.0);
        Column isMore = lit(true);
        for (AdviceRule next : AdviceRule.OF_RATES) {
            Column isNext = col(CreatorComparisons.FIGURE).equalTo(next.figure().column());
            rule = when(isNext, next.key()).otherwise(rule);
            margin = when(isNext, next.margin()).otherwise(margin);
            isMore = when(isNext, next.figure().better() == CreatorFigure.Direction.LOWER)
                    .otherwise(isMore);
        }
        Column mean = col(PeerComparison.PRIOR_MEAN);
        Column bound = mean.multiply(margin);
        // As if the plays that resemble each other were fewer.
        Column n = col(CreatorComparisons.EVIDENCE).divide(col(PeerComparison.DISPERSION));
        Column k = col(RateHistory.PART).divide(col(PeerComparison.DISPERSION));
        Column p = when(isMore, TailProbability.atLeast(k, n, bound))
                .otherwise(TailProbability.atLeast(n.minus(k), n, lit(1.0).minus(bound)));
        return comparisons
                .filter(col(CreatorComparisons.WINDOW_DAYS)
                        .equalTo(windowDays)
                        .and(col(CreatorComparisons.PEERS).gt(0))
                        .and(rule.isNotNull()))
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

    /** Welch's t-test: do a creator's videos with a tag, or of a length, differ from the others? */
    private Dataset<Row> ofVideos(Dataset<Row> facts, Dataset<Row> quality) {
        Dataset<Row> pulls = quality.filter(col(VideoQuality.PULL)
                        .isNotNull()
                        .and(col(VideoQuality.PLAYS).geq(minPlays)))
                .select(VideoIndex.VIDEO_IDX, VideoQuality.PULL)
                .join(
                        facts.filter(col(VideoFeatures.CREATOR_ID).notEqual(""))
                                .select(
                                        VideoIndex.VIDEO_IDX,
                                        VideoFeatures.CREATOR_ID,
                                        VideoFeatures.TAGS,
                                        VideoFeatures.DURATION_BUCKET),
                        VideoIndex.VIDEO_IDX);
        Dataset<Row> all = sums(pulls, ALL_COUNT, ALL_SUM, ALL_SQUARES, VideoFeatures.CREATOR_ID);
        String tags = "transform(array_distinct(%s), tag -> struct('%s' AS lifts, '%s' AS sinks, tag AS subject))"
                .formatted(VideoFeatures.TAGS, AdviceRule.TAG_LIFTS.key(), AdviceRule.TAG_SINKS.key());
        Column length = array(struct(
                lit(AdviceRule.LENGTH_LIFTS.key()).as(LIFTS),
                lit(AdviceRule.LENGTH_SINKS.key()).as(SINKS),
                col(VideoFeatures.DURATION_BUCKET).as(CreatorAdvice.SUBJECT)));
        Dataset<Row> subjects = pulls.select(
                        col(VideoFeatures.CREATOR_ID),
                        col(VideoQuality.PULL),
                        explode(concat(expr(tags), length)).as(SUBJECTS))
                .select(col(VideoFeatures.CREATOR_ID), col(VideoQuality.PULL), col(SUBJECTS + ".*"));
        Column n1 = col(COUNT).cast("double");
        Column n0 = col(ALL_COUNT).minus(col(COUNT)).cast("double");
        Column mean1 = col(SUM).divide(n1);
        Column mean0 = col(ALL_SUM).minus(col(SUM)).divide(n0);
        Dataset<Row> differences = sums(
                        subjects, COUNT, SUM, SQUARES, VideoFeatures.CREATOR_ID, LIFTS, SINKS, CreatorAdvice.SUBJECT)
                .join(all, VideoFeatures.CREATOR_ID)
                .filter(col(COUNT)
                        .geq(FEWEST_VIDEOS)
                        .and(col(ALL_COUNT).minus(col(COUNT)).geq(FEWEST_VIDEOS)))
                .withColumn(CreatorAdvice.VALUE, mean1)
                .withColumn(CreatorAdvice.USUAL, mean0)
                .withColumn(DIFFERENCE, mean1.minus(mean0))
                .withColumn(VARIANCE, variance(col(SQUARES), n1, mean1))
                .withColumn(OTHER_VARIANCE, variance(col(ALL_SQUARES).minus(col(SQUARES)), n0, mean0))
                .withColumn(
                        ERROR, col(VARIANCE).divide(n1).plus(col(OTHER_VARIANCE).divide(n0)));
        // Satterthwaite's degrees of freedom.
        Column degrees = pow(col(ERROR), 2)
                .divide(pow(col(VARIANCE).divide(n1), 2)
                        .divide(n1.minus(1))
                        .plus(pow(col(OTHER_VARIANCE).divide(n0), 2).divide(n0.minus(1))));
        return shrunk(differences, between(differences), degrees);
    }

    /** The variance within a group; pulls that are all the same are taken to differ a little. */
    private static Column variance(Column squares, Column n, Column mean) {
        return greatest(squares.minus(n.multiply(pow(mean, 2))).divide(n.minus(1)), lit(LEAST_VARIANCE));
    }

    private static Dataset<Row> sums(Dataset<Row> pulls, String count, String sum, String squares, String... by) {
        Column[] keys = Arrays.stream(by).map(key -> col(key)).toArray(Column[]::new);
        return pulls.groupBy(keys)
                .agg(
                        count(lit(1)).as(count),
                        ExactSum.of(col(VideoQuality.PULL)).as(sum),
                        ExactSum.of(pow(col(VideoQuality.PULL), 2)).as(squares));
    }

    /** τ², the variance of true differences over all creators and subjects, by the method of moments. */
    private static double between(Dataset<Row> differences) {
        Row sums = differences
                .agg(
                        ExactSum.of(pow(col(DIFFERENCE), 2).minus(col(ERROR))),
                        count(lit(1)).as(COUNT))
                .head();
        return sums.getLong(1) == 0 ? 0 : Math.max(0, sums.getDouble(0) / sums.getLong(1));
    }

    private static Dataset<Row> shrunk(Dataset<Row> differences, double between, Column degrees) {
        Column trust = lit(between).divide(col(ERROR).plus(between));
        Column effect = col(DIFFERENCE).multiply(trust);
        // Of the next video: what is not known of the difference, and how much videos differ.
        Column range = sqrt(trust.multiply(col(ERROR)).plus(col(VARIANCE))).multiply(Z90);
        Column t = abs(col(DIFFERENCE)).divide(sqrt(col(ERROR)));
        return differences.select(
                col(CreatorAdvice.CREATOR_ID),
                when(col(DIFFERENCE).gt(0), col(LIFTS)).otherwise(col(SINKS)).as(CreatorAdvice.RULE),
                col(CreatorAdvice.SUBJECT),
                col(COUNT).as(CreatorAdvice.EVIDENCE),
                col(CreatorAdvice.VALUE),
                col(CreatorAdvice.USUAL),
                effect.as(CreatorAdvice.EFFECT),
                effect.minus(range).as(CreatorAdvice.EFFECT_LOW),
                effect.plus(range).as(CreatorAdvice.EFFECT_HIGH),
                TailProbability.ofStudent(t, degrees).multiply(2).as(CreatorAdvice.P));
    }
}
