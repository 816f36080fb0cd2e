package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.VideoIndex;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What happened to each creator's videos within each window.
 *
 * @param windows the windows
 * @param minPeople counts of some of the viewers are not told where they, or the rest of the viewers, are fewer
 */
record CreatorTotals(Windows windows, int minPeople) {
    private static final String COUNTS = "counts";
    private static final int WEEK = 7;
    private static final int WEEKS = 4;
    private static final int REGULAR_WEEKS = 3;
    private static final List<String> PARTS =
            List.of(CreatorReport.NEW_VIEWERS, CreatorReport.RETURNING_VIEWERS, CreatorReport.REGULAR_VIEWERS);
    private static final String[] KEY = {CreatorReport.CREATOR_ID, CreatorReport.WINDOW_DAYS, Windows.BACK};

    /**
     * The sums by creator and window, also of the windows before.
     *
     * @param videoDays of {@link ReportSums#videoDays}
     * @return {@code creator_id, window_days, back} and the sums
     */
    Dataset<Row> sums(Dataset<Row> videoDays) {
        Dataset<Row> creatorDays = ReportSums.totals(videoDays, CreatorReport.CREATOR_ID, Windows.AGO);
        return ReportSums.totals(windows.within(creatorDays), KEY);
    }

    /**
     * The viewers by creator, of each window and of the one before it. Counts of few people are null.
     *
     * @param viewers of {@link ReportSums#viewers}
     * @return {@code creator_id, window_days, back, viewers, new_viewers, returning_viewers, regular_viewers}
     */
    Dataset<Row> viewers(Dataset<Row> viewers) {
        Column watched = col(ReportSums.WATCHED);
        List<Column> counts = new ArrayList<>();
        for (int length : windows.lengths()) {
            for (int back = 0; back < 2; back++) {
                Column inside = watched.bitwiseAND(lit(Windows.bits(length, back)));
                long earlier = (-1L << ((back + 1) * length)) & Windows.bits(windows.reach(), 0);
                Column isViewer = inside.notEqual(0);
                Column isNew = isViewer.and(watched.bitwiseAND(lit(earlier)).equalTo(0));
                counts.add(struct(
                        lit(length).as(CreatorReport.WINDOW_DAYS),
                        lit(back).as(Windows.BACK),
                        count_if(isViewer).as(CreatorReport.VIEWERS),
                        (windows.knowsBefore(length, back)
                                        ? count_if(isNew)
                                        : lit(null).cast("bigint"))
                                .as(CreatorReport.NEW_VIEWERS),
                        count_if(bit_count(inside).gt(1)).as(CreatorReport.RETURNING_VIEWERS),
                        count_if(isViewer.and(isRegular(watched))).as(CreatorReport.REGULAR_VIEWERS)));
            }
        }
        Dataset<Row> told = rows(viewers.groupBy(CreatorReport.CREATOR_ID)
                .agg(array(counts.toArray(Column[]::new)).as(COUNTS)));
        for (String part : PARTS) {
            told = told.withColumn(part, when(isTold(col(part), col(CreatorReport.VIEWERS)), col(part)));
        }
        return told;
    }

    /**
     * The rows of {@code creator_report}.
     *
     * @param sums of {@link #sums}
     * @param viewers of {@link #viewers}
     * @param videoDays of {@link ReportSums#videoDays}
     */
    Dataset<Row> report(Dataset<Row> sums, Dataset<Row> viewers, Dataset<Row> videoDays) {
        Dataset<Row> whole = sums.filter(col(Windows.BACK).equalTo(0))
                .join(viewers, KEY, "left")
                .join(videos(videoDays), KEY, "left");
        for (String part : PARTS) {
            // A creator whom nobody watched has no row of viewers.
            whole = whole.withColumn(
                    part, when(col(CreatorReport.VIEWERS).isNull(), lit(0L)).otherwise(col(part)));
        }
        whole = whole.na().fill(0L, new String[] {CreatorReport.VIDEOS, CreatorReport.VIEWERS});
        Column days = lit(null).cast("int");
        for (int length : windows.lengths()) {
            days = when(col(CreatorReport.WINDOW_DAYS).equalTo(length), windows.knownDays(length, 0))
                    .otherwise(days);
        }
        return ReportSums.rates(whole.withColumn(CreatorReport.DAYS, days), List.of(CreatorFigure.values()));
    }

    /** Whether a part of some people and the rest of them are both large enough, or nobody. */
    private Column isTold(Column part, Column whole) {
        Column rest = whole.minus(part);
        return part.equalTo(0).or(part.geq(minPeople)).and(rest.equalTo(0).or(rest.geq(minPeople)));
    }

    private Dataset<Row> videos(Dataset<Row> videoDays) {
        Column hasAny =
                col(CreatorReport.IMPRESSIONS).plus(col(CreatorReport.PLAYS)).gt(0);
        Column[] counts = windows.lengths().stream()
                .map(length -> struct(
                        lit(length).as(CreatorReport.WINDOW_DAYS),
                        lit(0).as(Windows.BACK),
                        count_if(col(Windows.AGO).lt(length)).as(CreatorReport.VIDEOS)))
                .toArray(Column[]::new);
        return rows(videoDays
                .filter(hasAny)
                .groupBy(CreatorReport.CREATOR_ID, VideoIndex.VIDEO_IDX)
                .agg(min(Windows.AGO).as(Windows.AGO))
                .groupBy(CreatorReport.CREATOR_ID)
                .agg(array(counts).as(COUNTS)));
    }

    private static Dataset<Row> rows(Dataset<Row> counts) {
        return counts.select(col(CreatorReport.CREATOR_ID), explode(col(COUNTS)).as(COUNTS))
                .select(col(CreatorReport.CREATOR_ID), col(COUNTS + ".*"));
    }

    private static Column isRegular(Column watched) {
        Column weeks = lit(0);
        for (int week = 0; week < WEEKS; week++) {
            Column isThere = watched.bitwiseAND(lit(Windows.bits(WEEK, week))).notEqual(0);
            weeks = weeks.plus(coalesce(isThere.cast("int"), lit(0)));
        }
        return weeks.geq(REGULAR_WEEKS);
    }
}
