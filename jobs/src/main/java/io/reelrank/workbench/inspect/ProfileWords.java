package io.reelrank.workbench.inspect;

import io.reelrank.core.tables.UserProfiles;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** Writes a row of {@code user_profiles} as text. */
final class ProfileWords {
    private static final double MIN_BUSY_SHARE = 0.1;
    private static final String NAME = "name";
    private static final String SHARE = "share";

    private ProfileWords() {}

    /**
     * The profile, one line for each of its parts.
     *
     * @param row a row of {@code user_profiles}
     */
    static List<String> of(Row row) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%s, %s: %,d plays, %,d of them long views, on %d days",
                        row.<String>getAs(UserProfiles.STANDING),
                        row.<String>getAs(UserProfiles.ACTIVITY),
                        row.<Long>getAs(UserProfiles.PLAYS),
                        row.<Long>getAs(UserProfiles.LONG_VIEWS),
                        row.<Long>getAs(UserProfiles.ACTIVE_DAYS)),
                "seen: " + (row.getAs(UserProfiles.FIRST_DAY) == null ? "not in the window" : days(row)),
                "busiest hour: "
                        + (row.getAs(UserProfiles.BUSIEST_HOUR) == null ? "none" : row.getAs(UserProfiles.BUSIEST_HOUR))
                        + hours(row.getList(row.fieldIndex(UserProfiles.HOURS))),
                "tags: " + shares(row, UserProfiles.TAGS),
                "categories: " + shares(row, UserProfiles.CATEGORIES),
                "creators: " + shares(row, UserProfiles.CREATORS),
                "lengths: " + shares(row, UserProfiles.LENGTHS),
                "breadth of taste: " + breadth(row));
    }

    private static String days(Row row) {
        return "from %s to %s".formatted(row.getAs(UserProfiles.FIRST_DAY), row.getAs(UserProfiles.LAST_DAY));
    }

    /** The hours with at least a tenth of the plays. */
    private static String hours(List<Double> hours) {
        String busy = IntStream.range(0, hours.size())
                .filter(hour -> hours.get(hour) >= MIN_BUSY_SHARE)
                .mapToObj(hour -> String.format(Locale.ROOT, "%d %.0f%%", hour, 100 * hours.get(hour)))
                .collect(Collectors.joining(", "));
        return busy.isEmpty() ? "" : "; at a tenth or more of plays: " + busy;
    }

    private static String shares(Row row, String column) {
        List<Row> shares = row.getList(row.fieldIndex(column));
        return shares.isEmpty()
                ? "none"
                : shares.stream()
                        .map(share -> String.format(
                                Locale.ROOT, "%s %.0f%%", share.<String>getAs(NAME), 100 * share.<Double>getAs(SHARE)))
                        .collect(Collectors.joining(", "));
    }

    private static String breadth(Row row) {
        if (row.getAs(UserProfiles.BREADTH) == null) {
            return "none";
        }
        // 2 to the entropy is the number of equally liked tags with the same entropy.
        double bits = row.<Double>getAs(UserProfiles.BREADTH);
        String now =
                String.format(Locale.ROOT, "%.2f bits, as broad as %.0f tags liked equally", bits, Math.pow(2, bits));
        return row.getAs(UserProfiles.BREADTH_CHANGE) == null
                ? now
                : now
                        + String.format(
                                Locale.ROOT, "; %+.2f since last week", row.<Double>getAs(UserProfiles.BREADTH_CHANGE));
    }
}
