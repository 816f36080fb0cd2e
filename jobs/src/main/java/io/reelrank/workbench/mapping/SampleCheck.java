package io.reelrank.workbench.mapping;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.median;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.SourcesSettings;
import io.reelrank.core.store.Field;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.Videos;
import java.time.LocalDate;
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
 * @param sources where the rows came from
 */
public record SampleCheck(TableStore store, LocalDate date, SourcesSettings sources) {
    private static final int SHOWN_ROWS = 5;
    private static final int SHOWN_CHARACTERS = 24;
    private static final double ODD_SHARE = 0.05;
    private static final long SHORTEST_USUAL_MS = 200;
    private static final long LONGEST_USUAL_MS = 3L * 3_600_000;
    // Between these hours fewest people are awake.
    private static final int NIGHT_BEGINS = 2;
    private static final int NIGHT_ENDS = 6;
    private static final double ODD_NIGHT_SHARE = 0.4;
    private static final double ODD_DAY_SHARE = 0.1;
    private static final String TOO_LATE = "event_time is after the end of the file's day";
    private static final int MOST_DAYS_BEFORE = 30;
    private static final String IS_KNOWN = "is_known";

    /** The first rows of a table as texts, events by their time and others by their id, under the names of its columns. */
    public List<List<String>> firstRows(Table table) {
        Column id = col(table.fields().get(0).name());
        Column first = table.equals(Events.TABLE) ? col(Events.EVENT_TIME) : id;
        Column[] columns = table.fields().stream()
                .map(field -> col(field.name()).cast("string"))
                .toArray(Column[]::new);
        List<List<String>> rows = new ArrayList<>();
        rows.add(table.fields().stream().map(Field::name).toList());
        for (Row row :
                day(table).orderBy(first, id).select(columns).limit(SHOWN_ROWS).collectAsList()) {
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
        if (day(Videos.TABLE).isEmpty()) {
            lines.add("no video was collected: look at the path of the videos for this day, and at the reasons of the"
                    + " rejected rows; nothing can be recommended");
        }
        if (!sources.users().isEmpty() && day(Users.TABLE).isEmpty()) {
            lines.add("no user was collected: look at the path of the users for this day, and at the reasons of the"
                    + " rejected rows");
        }
        Dataset<Row> events = day(Events.TABLE);
        if (events.isEmpty() && otherDays().isEmpty()) {
            lines.add("no event was collected: look at the reasons of the rejected rows above");
            return lines;
        }
        days(lines, events.count());
        if (events.isEmpty()) {
            return lines;
        }
        knownIds().forEach(ids -> {
            double missing = ids.missing(events);
            if (missing == 1) {
                lines.add("no event has a %s that is in the %s of this day: are the ids of both written alike?"
                        .formatted(ids.id(), ids.name()));
            } else if (missing > ODD_SHARE && !ids.isDaily()) {
                lines.add(say(
                        "%.0f%% of the events have a %s that is in no source of %s: is a file missing, or are some ids written otherwise?",
                        100 * missing, ids.id(), ids.name()));
            }
        });
        usual(lines, events.filter(col(Events.WATCH_MS).gt(0)), Events.WATCH_MS);
        usual(lines, events.filter(col(Events.DURATION_MS).gt(0)), Events.DURATION_MS);
        double atNight = mean(
                events,
                hour(from_utc_timestamp(col(Events.EVENT_TIME), sources.zone().getId()))
                        .between(NIGHT_BEGINS, NIGHT_ENDS - 1));
        if (atNight > ODD_NIGHT_SHARE) {
            lines.add(say(
                    "%.0f%% of the events are between %02d:00 and %02d:00 in %s: is sources.zone right?",
                    100 * atNight, NIGHT_BEGINS, NIGHT_ENDS, sources.zone()));
        }
        return lines;
    }

    /** What is usual but worth to know: the share of events about what another day's files may tell. */
    public List<String> remarks() {
        Dataset<Row> events = day(Events.TABLE);
        if (events.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (KnownIds ids : knownIds()) {
            double missing = ids.missing(events);
            if (ids.isDaily() && missing > ODD_SHARE && missing < 1) {
                lines.add(say(
                        "%.0f%% of the events have a %s that is not in the %s of this day alone. That is right where each"
                                + " day's files have only the new and changed %s.",
                        100 * missing, ids.id(), ids.name(), ids.name()));
            }
        }
        return lines;
    }

    /** Events that lie in the file of another day than their own. */
    private void days(List<String> lines, long inDay) {
        long before = otherDays().count();
        long after = day(RejectedEvents.TABLE)
                .filter(col(RejectedEvents.REASON).equalTo(TOO_LATE))
                .count();
        double share = (double) (before + after) / Math.max(1, inDay + before + after);
        if (share > ODD_DAY_SHARE) {
            lines.add(say(
                    "%.0f%% of the events happened on another day than that of their file (%d before it, %d after it): is sources.zone (%s) right, and event_time?",
                    100 * share, before, after, sources.zone()));
        }
    }

    private Dataset<Row> otherDays() {
        List<LocalDate> before =
                date.minusDays(MOST_DAYS_BEFORE).datesUntil(date).toList();
        return store.read(
                Events.TABLE,
                before.stream()
                        .filter(day -> store.manifest(Events.TABLE, day).isPresent())
                        .toList());
    }

    /** What is known about the videos or users that events have. */
    private record KnownIds(String name, String id, Dataset<Row> known, boolean isDaily) {
        /** The share of events whose id is not known. */
        double missing(Dataset<Row> events) {
            return mean(
                    events.join(known.select(id).distinct().withColumn(IS_KNOWN, lit(true)), new String[] {id}, "left"),
                    col(IS_KNOWN).isNull());
        }
    }

    /** Those that have rows. */
    private List<KnownIds> knownIds() {
        List<KnownIds> all = List.of(
                new KnownIds(
                        "videos",
                        Events.VIDEO_ID,
                        day(Videos.TABLE),
                        sources.videos().values().stream()
                                .anyMatch(source -> source.files().daily())),
                new KnownIds(
                        "users",
                        Events.USER_ID,
                        day(Users.TABLE),
                        sources.users().values().stream()
                                .anyMatch(source -> source.files().daily())));
        return all.stream().filter(ids -> !ids.known().isEmpty()).toList();
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
