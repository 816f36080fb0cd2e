package io.reelrank.night.collect;

import io.reelrank.core.files.Digest;
import io.reelrank.core.files.InputException;
import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.settings.CollectSettings;
import io.reelrank.core.settings.SourcesSettings;
import io.reelrank.core.settings.SourcesSettings.Files;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.tables.CollectedFiles;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.Events;
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
 * Decides which days a night has to collect, its own date and those to backfill, from the files that the sources
 * delivered.
 *
 * <p>The rows of a day depend on its own files and on those of the days before whose events may be repeated in it. A
 * day is collected anew when any of these files, or the settings, have changed since.
 */
final class CollectionPlan {
    /** The prefix of the names of logs; the part after it is the name in the settings. */
    static final String EVENTS = "events.";

    /** The same for sources of videos' data. */
    static final String VIDEOS = "videos.";

    /** The same for sources of users' data. */
    static final String USERS = "users.";

    /** The same for sources of history lists. */
    static final String HISTORY = "history.";

    // Names of determinants in manifests.
    private static final String SETTINGS = "collect settings";
    private static final String UNDATED = "undated files";

    private final StageContext context;
    private final SourcesSettings sources;
    private final CollectSettings settings;
    private final UserIds userIds;
    private final Map<String, SourceFiles> logs = new LinkedHashMap<>();
    private final Map<String, SourceFiles> others = new LinkedHashMap<>();
    private final Map<LocalDate, String> digests = new HashMap<>();

    CollectionPlan(StageContext context, SourcesSettings sources, CollectSettings settings, UserIds userIds) {
        this.context = context;
        this.sources = sources;
        this.settings = settings;
        this.userIds = userIds;
        sources.events().forEach((name, source) -> add(logs, EVENTS + name, source.files()));
        sources.videos().forEach((name, source) -> add(others, VIDEOS + name, source.files()));
        sources.users().forEach((name, source) -> add(others, USERS + name, source.files()));
        sources.history().forEach((name, source) -> add(others, HISTORY + name, source.files()));
    }

    private void add(Map<String, SourceFiles> to, String name, Files files) {
        to.put(
                name,
                new SourceFiles(
                        name,
                        files,
                        sources.root(),
                        context.spark().sparkContext().hadoopConfiguration()));
    }

    /** The sources with files for a day; sources without dated files belong to the night's date. */
    List<SourceFiles> sources(LocalDate day) {
        return Stream.concat(logs.values().stream(), others.values().stream())
                .filter(source -> source.files().daily() || day.equals(context.date()))
                .filter(source -> !source.of(day).isEmpty())
                .toList();
    }

    /** A source by its name with prefix, or null. */
    SourceFiles source(String name) {
        return logs.containsKey(name) ? logs.get(name) : others.get(name);
    }

    /** The days that the night looks at, oldest first; its date is the last. */
    List<LocalDate> window() {
        return context.date()
                .minusDays(settings.windowDays() - 1L)
                .datesUntil(context.date().plusDays(1))
                .toList();
    }

    /**
     * The determinants of everything that the night writes: the digests of all files of the window, and the settings.
     */
    Map<String, String> determinants() {
        Map<String, String> digestsByName = determinants(context.date());
        window().forEach(day -> digestsByName.put(filesOf(day), digest(day)));
        StringBuilder undated = new StringBuilder();
        others.forEach((name, source) -> {
            if (!source.files().daily()) {
                undated.append(name).append(source.digest(context.date()));
            }
        });
        digestsByName.put(UNDATED, Digest.of(undated));
        return digestsByName;
    }

    /** The determinants of the rows of a day. */
    Map<String, String> determinants(LocalDate day) {
        Map<String, String> digestsByName = new TreeMap<>(userIds.determinants());
        digestsByName.put(SETTINGS, Digest.of(List.of(sources, settings)));
        eventDays(day).forEach(earlier -> digestsByName.put(filesOf(earlier), digest(earlier)));
        return digestsByName;
    }

    /** The days on which the events of a day's files may have happened, oldest first; the day itself is the last. */
    List<LocalDate> eventDays(LocalDate day) {
        return day.minusDays(settings.lateDays()).datesUntil(day.plusDays(1)).toList();
    }

