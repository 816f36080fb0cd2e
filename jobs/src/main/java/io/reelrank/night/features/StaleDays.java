package io.reelrank.night.features;

import io.reelrank.core.files.Digest;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which days' rows of {@code day_pairs} a night must compute. Usually these are its own day and the days with late
 * events; earlier nights computed the other days of the window.
 *
 * <p>A day's rows can be reused if they were computed from the events that this night knows, with the same settings,
 * and with the dictionaries of a night whose dictionaries this night's extend. Otherwise they are computed again, so a
 * night's result does not depend on which nights ran before it.
 *
 * @param lateDays how many days after it happened an event may be delivered
 * @param settings a digest of all else that determines a day's rows
 */
record StaleDays(int lateDays, String settings) {
    private static final String FOLLOWS = "numbers follow";
    private static final String EVENTS = "events";
    private static final String DELIVERED = "events delivered by";
    private static final String NUMBERS = "numbers";
    private static final String SETTINGS = "pairs' settings";

    /** The determinant of the night's numbers: the night whose dictionaries its own extend. */
    static Map<String, String> determinants(StageContext run) {
        return run.newest(UserIndex.TABLE)
                .map(day -> Map.of(FOLLOWS, numbers(run, day)))
                .orElse(Map.of());
    }

    /**
     * The days whose rows must be computed, oldest first.
     *
     * @param days the days of events within the window
     */
    List<LocalDate> among(StageContext run, List<LocalDate> days) {
        if (run.reuse() == Night.Reuse.NOTHING) {
            return days;
        }
        List<String> ancestors = ancestors(run);
        return days.stream().filter(day -> !isCurrent(run, day, ancestors)).toList();
    }

    /**
     * Whether the rows of all days are those that this night computed or used. Later nights compute days again with late
     * events, of which this night must not know.
     */
    boolean areCurrent(StageContext run, List<LocalDate> days) {
        List<String> numbers = new ArrayList<>(ancestors(run));
        numbers.add(numbers(run, run.date()));
        return days.stream().allMatch(day -> isCurrent(run, day, numbers));
    }

    private boolean isCurrent(StageContext run, LocalDate day, List<String> numbers) {
        return run.written(DayPairs.TABLE, day)
                .map(Manifest::from)
                .filter(from -> sources(run, day)
                        .entrySet()
                        .containsAll(without(from, NUMBERS).entrySet()))
                .filter(from -> numbers.contains(from.get(NUMBERS)))
                .isPresent();
    }

    /** The determinants of each day that this night computes; the night's dictionaries must have been written. */
    Map<LocalDate, Map<String, String>> from(StageContext run, List<LocalDate> days) {
        Map<LocalDate, Map<String, String>> from = new TreeMap<>();
        for (LocalDate day : days) {
            Map<String, String> all = sources(run, day);
            all.put(NUMBERS, numbers(run, run.date()));
            from.put(day, all);
        }
        return from;
    }

    private Map<String, String> sources(StageContext run, LocalDate day) {
        LocalDate last = day.plusDays(lateDays);
        Map<String, String> from = new TreeMap<>();
        from.put(SETTINGS, settings);
        from.put(EVENTS, digest(run, Events.TABLE, day));
        from.put(DELIVERED, (last.isBefore(run.date()) ? last : run.date()).toString());
        return from;
    }

    /** The numbers of the nights that this night's numbers extend, directly or not; its own are not among them. */
    private static List<String> ancestors(StageContext run) {
        List<String> ancestors = new ArrayList<>();
        Optional<String> numbers = Optional.ofNullable(determinants(run).get(FOLLOWS));
        while (numbers.isPresent() && !ancestors.contains(numbers.get())) {
            ancestors.add(numbers.get());
            LocalDate night =
                    LocalDate.parse(numbers.get().substring(0, numbers.get().indexOf(' ')));
            numbers = numbers(run, night).equals(numbers.get())
                    ? run.written(UserIndex.TABLE, night).map(Manifest::from).map(from -> from.get(FOLLOWS))
                    : Optional.empty();
        }
        return ancestors;
    }

    private static String numbers(StageContext run, LocalDate night) {
        return night + " "
                + Digest.of(List.of(digest(run, UserIndex.TABLE, night), digest(run, VideoIndex.TABLE, night)));
    }

    private static String digest(StageContext run, Table table, LocalDate day) {
        return run.written(table, day).map(Manifest::digest).orElse("absent");
    }

    private static Map<String, String> without(Map<String, String> from, String name) {
        Map<String, String> rest = new TreeMap<>(from);
        rest.remove(name);
        return rest;
    }
}
