package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.stage.RowCache;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorOutlook;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.engine.estimates.MeanPrior;
import io.reelrank.engine.reduce.ExactSum;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What pull to expect of a creator's next video with an option, a tag or a length:
 *
 * <pre>ŷ = cell + creator + niche's option + creator's option</pre>
 *
 * <p>The cell is the mean of the niche's videos of a length. Each further part is a mean of what the parts before it leave, and
 * each is shrunk towards 0, which is the pull of the average video ({@link MeanPrior}). Where the option is no length, the cell is
 * the mean of the creator's own lengths. The scale of what is left is that of the next video and of what is not known of the
 * parts:
 *
 * <pre>s² = σ² + v(creator) + v(niche's option) + v(creator's option)</pre>
 *
 * <p>There are two fits: to all videos, and to all but the later ones, by which ranges are made.
 */
final class OutlookModel {
    /** Which fit a row belongs to. */
    static final String FIT = "fit";

    /** The fit to all videos. */
    static final String TONIGHT = "tonight";

    /** The fit to all but the later videos. */
    static final String EARLIER = "earlier";

    /** Whether a video is later. */
    static final String LATER = "later";

    /** s. */
    static final String SCALE = "scale";

    /** The deviation of the niche's videos with an option. */
    static final String NICHE_EFFECT = "niche_effect";

    /** The variance of what is not known of it. */
    static final String NICHE_VARIANCE = "niche_variance";

    private static final long FEWEST_VIDEOS = 3;
    private static final long FEWEST_OF_NICHE = 10;
    private static final int MOST_TAGS = 10;
    private static final String UNKNOWN_LENGTH = "unknown";

    private static final String OPTIONS = "options";
    private static final String COUNT = "n";
    private static final String SUM = "s";
    private static final String SQUARES = "q";
    private static final String LEFT = "left_over";
    private static final String CELL = "cell";
    private static final String NICHE_CELL = "niche_cell";
    private static final String USUAL_CELL = "usual_cell";
    private static final String CREATOR_EFFECT = "creator_effect";
    private static final String CREATOR_VARIANCE = "creator_variance";
    private static final String OFFERED = "offered";
    private static final String PLACE = "place";
    private static final String[] CELLS = {FIT, CreatorComparisons.NICHE, CreatorOutlook.LENGTH};
    private static final String[] NICHE_OPTION = {
        FIT, CreatorComparisons.NICHE, CreatorOutlook.KIND, CreatorOutlook.OPTION
    };
    private static final String[] OWN_OPTION = {
        FIT, CreatorComparisons.NICHE, CreatorOutlook.KIND, CreatorOutlook.OPTION, CreatorOutlook.CREATOR_ID
    };

    private final Dataset<Row> own;
    private final Dataset<Row> nicheOptions;
    private final Dataset<Row> expectations;

    /**
     * Fits.
     *
     * @param videos {@code creator_id, niche, length, tags, pull, later} of the videos that count, which are read twice
     * @param cache keeps the model
     */
    OutlookModel(Dataset<Row> videos, RowCache cache) {
        Column fits = when(col(LATER), array(lit(TONIGHT))).otherwise(array(lit(TONIGHT), lit(EARLIER)));
        Dataset<Row> fitted = videos.withColumn(FIT, explode(fits));
        Dataset<Row> cells = sums(
                        fitted.withColumn(LEFT, col(VideoQuality.PULL)).withColumn(CELL, lit(0.0)), CELLS)
                .withColumn(CELL, prior(FIT).estimate(col(COUNT), col(SUM)))
                .drop(COUNT, SUM, SQUARES);
        own = cache.keep(sums(
                withOptions(fitted.join(broadcast(cells), CELLS)
                        .withColumn(LEFT, col(VideoQuality.PULL).minus(col(CELL)))),
                OWN_OPTION));
        MeanPrior ofCreators = prior(own.filter(isUsual()), lit(CreatorOutlook.USUAL));
        Dataset<Row> afterCreators = lessCreators(own, ofCreators).filter(not(isUsual()));
        nicheOptions = cache.keep(nicheOptions(afterCreators));
        MeanPrior ofOwn =
                prior(less(afterCreators.join(nicheOptions, NICHE_OPTION), NICHE_EFFECT), col(CreatorOutlook.KIND));
        expectations = cache.keep(expectations(ofCreators, ofOwn));
    }

