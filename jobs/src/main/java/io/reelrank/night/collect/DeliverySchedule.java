package io.reelrank.night.collect;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.CollectSettings;
import io.reelrank.core.settings.SourcesSettings;
import io.reelrank.core.settings.SourcesSettings.Files;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.tables.CollectedFiles;
import io.reelrank.core.tables.CollectedRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which files the sources delivered for each day, and which days a night has to collect.
 *
 * <p>What a day's rows become depends on its own files and on those of the days before it whose events may come again
 * in it, so that a day is collected anew when any of these changed since.
 */
final class DeliverySchedule {
    private static final String SETTINGS = "collect settings";
    private static final String UNDATED = "undated files";

    private final StageContext run;
    private final SourcesSettings sources;
    private final CollectSettings settings;
    private final Map<String, SourceFiles> logs = new LinkedHashMap<>();
    private final Map<String, SourceFiles> others = new LinkedHashMap<>();
    private final Map<LocalDate, String> digests = new HashMap<>();

    DeliverySchedule(StageContext run, SourcesSettings sources, CollectSettings settings) {
        this.run = run;
        this.sources = sources;
        this.settings = settings;
        sources.events().forEach((name, source) -> logs.put("events." + name, files("events." + name, source.files())));
        sources.videos()
                .forEach((name, source) -> others.put("videos." + name, files("videos." + name, source.files())));
        sources.users().forEach((name, source) -> others.put("users." + name, files("users." + name, source.files())));
        sources.history()
                .forEach((name, source) -> others.put("history." + name, files("history." + name, source.files())));
    }

    /** The sources that have files of their own for a day; on the night's date those without a day too. */
    List<SourceFiles> read(LocalDate day) {
        return Stream.concat(logs.values().stream(), others.values().stream())
                .filter(source -> source.files().daily() || day.equals(run.date()))
                .filter(source -> !source.of(day).isEmpty())
                .toList();
    }

    /** A source's files. */
    SourceFiles of(String source) {
        return logs.containsKey(source) ? logs.get(source) : others.get(source);
    }

    /** The days that the night looks at, oldest first. */
    List<LocalDate> window() {
        return run.date()
                .minusDays(settings.windowDays() - 1L)
                .datesUntil(run.date().plusDays(1))
                .toList();
    }

    /** What determines what the night writes. */
    Map<String, String> determinants() {
        Map<String, String> from = determinants(run.date());
        window().forEach(day -> from.put(filesOf(day), digest(day)));
        StringBuilder undated = new StringBuilder();
        others.forEach((name, files) -> {
            if (!files.files().daily()) {
                undated.append(name).append(files.digest(run.date()));
            }
        });
        from.put(UNDATED, Digest.of(undated));
        return from;
    }

    /** What determines what a day's rows become. */
    Map<String, String> determinants(LocalDate day) {
        Map<String, String> from = new TreeMap<>();
        from.put(SETTINGS, Digest.of(List.of(sources, settings)));
        reaching(day).forEach(earlier -> from.put(filesOf(earlier), digest(earlier)));
        return from;
    }

    /** The days whose events may come in a day's files, that day the last. */
    List<LocalDate> reaching(LocalDate day) {
        return day.minusDays(settings.lateDays()).datesUntil(day.plusDays(1)).toList();
    }

    /**
     * Checks that every log has files for the date and for every day between, and every undated source has any.
     *
     * @throws io.reelrank.core.files.InputException naming the path without files
     */
    void require() {
        logs.values().forEach(files -> files.required(run.date()));
        others.values().stream().filter(files -> !files.files().daily()).forEach(files -> files.required(run.date()));
        held();
    }

    /**
     * The days to collect, oldest first: the date; those of the window that no night has collected from the files that
     * lie there now; and days after the date that were collected when the files before them were others.
     */
    List<LocalDate> due() {
        Stream<LocalDate> later = run.date()
                .plusDays(1)
                .datesUntil(run.date().plusDays(settings.lateDays() + 1L))
                .filter(day -> isDelivered(day) && written(day).isPresent());
        List<LocalDate> due = Stream.concat(held().stream(), later)
                .filter(day -> day.equals(run.date()) || !isCollected(day))
                .toList();
        due.forEach(this::requireNothingVanished);
        return due;
    }

    /** The delivered days of the window: from the first that was delivered or collected, to the date, without a gap. */
    private List<LocalDate> held() {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day : window()) {
            // The files of a day that was collected before may be archived by now.
            if (isDelivered(day)) {
                days.add(day);
            } else if (written(day).isEmpty() && !days.isEmpty()) {
                logs.values().forEach(files -> files.required(day));
            }
        }
        return days;
    }

    private boolean isDelivered(LocalDate day) {
        return logs.values().stream().noneMatch(files -> files.of(day).isEmpty());
    }

    private boolean isCollected(LocalDate day) {
        Map<String, String> from = written(day).map(Manifest::from).orElse(Map.of());
        return Digest.of(List.of(sources, settings)).equals(from.get(SETTINGS))
                && reaching(day).stream().filter(this::isDelivered).allMatch(earlier -> digest(earlier)
                        .equals(from.get(filesOf(earlier))));
    }

    /** A file that was read before and is gone, beside others that are still there, was not archived. */
    private void requireNothingVanished(LocalDate day) {
        if (run.reuse() != Night.Reuse.FINISHED
                || run.written(CollectedFiles.TABLE, day).isEmpty()) {
            return;
        }
        Map<String, List<String>> before = new TreeMap<>();
        run.readOwn(CollectedFiles.TABLE, List.of(day))
                .select(CollectedFiles.SOURCE, CollectedFiles.FILE)
                .collectAsList()
                .forEach(row -> before.computeIfAbsent(row.getString(0), source -> new ArrayList<>())
                        .add(row.getString(1)));
        before.forEach((source, paths) -> {
            SourceFiles files = of(source);
            if (files != null && files.files().daily()) {
                files.requireAll(day, paths);
            }
        });
    }

    private Optional<Manifest> written(LocalDate day) {
        return run.written(CollectedRows.TABLE, day);
    }

    private static String filesOf(LocalDate day) {
        return "files of " + day;
    }

    private String digest(LocalDate day) {
        return digests.computeIfAbsent(day, asked -> {
            StringBuilder text = new StringBuilder();
            logs.forEach((name, files) -> text.append(name).append(files.digest(asked)));
            others.forEach((name, files) -> {
                if (files.files().daily()) {
                    text.append(name).append(files.digest(asked));
                }
            });
            return Digest.of(text);
        });
    }

    private SourceFiles files(String name, Files files) {
        return new SourceFiles(
                name, files, sources.root(), run.spark().sparkContext().hadoopConfiguration());
    }
}
