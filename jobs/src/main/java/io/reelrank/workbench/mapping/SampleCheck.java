package io.reelrank.workbench.mapping;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.median;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.store.Field;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.Videos;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Looks at a day that was collected from a sample: its first rows, and what is odd about it.
 *
 * @param store the tables that were collected
 * @param date the day
 * @param zone the platform's time zone
 */
public record SampleCheck(TableStore store, LocalDate date, ZoneId zone) {
    private static final int SHOWN_ROWS = 5;
    private static final int SHOWN_CHARACTERS = 24;
    private static final double ODD_SHARE = 0.05;
    private static final long SHORTEST_USUAL_MS = 200;
    private static final long LONGEST_USUAL_MS = 3L * 3_600_000;
    // Between these hours fewest people are awake.
    private static final int NIGHT_BEGINS = 2;
    private static final int NIGHT_ENDS = 6;
    private static final double ODD_NIGHT_SHARE = 0.4;

    /** The first rows of a table as texts, under the names of its columns; long values are cut. */
    public List<List<String>> firstRows(Table table) {
        Column[] columns = table.fields().stream()
                .map(field -> col(field.name()).cast("string"))
                .toArray(Column[]::new);
        List<List<String>> rows = new ArrayList<>();
        rows.add(table.fields().stream().map(Field::name).toList());
        for (Row row : day(table).select(columns).limit(SHOWN_ROWS).collectAsList()) {
            List<String> texts = new ArrayList<>();
            for (int column = 0; column < columns.length; column++) {
                String text = row.isNullAt(column) ? "" : row.getString(column).replaceAll("\\s", " ");
                texts.add(text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text);
            }
            rows.add(texts);
        }
        return rows;
    }

    /** How many rows were collected into a table. */
    public long rows(Table table) {
        return day(table).count();
    }

    /** What is odd, a line each with what to look at; empty where nothing is. */
    public List<String> oddities() {
        List<String> lines = new ArrayList<>();
        Dataset<Row> events = day(Events.TABLE);
        if (events.isEmpty()) {
            lines.add("no event was collected: look at the reasons of the rejected rows, and at the path for this day");
            return lines;
        }
        unknown(lines, events, Events.VIDEO_ID, day(Videos.TABLE).select(Videos.VIDEO_ID), "videos");
        unknown(lines, events, Events.USER_ID, day(Users.TABLE).select(Users.USER_ID), "users");
        usual(lines, events.filter(col(Events.WATCH_MS).gt(0)), Events.WATCH_MS);
        usual(lines, events.filter(col(Events.DURATION_MS).gt(0)), Events.DURATION_MS);
        double atNight = mean(
                events,
                hour(from_utc_timestamp(col(Events.EVENT_TIME), zone.getId())).between(NIGHT_BEGINS, NIGHT_ENDS - 1));
        if (atNight > ODD_NIGHT_SHARE) {
            lines.add(say(
                    "%.0f%% of the events are between %02d:00 and %02d:00 in %s: is sources.zone right?",
                    100 * atNight, NIGHT_BEGINS, NIGHT_ENDS, zone));
        }
        return lines;
    }

    private static void unknown(List<String> lines, Dataset<Row> events, String id, Dataset<Row> known, String source) {
        if (known.isEmpty()) {
            lines.add("no source of %s has a row for this day".formatted(source));
            return;
        }
        Dataset<Row> ids = known.distinct().withColumn("is_known", lit(true));
        double missing = mean(
                events.join(ids, new String[] {id}, "left"), col("is_known").isNull());
        if (missing > ODD_SHARE) {
            lines.add(say(
                    "%.0f%% of the events have a %s that is in no source of %s: are the ids of both written alike?",
                    100 * missing, id, source));
        }
    }

    private static void usual(List<String> lines, Dataset<Row> rows, String column) {
        Row middle = rows.agg(median(col(column)), count(lit(1))).head();
        if (middle.getLong(1) == 0) {
            return;
        }
        double ms = middle.getDouble(0);
        if (ms < SHORTEST_USUAL_MS) {
            lines.add(say("half of %s are below %.0f ms: is its unit s instead of ms?", column, ms));
        } else if (ms > LONGEST_USUAL_MS) {
            lines.add(say("half of %s are above %.1f h: is its unit ms or us instead?", column, ms / 3_600_000));
        }
    }

    private static double mean(Dataset<Row> rows, Column isOdd) {
        return rows.agg(avg(when(isOdd, 1.0).otherwise(0.0))).head().getDouble(0);
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private Dataset<Row> day(Table table) {
        return store.read(table, List.of(date));
    }
}