    /** The videos once for each option that they have, as usual included, with {@code kind, option}. */
    static Dataset<Row> withOptions(Dataset<Row> videos) {
        Column usual = array(option(CreatorOutlook.USUAL, lit("")));
        Column lengths = when(
                        col(CreatorOutlook.LENGTH).notEqual(UNKNOWN_LENGTH),
                        array(option(CreatorOutlook.LENGTH, col(CreatorOutlook.LENGTH))))
                .otherwise(array());
        Column tags = transform(array_distinct(col(VideoFeatures.TAGS)), tag -> option(CreatorOutlook.TAG, tag));
        return videos.withColumn(OPTIONS, explode(concat(usual, lengths, tags)))
                .select(col("*"), col(OPTIONS + ".*"))
                .drop(OPTIONS);
    }

    private static Column option(String kind, Column option) {
        return struct(lit(kind).as(CreatorOutlook.KIND), option.as(CreatorOutlook.OPTION));
    }

    /** {@code n, s, q} of what is left over, and the mean cell. */
    private static Dataset<Row> sums(Dataset<Row> rows, String... by) {
        return rows.groupBy(columns(by))
                .agg(
                        count(lit(1)).as(COUNT),
                        ExactSum.of(col(LEFT)).as(SUM),
                        ExactSum.of(pow(col(LEFT), 2)).as(SQUARES),
                        ExactSum.of(col(CELL)).divide(count(lit(1))).as(CELL));
    }

