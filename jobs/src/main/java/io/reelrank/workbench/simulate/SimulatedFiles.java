package io.reelrank.workbench.simulate;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that a simulation wrote.
 *
 * @param files every file of the sources, by source, day and number
 * @param truth the folders of the truth; none without {@code simulate.truth}
 */
public record SimulatedFiles(List<PartFile> files, List<String> truth) {
    /**
     * One file.
     *
     * @param path the path
     * @param source events, videos or users
     * @param day the day of delivery
     * @param rows row counts by {@link LogCorruption.Kind}, without headers
     */
    public record PartFile(String path, String source, LocalDate day, Map<String, Long> rows) {}

    /** The number of rows of a source, without headers. */
    public long rows(String source) {
        return files.stream()
                .filter(file -> file.source().equals(source))
                .flatMap(file -> file.rows().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The row counts of the events by day and kind. */
    public Map<LocalDate, Map<String, Long>> eventsByKind() {
        Map<LocalDate, Map<String, Long>> days = new TreeMap<>();
        files.stream().filter(file -> file.source().equals(Simulator.EVENTS)).forEach(file -> {
            Map<String, Long> kinds = days.computeIfAbsent(file.day(), day -> new TreeMap<>());
            file.rows().forEach((kind, rows) -> kinds.merge(kind, rows, Long::sum));
        });
        return days;
    }
}
