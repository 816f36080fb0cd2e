package io.reelrank.workbench.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The time zone in which the days of some files run from midnight to midnight, as far as their rows tell it.
 *
 * @param zone the zone
 * @param reason the reason for it, a sentence
 * @param decision what a person must decide, if it is not clear
 */
record PlatformZone(ZoneId zone, String reason, Optional<String> decision) {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final int CHINA_HOURS = 8;
    private static final String UNCLEAR =
            "sources.zone: no file tells the platform's time zone, so %s is written: is it right?";
    // Late rows lie in the files of other days.
    private static final double CLOSE = 0.01;
    private static final int MOST_EQUAL_ZONES = 3;

    /**
     * The times of the rows of a file.
     *
     * @param day the day that the path names
     * @param offset the distance from UTC that the times name
     */
    record DatedTimes(Optional<LocalDate> day, Optional<ZoneOffset> offset, List<Instant> times) {}

    /** @param isChinese whether a column has a Chinese name */
    static PlatformZone of(List<DatedTimes> files, boolean isChinese) {
        Optional<ZoneOffset> named = files.stream()
                .flatMap(file -> file.offset().stream())
                .collect(Collectors.collectingAndThen(
                        Collectors.groupingBy(Function.identity(), Collectors.counting()),
                        counts -> counts.entrySet().stream()
                                .max(Map.Entry.comparingByValue())
                                .map(Map.Entry::getKey)));
        if (named.isPresent()) {
            return new PlatformZone(
                    zone(named.get().getTotalSeconds()), "The events' times name it.", Optional.empty());
        }
        Map<Integer, Double> shares = IntStream.rangeClosed(-12, 14)
                .boxed()
                .collect(Collectors.toMap(Function.identity(), hours -> share(files, ZoneOffset.ofHours(hours))));
        double most = shares.values().stream().max(Comparator.naturalOrder()).orElseThrow();
        List<Integer> best = new ArrayList<>(shares.keySet());
        best.removeIf(hours -> shares.get(hours) < most - CLOSE);
        boolean isTold = most > 0 && best.size() <= MOST_EQUAL_ZONES;
        int hours = best.contains(CHINA_HOURS) && (isChinese || !best.contains(0))
                ? CHINA_HOURS
                : best.stream()
                        .min(Comparator.comparing((Integer zone) -> -shares.get(zone))
                                .thenComparing(Math::abs))
                        .orElseThrow();
        if (best.contains(0) && !(isChinese && hours == CHINA_HOURS)) {
            hours = 0;
        }
        ZoneId zone = zone(hours * 3600);
        if (isTold) {
            return new PlatformZone(
                    zone,
                    String.format(
                            Locale.ROOT,
                            "%.0f%% of the sampled events lie in the day of their file there.",
                            100 * shares.get(hours)),
                    Optional.empty());
        }
        return isChinese && hours == CHINA_HOURS
                ? new PlatformZone(zone, "Some columns have Chinese names.", Optional.empty())
                : new PlatformZone(zone, "No file tells it.", Optional.of(UNCLEAR.formatted(zone)));
    }

    private static ZoneId zone(int seconds) {
        if (seconds == 0) {
            return ZoneId.of("UTC");
        }
        return seconds == CHINA_HOURS * 3600 ? CHINA : ZoneOffset.ofTotalSeconds(seconds);
    }

    /** The share of the times that lie in the day of their file in a zone. */
    private static double share(List<DatedTimes> files, ZoneOffset zone) {
        long all = 0;
        long inside = 0;
        for (DatedTimes file : files) {
            if (file.day().isPresent()) {
                LocalDate day = file.day().get();
                all += file.times().size();
                inside += file.times().stream()
                        .filter(time -> time.atOffset(zone).toLocalDate().equals(day))
                        .count();
            }
        }
        return all == 0 ? 0 : (double) inside / all;
    }
}