    private static Column[] columns(String... names) {
        return Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new);
    }

    private static Column isUsual() {
        return col(CreatorOutlook.KIND).equalTo(CreatorOutlook.USUAL);
    }

    /** The options without their creators' parts, which come with them. */
    private static Dataset<Row> lessCreators(Dataset<Row> options, MeanPrior ofCreators) {
        WindowSpec creator = Window.partitionBy(FIT, CreatorOutlook.CREATOR_ID);
        Column n = max(when(isUsual(), col(COUNT))).over(creator);
        Column s = max(when(isUsual(), col(SUM))).over(creator);
        return less(
                options.withColumn(USUAL_CELL, max(when(isUsual(), col(CELL))).over(creator))
                        .withColumn(CREATOR_EFFECT, ofCreators.estimate(n, s))
                        .withColumn(CREATOR_VARIANCE, ofCreators.variance(n)),
                CREATOR_EFFECT);
    }

    /** With the sums of what is left when a part is taken off each number. */
    private static Dataset<Row> less(Dataset<Row> options, String part) {
        Column a = col(part);
        Column squares = col(SQUARES)
                .minus(a.multiply(2).multiply(col(SUM)))
                .plus(a.multiply(a).multiply(col(COUNT)));
        return options.withColumn(SQUARES, squares).withColumn(SUM, col(SUM).minus(a.multiply(col(COUNT))));
    }

    /** The options of each niche, with their parts. */
    private static Dataset<Row> nicheOptions(Dataset<Row> afterCreators) {
        MeanPrior prior = prior(FIT, CreatorOutlook.KIND);
        return afterCreators
                .groupBy(columns(NICHE_OPTION))
                .agg(
                        sum(COUNT).as(COUNT),
                        ExactSum.of(col(SUM)).as(SUM),
                        ExactSum.of(col(SQUARES)).as(SQUARES),
                        ExactSum.of(col(CELL).multiply(col(COUNT)))
                                .divide(sum(COUNT))
                                .as(NICHE_CELL))
                .withColumn(NICHE_EFFECT, prior.estimate(col(COUNT), col(SUM)))
                .withColumn(NICHE_VARIANCE, prior.variance(col(COUNT)))
                .withColumnRenamed(COUNT, CreatorOutlook.NICHE_VIDEOS)
                .drop(SUM, SQUARES);
    }

    /**
     * The options of each niche's videos.
     *
     * @param fit which
     * @return {@code niche, kind, option, niche_videos, niche_cell, niche_effect, niche_variance}
     */
    Dataset<Row> nicheOptions(String fit) {
        return nicheOptions.filter(col(FIT).equalTo(fit)).drop(FIT);
    }

    /**
     * What is expected of each creator's options.
     *
     * @param fit which
     * @return {@code creator_id, kind, option, videos, niche_videos, expected, scale}
     */
    Dataset<Row> expectations(String fit) {
        return expectations.filter(col(FIT).equalTo(fit)).drop(FIT);
    }

    private Dataset<Row> expectations(MeanPrior ofCreators, MeanPrior ofOwn) {
        Dataset<Row> ownOptions = own.withColumn(OFFERED, lit(false));
        Dataset<Row> offered = own.filter(isUsual().and(col(COUNT).geq(FEWEST_VIDEOS)))
                .select(FIT, CreatorComparisons.NICHE, CreatorOutlook.CREATOR_ID)
                .join(mostUsual(nicheOptions), new String[] {FIT, CreatorComparisons.NICHE})
                .withColumn(COUNT, lit(0L))
                .withColumn(SUM, lit(0.0))
                .withColumn(SQUARES, lit(0.0))
                .withColumn(CELL, lit(0.0))
                .withColumn(OFFERED, lit(true));
        // A sum of one number and zeros.
        Dataset<Row> options = ownOptions
                .unionByName(offered)
                .groupBy(columns(OWN_OPTION))
                .agg(
                        sum(COUNT).as(COUNT),
                        sum(SUM).as(SUM),
                        sum(SQUARES).as(SQUARES),
                        sum(CELL).as(CELL),
                        max(OFFERED).as(OFFERED));
        Dataset<Row> told = lessCreators(options, ofCreators)
                .filter(isUsual().or(col(OFFERED)).or(col(COUNT).geq(FEWEST_VIDEOS)))
                .join(nicheOptions, NICHE_OPTION, "left")
                .withColumn(NICHE_EFFECT, coalesce(col(NICHE_EFFECT), lit(0.0)))
                .withColumn(NICHE_VARIANCE, coalesce(col(NICHE_VARIANCE), lit(0.0)));
        Column cell = coalesce(
                when(col(CreatorOutlook.KIND).equalTo(CreatorOutlook.LENGTH), col(NICHE_CELL)), col(USUAL_CELL));
        Column spread = when(isUsual(), ofCreators.within()).otherwise(ofOwn.within());
        return less(told, NICHE_EFFECT)
                .select(
                        col(FIT),
                        col(CreatorOutlook.CREATOR_ID),
                        col(CreatorOutlook.KIND),
                        col(CreatorOutlook.OPTION),
                        col(COUNT).as(CreatorOutlook.VIDEOS),
                        col(CreatorOutlook.NICHE_VIDEOS),
                        cell.plus(col(CREATOR_EFFECT))
                                .plus(col(NICHE_EFFECT))
                                .plus(ofOwn.estimate(col(COUNT), col(SUM)))
                                .as(CreatorOutlook.EXPECTED),
                        sqrt(spread.plus(col(CREATOR_VARIANCE))
                                        .plus(col(NICHE_VARIANCE))
                                        .plus(ofOwn.variance(col(COUNT))))
                                .as(SCALE));
    }

    /** {@code fit, niche, kind, option} of the options that are offered to all creators of the niche. */
    private static Dataset<Row> mostUsual(Dataset<Row> niches) {
        WindowSpec kind = Window.partitionBy(FIT, CreatorComparisons.NICHE, CreatorOutlook.KIND)
                .orderBy(col(CreatorOutlook.NICHE_VIDEOS).desc(), col(CreatorOutlook.OPTION));
        return niches.filter(col(CreatorOutlook.NICHE_VIDEOS).geq(FEWEST_OF_NICHE))
                .withColumn(PLACE, row_number().over(kind))
                .filter(col(PLACE).leq(MOST_TAGS))
                .select(columns(NICHE_OPTION));
    }

    /** The prior of a part, in numbers, by fit and kind. */
    private static MeanPrior prior(Dataset<Row> groups, Column kind) {
        MeanPrior aggregates = MeanPrior.of(col(COUNT), col(SUM), col(SQUARES));
        Column within = MeanPrior.NONE.within();
        Column between = MeanPrior.NONE.between();
        for (Row row : groups.groupBy(col(FIT), kind)
                .agg(aggregates.within(), aggregates.between())
                .collectAsList()) {
            Column isIt = col(FIT).equalTo(row.getString(0)).and(kind.equalTo(row.getString(1)));
            within = when(isIt, row.getDouble(2)).otherwise(within);
            between = when(isIt, row.getDouble(3)).otherwise(between);
        }
        return new MeanPrior(within, between);
    }

    /** The same by windows, where groups are few. */
    private static MeanPrior prior(String... by) {
        return MeanPrior.over(col(COUNT), col(SUM), col(SQUARES), Window.partitionBy(columns(by)));
    }
}