    /**
     * Checks that every log has files for the date and has no gap before it, and that every undated source has a file.
     *
     * @throws InputException if files are missing; the message names their path
     */
    void requireFiles() {
        logs.values().forEach(source -> source.required(context.date()));
        others.values().stream()
                .filter(source -> !source.files().daily())
                .forEach(source -> source.required(context.date()));
        deliveredDays();
    }

    /**
     * The days to collect, oldest first: the night's date; the days of the window that no night has collected from the
     * files that are there now; and later days that were collected when the files before them were different.
     */
    List<LocalDate> daysToCollect() {
        Stream<LocalDate> later = context.date()
                .plusDays(1)
                .datesUntil(context.date().plusDays(settings.lateDays() + 1L))
                .filter(day -> isDelivered(day) && collected(day).isPresent());
        List<LocalDate> days = Stream.concat(deliveredDays().stream(), later)
                .filter(day -> day.equals(context.date()) || !isUpToDate(day))
                .toList();
        days.forEach(this::requireNoFileVanished);
        return days;
    }

    /** The days of the window with files. After the first of them, every day must have files or have been collected. */
    private List<LocalDate> deliveredDays() {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day : window()) {
            // A collected day may have no files, because they were archived.
            if (isDelivered(day)) {
                days.add(day);
            } else if (collected(day).isEmpty() && !days.isEmpty()) {
                logs.values().forEach(source -> source.required(day));
            } else if (collected(day).isPresent() && !hasEvents(day)) {
                throw new InputException(
                        "table events has no day %s any more, which was collected, and the files of that day are gone: restore them or the table's folder"
                                .formatted(day));
            }
        }
        return days;
    }

    private boolean isDelivered(LocalDate day) {
        return logs.values().stream().noneMatch(source -> source.of(day).isEmpty());
    }

    private boolean hasEvents(LocalDate day) {
        return context.written(Events.TABLE, day).isPresent();
    }

    /** Whether nothing is missing of the collected days before the night's date. */
    boolean isComplete() {
        return daysToCollect().stream().allMatch(context.date()::equals);
    }

    /**
     * Whether a day was collected with the settings and the files that are there now, and no day on which its events may
     * have happened was deleted since.
     */
    private boolean isUpToDate(LocalDate day) {
        Map<String, String> from = collected(day).map(Manifest::from).orElse(Map.of());
        return Digest.of(List.of(sources, settings)).equals(from.get(SETTINGS))
                && eventDays(day).stream()
                        .filter(earlier ->
                                window().contains(earlier) && collected(earlier).isPresent())
                        .allMatch(this::hasEvents)
                && eventDays(day).stream().filter(this::isDelivered).allMatch(earlier -> digest(earlier)
                        .equals(from.get(filesOf(earlier))));
    }

    /** If some of a day's files are gone and others are not, the day was not archived: that is an error. */
    private void requireNoFileVanished(LocalDate day) {
        if (context.reuse() != Night.Reuse.FINISHED
                || context.written(CollectedFiles.TABLE, day).isEmpty()) {
            return;
        }
        Map<String, List<String>> formerFiles = new TreeMap<>();
        context.readOwn(CollectedFiles.TABLE, List.of(day))
                .select(CollectedFiles.SOURCE, CollectedFiles.FILE)
                .collectAsList()
                .forEach(row -> formerFiles
                        .computeIfAbsent(row.getString(0), name -> new ArrayList<>())
                        .add(row.getString(1)));
        formerFiles.forEach((name, paths) -> {
            SourceFiles source = source(name);
            if (source != null && source.files().daily()) {
                source.requireAll(day, paths);
            }
        });
    }

    private Optional<Manifest> collected(LocalDate day) {
        return context.written(CollectedRows.TABLE, day);
    }

    private static String filesOf(LocalDate day) {
        return "files of " + day;
    }

    private String digest(LocalDate day) {
        return digests.computeIfAbsent(day, asked -> {
            StringBuilder text = new StringBuilder();
            logs.forEach((name, source) -> text.append(name).append(source.digest(asked)));
            others.forEach((name, source) -> {
                if (source.files().daily()) {
                    text.append(name).append(source.digest(asked));
                }
            });
            return Digest.of(text);
        });
    }
}
