package io.reelrank.core.stage;

import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.Publications;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * A table that a stage reads, and the days of it.
 *
 * @param table the table
 * @param reach the days, relative to the night's date
 * @param days number of days, the date included, for {@link Reach#WINDOW} and {@link Reach#ROW_COUNTS}; else 1
 */
public record Input(Table table, Reach reach, int days) {
    /** Days of a table, relative to the night's date. */
    public enum Reach {
        /** The date itself; an earlier stage of this night writes it. */
        TODAY,
        /** The date and the days before it, as far as they were written. */
        WINDOW,
        /** The newest day before the date, if there is one. An earlier night wrote it. */
        BEFORE,
        /** The newest day before the date whose night was published, if there is one. */
        PUBLISHED,
        /** The row counts of the days of {@link #WINDOW}; the rows cannot be read. */
        ROW_COUNTS
    }

    /** The rows of the date. */
    public static Input today(Table table) {
        return new Input(table, Reach.TODAY, 1);
    }

    /** The rows of the last {@code days} days, the date included, as far as they were written. */
    public static Input window(Table table, int days) {
        return new Input(table, Reach.WINDOW, days);
    }

    /** The rows of the newest day before the date; none on the first night. */
    public static Input before(Table table) {
        return new Input(table, Reach.BEFORE, 1);
    }

    /** The rows of the newest day before the date whose night was published; none before the first publication. */
    public static Input published(Table table) {
        return new Input(table, Reach.PUBLISHED, 1);
    }

    /** The row counts of the last {@code days} days, the date included, as far as they were written. */
    public static Input rowCounts(Table table, int days) {
        return new Input(table, Reach.ROW_COUNTS, days);
    }

    /** Whether {@link StageContext#read} can read the rows. */
    boolean isReadable() {
        return reach != Reach.PUBLISHED && reach != Reach.ROW_COUNTS;
    }

    /** Whether only earlier nights wrote the rows. */
    boolean isOfEarlierNights() {
        return reach == Reach.BEFORE || reach == Reach.PUBLISHED;
    }

    /** Whether the day is one of the declared days. */
    boolean covers(LocalDate day, TableStore store, LocalDate date) {
        return isOfEarlierNights()
                ? present(store, date).contains(day)
                : !day.isAfter(date) && day.isAfter(date.minusDays(days));
    }

    /** The days of this input that were written, oldest first. */
    List<LocalDate> present(TableStore store, LocalDate date) {
        if (reach == Reach.TODAY) {
            return List.of(date);
        }
        NavigableMap<LocalDate, Manifest> manifests = store.manifests(table);
        if (reach == Reach.BEFORE) {
            LocalDate newest = manifests.lowerKey(date);
            return newest == null ? List.of() : List.of(newest);
        }
        if (reach == Reach.PUBLISHED) {
            return manifests.headMap(date, false).descendingKeySet().stream()
                    .filter(day -> store.manifest(Publications.TABLE, day).isPresent())
                    .limit(1)
                    .toList();
        }
        return new ArrayList<>(
                manifests.subMap(date.minusDays(days - 1L), true, date, true).keySet());
    }

    /** What the result of a stage depends on in a day of this input: the row count, or the digest of the rows. */
    String determinant(Manifest manifest) {
        return reach == Reach.ROW_COUNTS ? Long.toString(manifest.rows()) : manifest.digest();
    }

    /** The text in the plan. */
    @Override
    public String toString() {
        return switch (reach) {
            case TODAY -> table.name();
            case WINDOW -> "%s (last %d days)".formatted(table.name(), days);
            case BEFORE -> "%s (of the night before)".formatted(table.name());
            case PUBLISHED -> "%s (of the published night before)".formatted(table.name());
            case ROW_COUNTS -> "%s (row counts of the last %d days)".formatted(table.name(), days);
        };
    }
}
