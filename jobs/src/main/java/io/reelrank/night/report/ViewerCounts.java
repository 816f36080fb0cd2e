package io.reelrank.night.report;

import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.reelrank.core.tables.CreatorReport;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * How many viewers each creator has in each window and in the one before it, how many of them are new, returning and regular, and
 * which of these parts are told.
 *
 * @param windows the windows, ten at most
 * @param minPeople below which numbers of people are few
 */
record ViewerCounts(Windows windows, int minPeople) {
    /** The beginning of the columns that say whether a part of the viewers is told. */
    static final String TOLD = "told_";

    /** The parts of the viewers. */
    static final List<String> PARTS =
            List.of(CreatorReport.NEW_VIEWERS, CreatorReport.RETURNING_VIEWERS, CreatorReport.REGULAR_VIEWERS);

    private static final int WEEK = 7;
    private static final int WEEKS = 4;
    private static final int REGULAR_WEEKS = 3;
    private static final String MEMBERSHIPS = "memberships";
    private static final String PEOPLE = "people";
    private static final String GROUPS = "groups";
    private static final StructType ROWS = StructType.fromDDL(
            "creator_idx int, window_days int, back int, viewers bigint, new_viewers bigint, returning_viewers bigint,"
                    + " regular_viewers bigint, told_new_viewers boolean, told_returning_viewers boolean,"
                    + " told_regular_viewers boolean");

    /**
     * A set of a creator's viewers.
     *
     * @param length of its window, in days
     * @param back 1 for the window before
     * @param name its column: all viewers, or a part of them
     */
    private record ViewerSet(int length, int back, String name) implements Serializable {}

    /**
     * The viewers by creator, window and the one before it.
     *
     * @param viewers of {@link ReportSums#viewers}
     * @return {@code creator_idx, window_days, back, viewers, new_viewers, returning_viewers, regular_viewers} and a {@code told_}
     *     column for each part; a part is null where it cannot be known, and of a window before all but the returning ones are
     */
    Dataset<Row> of(Dataset<Row> viewers) {
        List<ViewerSet> sets = sets();
        Column memberships = IntStream.range(0, sets.size())
                .mapToObj(i -> call_function("shiftleft", isIn(sets.get(i)).cast("bigint"), lit(i)))
                .reduce(Column::bitwiseOR)
                .orElseThrow();
        int least = minPeople;
        FlatMapFunction<Row, Row> ofCreator = row -> rows(row, sets, least);
        return viewers.groupBy(col(CreatorNumbers.CREATOR_IDX), memberships.as(MEMBERSHIPS))
                .agg(count(lit(1)).as(PEOPLE))
                .groupBy(CreatorNumbers.CREATOR_IDX)
                .agg(collect_list(struct(MEMBERSHIPS, PEOPLE)).as(GROUPS))
                .flatMap(ofCreator, Encoders.row(ROWS));
    }

    /** The windows, and then the parts that can be known, those that matter most first. */
    private List<ViewerSet> sets() {
        List<ViewerSet> sets = new ArrayList<>();
        for (int back = 0; back < 2; back++) {
            for (int length : windows.lengths()) {
                sets.add(new ViewerSet(length, back, CreatorReport.VIEWERS));
            }
        }
        for (int i = windows.lengths().size() - 1; i >= 0; i--) {
            for (String part : PARTS) {
                addIfKnown(sets, new ViewerSet(windows.lengths().get(i), 0, part));
            }
        }
        for (int i = windows.lengths().size() - 1; i >= 0; i--) {
            addIfKnown(sets, new ViewerSet(windows.lengths().get(i), 1, CreatorReport.RETURNING_VIEWERS));
        }
        return sets;
    }

    private void addIfKnown(List<ViewerSet> sets, ViewerSet set) {
        boolean isKnown =
                switch (set.name()) {
                    case CreatorReport.NEW_VIEWERS -> windows.knowsBefore(set.length(), set.back());
                    case CreatorReport.RETURNING_VIEWERS -> set.length() > 1;
                    default -> windows.knownInARow() >= WEEKS * WEEK;
                };
        if (isKnown) {
            sets.add(set);
        }
    }

    private Column isIn(ViewerSet set) {
        Column watched = col(ReportSums.WATCHED);
        Column inside = watched.bitwiseAND(lit(Windows.bits(set.length(), set.back())));
        long earlier = (-1L << ((set.back() + 1) * set.length())) & Windows.bits(windows.reach(), 0);
        return switch (set.name()) {
            case CreatorReport.NEW_VIEWERS ->
                inside.notEqual(0).and(watched.bitwiseAND(lit(earlier)).equalTo(0));
            case CreatorReport.RETURNING_VIEWERS -> bit_count(inside).gt(1);
            case CreatorReport.REGULAR_VIEWERS -> inside.notEqual(0).and(isRegular(watched));
            default -> inside.notEqual(0);
        };
    }

    private static Column isRegular(Column watched) {
        Column weeks = lit(0);
        for (int week = 0; week < WEEKS; week++) {
            Column isThere = watched.bitwiseAND(lit(Windows.bits(WEEK, week))).notEqual(0);
            weeks = weeks.plus(coalesce(isThere.cast("int"), lit(0)));
        }
        return weeks.geq(REGULAR_WEEKS);
    }

    private static Iterator<Row> rows(Row creator, List<ViewerSet> sets, int minPeople) {
        List<Row> groups = creator.getList(creator.fieldIndex(GROUPS));
        ToldCounts counts = new ToldCounts(
                groups.stream().mapToLong(group -> group.getAs(PEOPLE)).toArray(),
                groups.stream().mapToLong(group -> group.getAs(MEMBERSHIPS)).toArray(),
                minPeople);
        List<ViewerSet> windows = sets.stream()
                .filter(set -> set.name().equals(CreatorReport.VIEWERS))
                .toList();
        windows.forEach(window -> counts.tell(sets.indexOf(window)));
        boolean[] isTold = new boolean[sets.size()];
        for (int set = windows.size(); set < sets.size(); set++) {
            isTold[set] = counts.offer(set, sets.indexOf(windowOf(sets.get(set))));
        }
        return windows.stream()
                .map(window -> {
                    List<Object> cells = new ArrayList<>(List.of(
                            creator.<Integer>getAs(CreatorNumbers.CREATOR_IDX),
                            window.length(),
                            window.back(),
                            counts.size(sets.indexOf(window))));
                    int[] parts = PARTS.stream()
                            .mapToInt(part -> sets.indexOf(new ViewerSet(window.length(), window.back(), part)))
                            .toArray();
                    for (int part : parts) {
                        cells.add(part < 0 ? null : counts.size(part));
                    }
                    for (int part : parts) {
                        cells.add(part >= 0 && isTold[part]);
                    }
                    return RowFactory.create(cells.toArray());
                })
                .iterator();
    }

    private static ViewerSet windowOf(ViewerSet part) {
        return new ViewerSet(part.length(), part.back(), CreatorReport.VIEWERS);
    }
}
