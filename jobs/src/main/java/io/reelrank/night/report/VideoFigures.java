package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
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
     * @param videoDays of {@link ReportSums#videoDays}
     * @param watched of {@link #watched}, which are read twice
     */
    Dataset<Row> of(Dataset<Row> videoDays, Dataset<Row> watched) {
        Dataset<Row> recent = videoDays.filter(col(Windows.AGO).lt(windows.longest()));
        Dataset<Row> sums = ReportSums.totals(recent, CreatorReport.CREATOR_ID, VideoIndex.VIDEO_IDX);
        return ReportSums.rates(sums, CreatorVideoReport.FIGURES)
                .join(retention(watched), new String[] {VideoIndex.VIDEO_IDX}, "left")
                .withColumn(CreatorVideoReport.VIEWERS, coalesce(col(CreatorVideoReport.VIEWERS), lit(0L)))
                .join(atAge(videoDays), new String[] {VideoIndex.VIDEO_IDX}, "left")
                .withColumn(
                        CreatorVideoReport.TYPICAL_VIDEOS, coalesce(col(CreatorVideoReport.TYPICAL_VIDEOS), lit(0L)));
    }

    /**
     * How many people watched each video, and how many of them to each tenth of its length: of the length at which it was watched
     * most, should logs have several. A viewer of several days is one, and each day without that length may be somebody of whom
     * it does not tell; where no enough others are left, how far they watched is not told.
     *
     * @param counted of {@link ReportSums#counted}
     * @param people of {@link OfferTastes#ofVideos}
     * @return {@code video_idx, viewers, length_class, measured, reached}, the last [10]; the last three null where they are not
     *     told
     */
    Dataset<Row> watched(Dataset<Row> counted, Dataset<Row> people) {
        Dataset<Row> views =
                counted.filter(col(DayPairs.VIEWS).gt(0).and(col(Windows.AGO).lt(windows.longest())));
        Dataset<Row> viewers = people.groupBy(VideoIndex.VIDEO_IDX)
                .agg(
                        sum(CreatorVideoReport.VIEWERS).as(CreatorVideoReport.VIEWERS),
                        sum(OfferTastes.DAYS).as(OfferTastes.DAYS))
                .filter(col(CreatorVideoReport.VIEWERS).gt(0));
        WindowSpec lengths =
                Window.partitionBy(VideoIndex.VIDEO_IDX).orderBy(col(MEASURED).desc(), col(LENGTH));
        Dataset<Row> tenths = tenths(views)
                .withColumn(PLACE, row_number().over(lengths))
                .filter(col(PLACE).equalTo(1));
        Column isTold = col(CreatorVideoReport.VIEWERS)
                .minus(col(OfferTastes.DAYS))
                .plus(col(MEASURED))
                .geq(minPeople);
        return viewers.join(tenths, new String[] {VideoIndex.VIDEO_IDX}, "left")
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col(CreatorVideoReport.VIEWERS),
                        when(isTold, col(LENGTH)).as(LENGTH),
                        when(isTold, col(MEASURED)).as(MEASURED),
                        when(isTold, reached()).as(REACHED));
    }

    private static Dataset<Row> tenths(Dataset<Row> views) {
        Column length = col(DayPairs.DURATION_MS);
        Column[] counts = points(
                point -> count_if(col(DayPairs.VIEWED_MS).multiply(POINTS).geq(length.multiply(point)))
                        .as(REACHED + point));
        return views.filter(length.gt(0))
                .groupBy(col(VideoIndex.VIDEO_IDX), LengthClass.of().as(LENGTH))
                .agg(count(lit(1)).as(MEASURED), counts);
    }

    private static Dataset<Row> retention(Dataset<Row> watched) {
        Column measured = col(MEASURED);
        Column[] shares = points(point ->
                sum(col(REACHED).getItem(point - 1)).divide(sum(measured)).as(REACHED + point));
        Dataset<Row> peers = watched.filter(col(REACHED).isNotNull())
                .groupBy(LENGTH)
                .agg(sum(measured).as(PEERS), shares)
                .select(col(LENGTH), col(PEERS), reached().as(CreatorVideoReport.PEER_RETENTION));
        return watched.join(broadcast(peers), new String[] {LENGTH}, "left")
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col(CreatorVideoReport.VIEWERS),
                        transform(col(REACHED), count -> count.divide(measured)).as(CreatorVideoReport.RETENTION),
                        transform(col(REACHED), count -> WilsonInterval.bound(count, measured, -NormalQuantile.Z90))
                                .as(CreatorVideoReport.RETENTION_LOW),
                        transform(col(REACHED), count -> WilsonInterval.bound(count, measured, NormalQuantile.Z90))
                                .as(CreatorVideoReport.RETENTION_HIGH),
                        // Of one video alone it would say the same again.
                        when(col(PEERS).gt(measured), col(CreatorVideoReport.PEER_RETENTION))
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
