package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorReport;
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
    /** The beginning of the columns that say whether a part of the viewers is told. */
    static final String TOLD = "told_";

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
     * The viewers by creator, of each window and of the one before it, with {@code told_} columns that say of each part of the
     * viewers whether it is told: where it and the rest are no few people, and where no longer window that is told gives away
     * few people by subtraction.
     *
     * @param viewers of {@link ReportSums#viewers}
     * @return {@code creator_id, window_days, back, viewers, new_viewers, returning_viewers, regular_viewers}; a part is null
     *     where it cannot be known
     */
    Dataset<Row> viewers(Dataset<Row> viewers) {
        List<Column> counts = new ArrayList<>();
        List<Column> rows = new ArrayList<>();
        for (int back = 0; back < 2; back++) {
            List<Integer> longer = new ArrayList<>();
            for (int i = windows.lengths().size() - 1; i >= 0; i--) {
                int length = windows.lengths().get(i);
                counts.addAll(counts(length, back));
                rows.add(struct(row(length, back, longer).toArray(Column[]::new)));
                longer.add(0, length);
            }
        }
        return rows(viewers.groupBy(CreatorReport.CREATOR_ID)
                .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
                .withColumn(COUNTS, array(rows.toArray(Column[]::new))));
    }

    private List<Column> counts(int length, int back) {
        Column watched = col(ReportSums.WATCHED);
        Column inside = watched.bitwiseAND(lit(Windows.bits(length, back)));
        long earlier = (-1L << ((back + 1) * length)) & Windows.bits(windows.reach(), 0);
        Column isViewer = inside.notEqual(0);
        Column isNew = isViewer.and(watched.bitwiseAND(lit(earlier)).equalTo(0));
        Column unknown = lit(null).cast("bigint");
        boolean knowsRegulars = windows.knownInARow() >= WEEKS * WEEK;
        return List.of(
                count_if(isViewer).as(name(CreatorReport.VIEWERS, length, back)),
                (windows.knowsBefore(length, back) ? count_if(isNew) : unknown)
                        .as(name(CreatorReport.NEW_VIEWERS, length, back)),
                (length > 1 ? count_if(bit_count(inside).gt(1)) : unknown)
                        .as(name(CreatorReport.RETURNING_VIEWERS, length, back)),
                (knowsRegulars ? count_if(isViewer.and(isRegular(watched))) : unknown)
                        .as(name(CreatorReport.REGULAR_VIEWERS, length, back)));
    }

    /** The columns of a window; of a part, the longer windows are told or not by columns of the same rows. */
    private List<Column> row(int length, int back, List<Integer> longer) {
        List<Column> columns = new ArrayList<>(List.of(
                lit(length).as(CreatorReport.WINDOW_DAYS),
                lit(back).as(Windows.BACK),
                col(name(CreatorReport.VIEWERS, length, back)).as(CreatorReport.VIEWERS)));
        for (String part : PARTS) {
            columns.add(col(name(part, length, back)).as(part));
            columns.add(isTold(part, length, back, longer).as(TOLD + part));
        }
        return columns;
    }

    private Column isTold(String part, int length, int back, List<Integer> longer) {
        Column count = col(name(part, length, back));
        Column rest = col(name(CreatorReport.VIEWERS, length, back)).minus(count);
        Column isTold = isNobodyOrMany(count).and(isNobodyOrMany(rest));
        for (int i = 0; i < longer.size(); i++) {
            Column more = col(name(part, longer.get(i), back)).minus(count);
            Column isLongerTold = isTold(part, longer.get(i), back, longer.subList(i + 1, longer.size()));
            isTold = isTold.and(not(isLongerTold).or(isNobodyOrMany(more)));
        }
        return coalesce(isTold, lit(false));
    }

    private Column isNobodyOrMany(Column people) {
        return people.equalTo(0).or(people.geq(minPeople));
    }

    private static String name(String count, int length, int back) {
        return "%s_%d_%d".formatted(count, length, back);
    }

    /**
     * The rows of {@code creator_report}.
     *
     * @param sums of {@link #sums}
     * @param viewers of {@link #viewers}
     * @param concentration of {@link PlayConcentration#of}
     */
    Dataset<Row> report(Dataset<Row> sums, Dataset<Row> viewers, Dataset<Row> concentration) {
        Dataset<Row> whole = sums.filter(col(Windows.BACK).equalTo(0))
                .join(viewers, KEY, "left")
                .join(concentration, KEY, "left");
        for (String part : PARTS) {
            whole = whole.withColumn(part, when(col(TOLD + part), col(part)));
        }
        whole = whole.na().fill(0L, new String[] {CreatorReport.VIDEOS, CreatorReport.VIEWERS});
        Column days = lit(null).cast("int");
        for (int length : windows.lengths()) {
            days = when(col(CreatorReport.WINDOW_DAYS).equalTo(length), windows.knownDays(length, 0))
                    .otherwise(days);
        }
        return ReportSums.rates(whole.withColumn(CreatorReport.DAYS, days), List.of(CreatorFigure.values()));
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
