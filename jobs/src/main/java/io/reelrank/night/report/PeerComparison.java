package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.engine.estimates.RatePrior;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Each creator's rates beside the time before, the creator's own range, and creators of the same niche and size.
 *
 * @param windows the windows
 * @param minPeers the fewest creators that a creator is compared with
 * @param minPlays the least evidence of a rate
 */
record PeerComparison(Windows windows, int minPeers, int minPlays) {
    /** The mean rate of the peers, towards which the estimate is shrunk. */
    static final String PRIOR_MEAN = "prior_mean";

    /** How much larger the variance of the rate is than if all plays were independent: φ. */
    static final String DISPERSION = "dispersion";

    // The 95% quantile of the standard normal distribution: ±z holds 90% of it.
    private static final double Z90 = 1.644854;

    private static final long FEWEST_OWN = 5;
    private static final String PART = "part";
    private static final String GROUP = "peer_group";
    private static final String STRENGTH = "prior_strength";
    private static final String RATES = "rates";
    private static final String OBSERVED = "observed";
    private static final String SQUARES = "observed_squares";
    private static final String PARTS = "parts";
    private static final String PART_SQUARES = "part_squares";
    private static final String OWN = "own_";
    private static final String OWN_COUNT = "own_count_";
    private static final String BEFORE = "before_";
    private static final String ROW = "row";
    private static final String[] CREATOR_WINDOW = {CreatorReport.CREATOR_ID, CreatorReport.WINDOW_DAYS};

    /**
     * The rows of {@code creator_comparisons}, with {@code prior_mean} and {@code dispersion}.
     *
     * @param sums of {@link CreatorTotals#sums}
     * @param viewers of {@link CreatorTotals#viewers}
     * @param videoDays of {@link ReportSums#videoDays}
     */
    Dataset<Row> of(Dataset<Row> sums, Dataset<Row> viewers, Dataset<Row> videoDays) {
        Dataset<Row> counts = sums.join(
                viewers, new String[] {CreatorReport.CREATOR_ID, CreatorReport.WINDOW_DAYS, Windows.BACK}, "left");
        Dataset<Row> rates = rates(counts).join(kinds(videoDays), CreatorReport.CREATOR_ID);
        return placed(estimated(grouped(rates, dispersions(videoDays))));
    }

    /** {@code creator_id, niche, size}. */
    private Dataset<Row> kinds(Dataset<Row> videoDays) {
        WindowSpec creator = Window.partitionBy(CreatorReport.CREATOR_ID);
        return videoDays
                .filter(col(Windows.AGO).lt(windows.longest()))
                .groupBy(
                        col(CreatorReport.CREATOR_ID),
                        col(VideoFeatures.CATEGORY).as(CreatorComparisons.NICHE))
                .agg(sum(CreatorReport.PLAYS).as(CreatorReport.PLAYS))
                .withColumn(
                        CreatorComparisons.SIZE,
                        floor(log2(sum(CreatorReport.PLAYS).over(creator).plus(1))
                                        .divide(2))
                                .cast("int"))
                .withColumn(
                        ROW,
                        row_number()
                                .over(creator.orderBy(col(CreatorReport.PLAYS).desc(), col(CreatorComparisons.NICHE))))
                .filter(col(ROW).equalTo(1))
                .drop(ROW, CreatorReport.PLAYS);
    }

