package io.reelrank.pages.nights;

import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.stage.StageSummary.State;
import io.reelrank.pages.charts.Ends;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A stage of a night beside the same stage of earlier nights.
 *
 * @param name the stage's name
 * @param tonight how it ended; nothing if it did not run
 * @param seconds how long it took on earlier nights, the shortest first
 * @param rows how many rows it read on earlier nights, the fewest first
 */
record StageHistory(String name, Optional<StageSummary> tonight, List<Double> seconds, List<Long> rows) {
    /** Beside fewer nights nothing is unusual. */
    static final int FEWEST_NIGHTS = 5;

    private static final double SLOWER = 1.5;
    private static final double LEAST_SECONDS = 10;
    private static final double MORE_ROWS = 2;

    /** Reads it from the records of earlier nights: of each night the newest run that computed the stage counts. */
    static StageHistory of(String name, RunRecord run, List<RunRecord> earlier) {
        return new StageHistory(
                name,
                run.stages().stream()
                        .filter(stage -> stage.stage().equals(name))
                        .findFirst(),
                sorted(name, earlier, StageSummary::seconds),
                sorted(name, earlier, StageSummary::rowsIn));
    }

    private static <T extends Comparable<T>> List<T> sorted(
            String name, List<RunRecord> earlier, Function<StageSummary, T> value) {
        Set<String> dates = new LinkedHashSet<>();
        return earlier.stream()
                .flatMap(run -> run.stages().stream()
                        .filter(stage -> stage.stage().equals(name) && stage.state() == State.DONE)
                        .filter(stage -> dates.add(run.date())))
                .map(value)
                .sorted()
                .toList();
    }

    /** Whether it took far longer than on any of at least five nights. */
    boolean isSlow() {
        return isComputed()
                && seconds.size() >= FEWEST_NIGHTS
                && tonight.orElseThrow().seconds() > SLOWER * last(seconds)
                && tonight.orElseThrow().seconds() > last(seconds) + LEAST_SECONDS;
    }

    /** Whether it read less than half of the fewest rows of at least five nights, or more than twice the most. */
    boolean hasUnusualRows() {
        return isComputed()
                && rows.size() >= FEWEST_NIGHTS
                && (tonight.orElseThrow().rowsIn() < rows.get(0) / MORE_ROWS
                        || tonight.orElseThrow().rowsIn() > last(rows) * MORE_ROWS);
    }

    boolean isComputed() {
        return tonight.filter(stage -> stage.state() == State.DONE).isPresent();
    }

    private static <T> T last(List<T> sorted) {
        return sorted.get(sorted.size() - 1);
    }

    /** The middle of sorted values; not a number for none. */
    static double median(List<Double> sorted) {
        return sorted.size() == 0
                ? Double.NaN
                : (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    /** The range of the earlier nights' seconds in words. */
    String usualSeconds() {
        return seconds.size() == 0
                ? EnglishText.NONE
                : "%s (%s to %s)"
                        .formatted(
                                EnglishText.time(median(seconds)),
                                EnglishText.time(seconds.get(0)),
                                EnglishText.time(last(seconds)));
    }

    /** The ends of the earlier nights' seconds. */
    Ends usual() {
        return seconds.size() == 0 ? Ends.UNKNOWN : new Ends(seconds.get(0), last(seconds));
    }
}
