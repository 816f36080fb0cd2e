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
 * Which days' pairs a night has to make: those of its own day and of the days that late events joined, however long its
 * window is. Those of the other days an earlier night made.
 *
 * <p>A day's pairs can be used when they were made from the events that this night knows, by the same settings, with
 * numbers that this night's dictionaries still have: those of a night that they follow. Otherwise they are made anew,
 * so that what a night writes does not depend on which nights were before it.
 *
 * @param lateDays how many days after it happened an event may be delivered
 * @param settings a digest of what else a day's pairs follow from
 */
record DueDays(int lateDays, String settings) {
    private static final String FOLLOWS = "numbers follow";
    private static final String EVENTS = "events";
    private static final String DELIVERED = "events delivered by";
    private static final String NUMBERS = "numbers";
    private static final String SETTINGS = "pairs' settings";

    /** What determines the night's numbers, by name: the night whose dictionaries they follow. */
    static Map<String, String> determinants(StageContext run) {
        return run.newest(UserIndex.TABLE)
                .map(day -> Map.of(FOLLOWS, numbers(run, day)))
                .orElse(Map.of());
    }

    /**
     * The days whose pairs have to be made, oldest first.
     *
     * @param days days of events
     */
    List<LocalDate> due(StageContext run, List<LocalDate> days) {
        if (run.reuse() == Night.Reuse.NOTHING) {
            return days;
        }
        List<String> followed = followed(run);
        return days.stream()
                .filter(day -> !run.written(DayPairs.TABLE, day)
                        .map(Manifest::from)
                        .filter(from -> made(run, day)
                                .entrySet()
                                .containsAll(without(from, NUMBERS).entrySet()))
                        .filter(from -> followed.contains(from.get(NUMBERS)))
                        .isPresent())
                .toList();
    }

    /** What determines the pairs of each day that this night makes; its dictionaries must have been written. */
    Map<LocalDate, Map<String, String>> from(StageContext run, List<LocalDate> days) {
        Map<LocalDate, Map<String, String>> from = new TreeMap<>();
        for (LocalDate day : days) {
            Map<String, String> all = made(run, day);
            all.put(NUMBERS, numbers(run, run.date()));
            from.put(day, all);
        }
        return from;
    }

    private Map<String, String> made(StageContext run, LocalDate day) {
        LocalDate last = day.plusDays(lateDays);
        Map<String, String> from = new TreeMap<>();
        from.put(SETTINGS, settings);
        from.put(EVENTS, digest(run, Events.TABLE, day));
        from.put(DELIVERED, (last.isBefore(run.date()) ? last : run.date()).toString());
        return from;
    }

    /** The numbers of the nights that this night's follow, itself left out. */
    private static List<String> followed(StageContext run) {
        List<String> followed = new ArrayList<>();
        Optional<String> numbers = Optional.ofNullable(determinants(run).get(FOLLOWS));
        while (numbers.isPresent() && !followed.contains(numbers.get())) {
            followed.add(numbers.get());
            LocalDate night =
                    LocalDate.parse(numbers.get().substring(0, numbers.get().indexOf(' ')));
            numbers = numbers(run, night).equals(numbers.get())
                    ? run.written(UserIndex.TABLE, night).map(Manifest::from).map(from -> from.get(FOLLOWS))
                    : Optional.empty();
        }
        return followed;
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
