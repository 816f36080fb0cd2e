package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.LengthClass;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.estimates.NormalQuantile;
import io.reelrank.engine.estimates.WilsonInterval;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What happened to each video within the longest window, beside the creator's other videos at the same age.
 *
 * @param windows the windows
 * @param minPeople the fewest viewers whose retention is told
 */
record VideoFigures(Windows windows, int minPeople) {
    private static final int POINTS = 10;
    private static final int FEWEST_TYPICAL = 3;
    private static final List<Integer> AGES = List.of(1, 2, 3, 7, 14, 28, 56);

    private static final String MEASURED = "measured";
    private static final String REACHED = "reached";
    private static final String LENGTH = "length_class";
    private static final String PEERS = "peers";
    private static final String PLACE = "place";

    /**
     * The rows of {@code creator_video_report} but for the title and the pull, by {@code video_idx}.
     *
     * @param counted of {@link ReportSums#counted}
     * @param videoDays of {@link ReportSums#videoDays}
     * @param tenths of {@link #tenths}, which are read twice
     */
    Dataset<Row> of(Dataset<Row> counted, Dataset<Row> videoDays, Dataset<Row> tenths) {
        Dataset<Row> recent = videoDays.filter(col(Windows.AGO).lt(windows.longest()));
        Dataset<Row> sums = ReportSums.totals(recent, CreatorReport.CREATOR_ID, VideoIndex.VIDEO_IDX);
        return ReportSums.rates(sums, CreatorVideoReport.FIGURES)
                .join(viewersAndRetention(views(counted), tenths), new String[] {VideoIndex.VIDEO_IDX}, "left")
                .withColumn(CreatorVideoReport.VIEWERS, coalesce(col(CreatorVideoReport.VIEWERS), lit(0L)))
                .join(atAge(videoDays), new String[] {VideoIndex.VIDEO_IDX}, "left")
                .withColumn(
                        CreatorVideoReport.TYPICAL_VIDEOS, coalesce(col(CreatorVideoReport.TYPICAL_VIDEOS), lit(0L)));
    }

    /**
     * How many watched each video to each tenth of its length, by the length's class, should logs have several lengths of it.
     *
     * @param counted of {@link ReportSums#counted}
     * @return {@code video_idx, length_class, measured, reached1} to {@code reached10}
     */
    Dataset<Row> tenths(Dataset<Row> counted) {
        Column length = col(DayPairs.DURATION_MS);
        Column[] counts = points(
                point -> count_if(col(DayPairs.VIEWED_MS).multiply(POINTS).geq(length.multiply(point)))
                        .as(REACHED + point));
        return views(counted)
                .filter(length.gt(0))
                .groupBy(col(VideoIndex.VIDEO_IDX), LengthClass.of().as(LENGTH))
                .agg(count(lit(1)).as(MEASURED), counts);
    }

    private Dataset<Row> views(Dataset<Row> counted) {
        return counted.filter(col(DayPairs.VIEWS).gt(0).and(col(Windows.AGO).lt(windows.longest())));
    }

