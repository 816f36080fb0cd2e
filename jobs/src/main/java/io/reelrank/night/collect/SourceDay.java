package io.reelrank.night.collect;

import io.reelrank.core.tables.InputFigures.Family;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The counts of the rows of a source that were delivered for a day. */
final class SourceDay {
    private final String source;
    private final LocalDate day;
    private final InputMeasures measures;
    private final long[] counted;
    private final long[] of;
    private final TreeMap<Long, Long> watch = new TreeMap<>();
    private long rows;
    private long rejected;
    private long repeats;
    private long accepted;

    /** @param measures what is measured */
    SourceDay(String source, LocalDate day, InputMeasures measures) {
        this.source = source;
        this.day = day;
        this.measures = measures;
        this.counted = new long[measures.ratios().size()];
        this.of = new long[measures.ratios().size()];
    }

    /**
     * Adds a group of rows.
     *
     * @param group the watch time or null, then the numbers of rows, of rejected, repeated and accepted ones, then the two
     *     sums of each ratio
     * @param first the position of the watch time
     */
    void add(Row group, int first) {
        rows += group.getLong(first + 1);
        rejected += group.getLong(first + 2);
        repeats += group.getLong(first + 3);
        accepted += group.getLong(first + 4);
        if (!group.isNullAt(first)) {
            watch.merge(group.getLong(first), group.getLong(first + 4), Long::sum);
        }
        for (int i = 0; i < counted.length; i++) {
            counted[i] += group.getLong(first + 5 + 2 * i);
            of[i] += group.getLong(first + 6 + 2 * i);
        }
    }

    String source() {
        return source;
    }

    LocalDate day() {
        return day;
    }

    /** The number of all rows. */
    long rows() {
        return rows;
    }

    /** How many were rejected for a fault of the source. */
    long rejected() {
        return rejected;
    }

    /** The rows of {@code input_figures}, with {@code dt}. A ratio of nothing is left out. */
    List<Row> figures() {
        List<Row> figures = new ArrayList<>();
        // Of videos and users some sources deliver everything, some what changed, some both in turn.
        if (source.startsWith(CollectionPlan.EVENTS)) {
            figures.add(figure("rows", Family.VOLUME, (double) accepted, accepted));
        }
        if (rows > 0) {
            figures.add(figure("rows rejected", Family.FAULTY, (double) rejected / rows, rows));
            figures.add(figure("rows repeated", Family.FAULTY, (double) repeats / rows, rows));
        }
        for (int i = 0; i < counted.length; i++) {
            InputMeasures.InputRatio ratio = measures.ratios().get(i);
            if (of[i] > 0) {
                figures.add(figure(ratio.figure(), ratio.family(), (double) counted[i] / of[i], of[i]));
            }
        }
        long measured = watch.values().stream().mapToLong(Long::longValue).sum();
        if (measured > 0) {
            // No lower one: it is of plays that were over at once, and varies with the feed.
            figures.add(figure("watch_ms, median", Family.LEVEL, quantile(0.5 * measured), measured));
            figures.add(figure("watch_ms, 90th percentile", Family.LEVEL, quantile(0.9 * measured), measured));
        }
        return figures;
    }

    private double quantile(double rank) {
        long passed = 0;
        for (Map.Entry<Long, Long> value : watch.entrySet()) {
            passed += value.getValue();
            if (passed >= rank) {
                return value.getKey();
            }
        }
        return watch.lastKey();
    }

    private Row figure(String name, Family family, double value, long counted) {
        return RowFactory.create(source, name, family.written(), value, counted, java.sql.Date.valueOf(day));
    }
}
