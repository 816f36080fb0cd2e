package io.reelrank.workbench.inspect;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** A row of {@code user_profiles} in words. */
final class ProfileWords {
    private static final double BUSY = 0.1;

    private ProfileWords() {}

    /**
     * Who the user is, a line each.
     *
     * @param row a row of {@code user_profiles}
     */
    static List<String> of(Row row) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%s, %s: %,d plays, %,d of them long views, on %d days",
                        row.<String>getAs("standing"),
                        row.<String>getAs("activity"),
                        row.<Long>getAs("plays"),
                        row.<Long>getAs("long_views"),
                        row.<Long>getAs("active_days")),
                "seen: " + (row.getAs("first_day") == null ? "not in the window" : days(row)),
                "busiest hour: " + (row.getAs("busiest_hour") == null ? "none" : row.getAs("busiest_hour"))
                        + hours(row.getList(row.fieldIndex("hours"))),
                "tags: " + shares(row, "tags"),
                "categories: " + shares(row, "categories"),
                "creators: " + shares(row, "creators"),
                "lengths: " + shares(row, "lengths"),
                "breadth of taste: " + breadth(row));
    }

    private static String days(Row row) {
        return "from %s to %s".formatted(row.getAs("first_day"), row.getAs("last_day"));
    }

    /** The hours that have a tenth of the plays or more. */
    private static String hours(List<Double> hours) {
        String busy = IntStream.range(0, hours.size())
                .filter(hour -> hours.get(hour) >= BUSY)
                .mapToObj(hour -> String.format(Locale.ROOT, "%d %.0f%%", hour, 100 * hours.get(hour)))
                .collect(Collectors.joining(", "));
        return busy.isEmpty() ? "" : "; at a tenth or more of plays: " + busy;
    }

    private static String shares(Row row, String column) {
        List<Row> shares = row.getList(row.fieldIndex(column));
        return shares.isEmpty()
                ? "none"
                : shares.stream()
                        .map(one -> String.format(Locale.ROOT, "%s %.0f%%", one.getString(0), 100 * one.getDouble(1)))
                        .collect(Collectors.joining(", "));
    }

    private static String breadth(Row row) {
        if (row.getAs("breadth") == null) {
            return "none";
        }
        // 2 to the entropy: so many tags, all wanted alike, would be as broad.
        double bits = row.<Double>getAs("breadth");
        String now = String.format(Locale.ROOT, "%.2f bits, like %.0f tags wanted alike", bits, Math.pow(2, bits));
        return row.getAs("breadth_change") == null
                ? now
                : now + String.format(Locale.ROOT, "; %+.2f on last week", row.<Double>getAs("breadth_change"));
    }
}