    private Dataset<Row> viewersAndRetention(Dataset<Row> views, Dataset<Row> tenths) {
        return views.groupBy(VideoIndex.VIDEO_IDX)
                .agg(count_distinct(col(UserIndex.USER_IDX)).as(CreatorVideoReport.VIEWERS))
                .join(retention(tenths), new String[] {VideoIndex.VIDEO_IDX}, "left")
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col(CreatorVideoReport.VIEWERS),
                        ofMany(CreatorVideoReport.RETENTION),
                        ofMany(CreatorVideoReport.RETENTION_LOW),
                        ofMany(CreatorVideoReport.RETENTION_HIGH),
                        ofMany(CreatorVideoReport.PEER_RETENTION));
    }

    /** A retention where the viewers are no few; a viewer of several days is one of them. */
    private Column ofMany(String retention) {
        return when(col(CreatorVideoReport.VIEWERS).geq(minPeople), col(retention))
                .as(retention);
    }

    /** The retention by the length at which the video was watched most. */
    private Dataset<Row> retention(Dataset<Row> tenths) {
        Dataset<Row> peers = tenths.groupBy(LENGTH)
                .agg(sum(MEASURED).as(PEERS), points(point -> sum(REACHED + point)
                        .as(REACHED + point)))
                .select(
                        col(LENGTH),
                        col(PEERS),
                        transform(reached(), count -> count.divide(col(PEERS))).as(CreatorVideoReport.PEER_RETENTION));
        WindowSpec lengths =
                Window.partitionBy(VideoIndex.VIDEO_IDX).orderBy(col(MEASURED).desc(), col(LENGTH));
        Column measured = col(MEASURED);
        return tenths.withColumn(PLACE, row_number().over(lengths))
                .filter(col(PLACE).equalTo(1))
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col(LENGTH),
                        measured,
                        reached().as(REACHED))
                .join(broadcast(peers), LENGTH)
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        transform(col(REACHED), count -> count.divide(measured)).as(CreatorVideoReport.RETENTION),
                        transform(col(REACHED), count -> WilsonInterval.bound(count, measured, -NormalQuantile.Z90))
                                .as(CreatorVideoReport.RETENTION_LOW),
                        transform(col(REACHED), count -> WilsonInterval.bound(count, measured, NormalQuantile.Z90))
                                .as(CreatorVideoReport.RETENTION_HIGH),
                        // Else the difference would tell of the few viewers of another video.
                        when(col(PEERS).minus(measured).geq(minPeople), col(CreatorVideoReport.PEER_RETENTION))
                                .as(CreatorVideoReport.PEER_RETENTION));
    }

    private static Column reached() {
        return array(points(point -> col(REACHED + point)));
    }

    private static Column[] points(IntFunction<Column> column) {
        return IntStream.rangeClosed(1, POINTS).mapToObj(column).toArray(Column[]::new);
    }

    /**
     * Of videos all of whose days are known: the plays up to the oldest age of {@link #AGES} that the video has reached, and
     * those of the creator's videos.
     */
    private Dataset<Row> atAge(Dataset<Row> videoDays) {
        Column days = ReportSums.daysSincePublication();
        Column[] reached = AGES.stream()
                .map(age -> when(
                        days.geq(age),
                        struct(
                                lit(age).as(CreatorVideoReport.AGE_DAYS),
                                when(days.minus(col(Windows.AGO)).leq(age), col(CreatorReport.PLAYS))
                                        .otherwise(0L)
                                        .as(CreatorVideoReport.PLAYS_AT_AGE))))
                .toArray(Column[]::new);
        Dataset<Row> plays = videoDays
                .filter(days.lt(windows.knownInARow()))
                .select(
                        col(CreatorReport.CREATOR_ID),
                        col(VideoIndex.VIDEO_IDX),
                        explode(array_compact(array(reached))).as(REACHED))
                .groupBy(
                        col(CreatorReport.CREATOR_ID),
                        col(VideoIndex.VIDEO_IDX),
                        col(REACHED).getField(CreatorVideoReport.AGE_DAYS).as(CreatorVideoReport.AGE_DAYS))
                .agg(sum(col(REACHED).getField(CreatorVideoReport.PLAYS_AT_AGE)).as(CreatorVideoReport.PLAYS_AT_AGE));
        String[] age = {CreatorReport.CREATOR_ID, CreatorVideoReport.AGE_DAYS};
        Column isTypical = col(CreatorVideoReport.TYPICAL_VIDEOS).geq(FEWEST_TYPICAL);
        Column percentiles = percentile(col(CreatorVideoReport.PLAYS_AT_AGE), array(lit(0.3), lit(0.5), lit(0.7)));
        Dataset<Row> typical = plays.groupBy(CreatorReport.CREATOR_ID, CreatorVideoReport.AGE_DAYS)
                .agg(count(lit(1)).as(CreatorVideoReport.TYPICAL_VIDEOS), percentiles.as(REACHED))
                .withColumn(
                        CreatorVideoReport.TYPICAL_LOW,
                        when(isTypical, col(REACHED).getItem(0)))
                .withColumn(
                        CreatorVideoReport.TYPICAL_PLAYS,
                        when(isTypical, col(REACHED).getItem(1)))
                .withColumn(
                        CreatorVideoReport.TYPICAL_HIGH,
                        when(isTypical, col(REACHED).getItem(2)))
                .drop(REACHED);
        WindowSpec oldest = Window.partitionBy(VideoIndex.VIDEO_IDX)
                .orderBy(col(CreatorVideoReport.AGE_DAYS).desc());
        return plays.withColumn(PLACE, row_number().over(oldest))
                .filter(col(PLACE).equalTo(1))
                .join(typical, age)
                .drop(PLACE, CreatorReport.CREATOR_ID);
    }
}
