package io.reelrank.workbench.simulate;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a simulation wrote.
 *
 * @param files every file of the sources, by source, day and number
 * @param truth the folders of the truth, if it was asked for
 */
public record SimulatedFiles(List<PartFile> files, List<String> truth) {
    /**
     * One file.
     *
     * @param path where it lies
     * @param source events, videos or users
     * @param day whose it is
     * @param rows how many rows of each kind it holds, headers not counted: clean, bot, or a kind of dirt
     */
    public record PartFile(String path, String source, LocalDate day, Map<String, Long> rows) {}

    /** How many rows a source has, headers not counted. */
    public long rows(String source) {
        return files.stream()
                .filter(file -> file.source().equals(source))
                .flatMap(file -> file.rows().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** How many rows of each kind the logs of each day hold. */
    public Map<LocalDate, Map<String, Long>> dirt() {
        Map<LocalDate, Map<String, Long>> days = new TreeMap<>();
        files.stream().filter(file -> file.source().equals(Simulator.EVENTS)).forEach(file -> {
            Map<String, Long> kinds = days.computeIfAbsent(file.day(), day -> new TreeMap<>());
            file.rows().forEach((kind, rows) -> kinds.merge(kind, rows, Long::sum));
        });
        return days;
    }
}