    /** One row per creator, window and figure with enough evidence. */
    private Dataset<Row> rates(Dataset<Row> counts) {
        List<Column> aggregates = new ArrayList<>();
        List<Column> figures = new ArrayList<>();
        for (CreatorFigure figure : CreatorFigure.values()) {
            Column isEnough = col(figure.whole()).geq(minPlays);
            Column rate = when(isEnough, try_divide(part(figure), col(figure.whole())));
            Column earlier = when(col(Windows.BACK).geq(1), rate);
            aggregates.add(count(earlier).as(OWN_COUNT + figure.column()));
            aggregates.add(percentile(earlier, array(lit(0.1), lit(0.9))).as(OWN + figure.column()));
            aggregates.add(max(when(col(Windows.BACK).equalTo(1).and(isComparable()), rate))
                    .as(BEFORE + figure.column()));
            Column own = when(col(OWN_COUNT + figure.column()).geq(FEWEST_OWN), col(OWN + figure.column()));
            figures.add(struct(
                    lit(figure.column()).as(CreatorComparisons.FIGURE),
                    lit(figure.better() == CreatorFigure.Direction.HIGHER).as("higher_is_better"),
                    part(figure).as(PART),
                    col(figure.whole()).as(CreatorComparisons.EVIDENCE),
                    rate.as(CreatorComparisons.VALUE),
                    col(BEFORE + figure.column()).as(CreatorComparisons.BEFORE),
                    col(OWN_COUNT + figure.column()).as(CreatorComparisons.OWN_WINDOWS),
                    own.getItem(0).as(CreatorComparisons.OWN_LOW),
                    own.getItem(1).as(CreatorComparisons.OWN_HIGH)));
        }
        Dataset<Row> own = counts.groupBy(CreatorReport.CREATOR_ID, CreatorReport.WINDOW_DAYS)
                .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new));
        return counts.filter(col(Windows.BACK).equalTo(0))
                .join(own, CREATOR_WINDOW)
                .select(
                        col(CreatorReport.CREATOR_ID),
                        col(CreatorReport.WINDOW_DAYS),
                        explode(array(figures.toArray(Column[]::new))).as(ROW))
                .select(col(CreatorReport.CREATOR_ID), col(CreatorReport.WINDOW_DAYS), col(ROW + ".*"))
                .filter(col(CreatorComparisons.VALUE).isNotNull());
    }

    private Column isComparable() {
        Column comparable = lit(false);
        for (int length : windows.lengths()) {
            comparable = comparable.or(
                    col(CreatorReport.WINDOW_DAYS).equalTo(length).and(lit(windows.isComparable(length))));
        }
        return comparable;
    }

    /** A play may be liked twice; a share is 1 at most. */
    private static Column part(CreatorFigure figure) {
        return least(col(figure.part()), col(figure.whole()));
    }

    /** With the sums of the group that the creator is compared with: the smallest that has enough creators. */
    private Dataset<Row> grouped(Dataset<Row> rates, Column dispersion) {
        Column n = col(CreatorComparisons.EVIDENCE).cast("double");
        Column k = col(PART).cast("double");
        String[] cell = {CreatorReport.WINDOW_DAYS, CreatorComparisons.FIGURE, CreatorComparisons.SIZE};
        Dataset<Row> cells = rates.groupBy(
                        CreatorReport.WINDOW_DAYS,
                        CreatorComparisons.FIGURE,
                        CreatorComparisons.SIZE,
                        CreatorComparisons.NICHE)
                .agg(
                        count(lit(1)).cast("double").as(RATES),
                        sum(n).as(OBSERVED),
                        sum(pow(n, 2)).as(SQUARES),
                        sum(k).as(PARTS),
                        sum(pow(k, 2).divide(n)).as(PART_SQUARES));
        WindowSpec size = Window.partitionBy(
                col(CreatorReport.WINDOW_DAYS), col(CreatorComparisons.FIGURE), col(CreatorComparisons.SIZE));
        WindowSpec all = Window.partitionBy(col(CreatorReport.WINDOW_DAYS), col(CreatorComparisons.FIGURE));
        Column isNiche = col(RATES).gt(minPeers);
        Column isSize = sum(RATES).over(size).gt(minPeers);
        Dataset<Row> chosen = cells.withColumn(
                GROUP,
                when(isNiche, concat_ws("/", col(CreatorComparisons.SIZE), col(CreatorComparisons.NICHE)))
                        .when(isSize, col(CreatorComparisons.SIZE).cast("string")));
        for (String total : List.of(OBSERVED, SQUARES, PARTS, PART_SQUARES, RATES)) {
            chosen = chosen.withColumn(
                    total + "_of_group",
                    when(isNiche, col(total))
                            .when(isSize, sum(total).over(size))
                            .otherwise(sum(total).over(all)));
        }
        Dataset<Row> groups = chosen.drop(OBSERVED, SQUARES, PARTS, PART_SQUARES, RATES);
        String[] key = {cell[0], cell[1], cell[2], CreatorComparisons.NICHE};
        return rates.join(broadcast(groups), key).withColumn(DISPERSION, dispersion);
    }

    private static Dataset<Row> estimated(Dataset<Row> grouped) {
        RatePrior prior = new RatePrior(
                col(RATES + "_of_group"),
                col(OBSERVED + "_of_group"),
                col(SQUARES + "_of_group"),
                col(PARTS + "_of_group"),
                col(PART_SQUARES + "_of_group"),
                col(DISPERSION));
        Column observations =
                col(CreatorComparisons.EVIDENCE).plus(col(STRENGTH)).divide(col(DISPERSION));
        return grouped.withColumn(PRIOR_MEAN, prior.mean())
                .withColumn(STRENGTH, prior.strength())
                .withColumn(
                        CreatorComparisons.ESTIMATE,
                        RatePrior.estimate(col(PART), col(CreatorComparisons.EVIDENCE), col(PRIOR_MEAN), col(STRENGTH)))
                .withColumn(
                        CreatorComparisons.LOW, RatePrior.bound(col(CreatorComparisons.ESTIMATE), observations, -Z90))
                .withColumn(
                        CreatorComparisons.HIGH, RatePrior.bound(col(CreatorComparisons.ESTIMATE), observations, Z90));
    }

    /** With the place among the peers. */
    private static Dataset<Row> placed(Dataset<Row> estimated) {
        Column goodness = when(col("higher_is_better"), col(CreatorComparisons.VALUE))
                .otherwise(lit(0.0).minus(col(CreatorComparisons.VALUE)));
        Column[] key = {col(CreatorReport.WINDOW_DAYS), col(CreatorComparisons.FIGURE), col(GROUP)};
        WindowSpec group = Window.partitionBy(key);
        WindowSpec same = Window.partitionBy(key[0], key[1], key[2], goodness);
        Column others = count(lit(1)).over(group).minus(1);
        Column ties = count(lit(1)).over(same).minus(1);
        Column worse = rank().over(group.orderBy(goodness)).minus(1);
        Column hasPeers = col(GROUP).isNotNull();
        return estimated
                .withColumn(CreatorComparisons.PEERS, when(hasPeers, others).otherwise(0L))
                .withColumn(
                        CreatorComparisons.PEER_MEDIAN,
                        when(
                                hasPeers,
                                percentile(col(CreatorComparisons.VALUE), lit(0.5))
                                        .over(group)))
                .withColumn(
                        CreatorComparisons.BEATS,
                        when(hasPeers, worse.plus(ties.divide(2)).divide(greatest(others, lit(1L)))));
    }

    /** φ by figure: Pearson's statistic of creators' days over its degrees of freedom, at least 1. */
    private Column dispersions(Dataset<Row> videoDays) {
        Dataset<Row> days = ReportSums.totals(
                videoDays.filter(col(Windows.AGO).lt(windows.longest())), CreatorReport.CREATOR_ID, Windows.AGO);
        List<Column> ofCreator = new ArrayList<>();
        List<Column> ofAll = new ArrayList<>();
        Map<CreatorFigure, Integer> places = new EnumMap<>(CreatorFigure.class);
        for (CreatorFigure figure : CreatorFigure.values()) {
            if (figure == CreatorFigure.RETURNING_VIEWERS_RATE) {
                // Its parts are no sums over days.
                continue;
            }
            String name = figure.column();
            Column n = col(figure.whole()).cast("double");
            Column k = part(figure).cast("double");
            ofCreator.add(sum(try_divide(pow(k, 2), n)).as(name + PART_SQUARES));
            ofCreator.add(sum(when(n.gt(0), k)).as(name + PARTS));
            ofCreator.add(sum(n).as(name + OBSERVED));
            ofCreator.add(count_if(n.gt(0)).as(name + RATES));
            Column p = try_divide(col(name + PARTS), col(name + OBSERVED));
            Column variance = p.multiply(lit(1.0).minus(p));
            Column isKnown = variance.gt(0).and(col(name + RATES).gt(1));
            Column chi = try_divide(col(name + PART_SQUARES).minus(p.multiply(col(name + PARTS))), variance);
            places.put(figure, ofAll.size());
            ofAll.add(coalesce(
                    try_divide(
                            sum(when(isKnown, chi)),
                            sum(when(isKnown, col(name + RATES).minus(1)))),
                    lit(1.0)));
        }
        Row found = days.groupBy(CreatorReport.CREATOR_ID)
                .agg(ofCreator.get(0), ofCreator.subList(1, ofCreator.size()).toArray(Column[]::new))
                .agg(ofAll.get(0), ofAll.subList(1, ofAll.size()).toArray(Column[]::new))
                .head();
        Column dispersion = lit(1.0);
        for (Map.Entry<CreatorFigure, Integer> place : places.entrySet()) {
            dispersion = when(
                            col(CreatorComparisons.FIGURE)
                                    .equalTo(place.getKey().column()),
                            Math.max(1, found.getDouble(place.getValue())))
                    .otherwise(dispersion);
        }
        return dispersion;
    }
}
