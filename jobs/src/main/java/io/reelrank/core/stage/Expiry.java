package io.reelrank.core.stage;

import io.reelrank.core.files.Storage;
import io.reelrank.core.privacy.Erasures;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.settings.KeepSettings;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.store.StoredDays;
import io.reelrank.core.store.StoredDays.StoredDay;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.Publications;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What nobody needs any more under a storage root: days of tables, pages and records that are old, publications beyond
 * those that are kept, and what killed runs left.
 *
 * <p>Whatever its age is, a day of a table stays that a night of the newest date or of the day after it reads: every window,
 * the newest days before, and those of the newest published night.
 *
 * <p>It must have the root alone: to anyone else the files of a running night look like a killed run's.
 */
public final class Expiry {
    private static final String DATE = "date=";
    private static final String RUN = "run=";

    private final Pipeline pipeline;
    private final Storage storage;
    private final Path root;
    private final KeepSettings keep;
    private final int publications;

    /**
     * @param pipeline tells which days of which tables nights read
     * @param storage access to the root
     * @param root the storage root
     * @param settings how long things are kept
     */
    public Expiry(Pipeline pipeline, Storage storage, Path root, Settings settings) {
        this.pipeline = pipeline;
        this.storage = storage;
        this.root = root;
        this.keep = settings.storage().keep();
        this.publications = settings.serve().keepVersions();
    }

    /**
     * Something that expired.
     *
     * @param path its folder or file
     * @param reason why it goes
     * @param bytes its size
     * @param files what is deleted, in this order: first what makes it exist for readers
     */
    public record Expired(Path path, String reason, long bytes, List<Path> files) {}

    /** Everything that has expired; nothing before the first night. */
    public List<Expired> expired() {
        StoredDays stored = new StoredDays(storage, root);
        List<Expired> expired = new ArrayList<>();
        newest(stored).ifPresent(newest -> {
            expiredDays(stored, newest, expired);
            expiredDates(StageContext.DRAFTS, newest, expired);
            expiredDates(RunRecords.FOLDER, newest, expired);
            expiredCheckpoints(newest, expired);
            new Erasures(storage, root)
                    .hashes(newest.minusDays(keep.erasures()))
                    .forEach(hashes -> expired.add(
                            whole(hashes, "hashes of erased users, older than %d days".formatted(keep.erasures()))));
        });
        stored.orphans()
                .forEach(orphan -> expired.add(new Expired(
                        orphan.path(), "left by a run that was killed", orphan.bytes(), List.of(orphan.path()))));
        for (FileStatus left : storage.list(new Path(root, StageContext.SCRATCH))) {
            expired.add(whole(left.getPath(), "temporary files of a run that was killed"));
        }
        expiredPublications(expired);
        return expired;
    }

    /** Deletes what {@link #expired} named. A deletion that is interrupted leaves what the next one takes for orphans. */
    public void delete(Collection<Expired> expired) {
        expired.forEach(item -> item.files().forEach(storage::delete));
    }

    // The newest night that ended: the days after it, if any, are a night's that did not.
    private static Optional<LocalDate> newest(StoredDays stored) {
        NavigableSet<LocalDate> nights = stored.written(Publications.TABLE.name());
        return nights.isEmpty() ? Optional.empty() : Optional.of(nights.last());
    }

    private void expiredDays(StoredDays stored, LocalDate newest, List<Expired> expired) {
        Map<String, Set<LocalDate>> needed = needed(stored, newest);
        Map<String, Integer> days = new HashMap<>();
        pipeline.stages()
                .forEach(stage -> stage.writes().forEach(table -> days.put(table.name(), days(table.lifetime()))));
        for (StoredDay day : stored.days()) {
            int kept = days.getOrDefault(day.table(), keep.others());
            if (!day.date().isAfter(newest.minusDays(kept))
                    && !needed.getOrDefault(day.table(), Set.of()).contains(day.date())) {
                expired.add(new Expired(day.path(), "older than %d days".formatted(kept), day.bytes(), day.deletion()));
            }
        }
    }

    private int days(Table.Lifetime lifetime) {
        return switch (lifetime) {
            case EVENTS -> keep.events();
            case STATE -> keep.state();
            case OTHERS -> keep.others();
        };
    }

    /** The days, by table, that a night of the newest date or of the day after it may read. */
    private Map<String, Set<LocalDate>> needed(StoredDays stored, LocalDate newest) {
        Map<String, Set<LocalDate>> needed = new HashMap<>();
        NavigableSet<LocalDate> published = stored.written(Publications.TABLE.name());
        for (Stage stage : pipeline.stages()) {
            for (Table table : stage.writes()) {
                add(needed, table, window(newest, stage.ownDays()));
            }
            for (Input input : stage.reads()) {
                NavigableSet<LocalDate> written = stored.written(input.table().name());
                switch (input.reach()) {
                    case TODAY, WINDOW, ROW_COUNTS -> add(needed, input.table(), window(newest, input.days()));
                    case BEFORE -> add(needed, input.table(), lastTwo(written, newest));
                    case PUBLISHED -> {
                        NavigableSet<LocalDate> both = new TreeSet<>(written);
                        both.retainAll(published);
                        List<LocalDate> last = lastTwo(both, newest);
                        add(needed, input.table(), last);
                        add(needed, Publications.TABLE, last);
                    }
                }
            }
        }
        return needed;
    }

    private static void add(Map<String, Set<LocalDate>> needed, Table table, Collection<LocalDate> days) {
        needed.computeIfAbsent(table.name(), name -> new HashSet<>()).addAll(days);
    }

    private static List<LocalDate> window(LocalDate newest, int days) {
        return newest.minusDays(days - 1L).datesUntil(newest.plusDays(1)).toList();
    }

    /** The newest day, for the next night, and the newest before the date, for the date's night run again. */
    private static List<LocalDate> lastTwo(NavigableSet<LocalDate> written, LocalDate newest) {
        return written.headSet(newest, true).descendingSet().stream().limit(2).toList();
    }

    private void expiredDates(String folder, LocalDate newest, List<Expired> expired) {
        LocalDate last = newest.minusDays(keep.others());
        dates(folder, last).forEach(date -> expired.add(whole(date, "older than %d days".formatted(keep.others()))));
    }

    /** A night that was published needs none. */
    private void expiredCheckpoints(LocalDate newest, List<Expired> expired) {
        dates(StageContext.CHECKPOINTS, newest)
                .forEach(date -> expired.add(whole(date, "checkpoints of a training that ended")));
    }

    /** The folders of dates up to the last one; somebody's own folders are not among them. */
    private List<Path> dates(String folder, LocalDate last) {
        List<Path> dates = new ArrayList<>();
        for (FileStatus date : storage.list(new Path(root, folder))) {
            String name = date.getPath().getName();
            try {
                if (name.startsWith(DATE)
                        && !LocalDate.parse(name.substring(DATE.length())).isAfter(last)) {
                    dates.add(date.getPath());
                }
            } catch (DateTimeParseException e) {
                // No date.
            }
        }
        return dates;
    }

    /**
     * All publications but the newest, the current one and the one before it, and what killed runs left. Those from before the
     * night that last erased may hold erased users: they all go once its own or a later one is current.
     */
    private void expiredPublications(List<Expired> expired) {
        PublicationReader reader = new PublicationReader(storage, root);
        Optional<String> erasure = new Erasures(storage, root).lastRun().filter(run -> reader.pointer()
                .filter(pointer -> !isEarlier(pointer.run(), run))
                .isPresent());
        Set<Path> kept = new HashSet<>();
        reader.pointer().ifPresent(pointer -> Stream.of(pointer.path(), pointer.previous())
                .filter(path -> !path.isEmpty())
                .forEach(path -> kept.add(new Path(root, path))));
        List<Publication> all = reader.all();
        all.stream().limit(publications).forEach(publication -> kept.add(new Path(root, publication.path())));
        Set<Path> complete = all.stream()
                .map(publication -> new Path(root, publication.path()))
                .collect(Collectors.toSet());
        Path folder = new Path(root, PublicationReader.RUNS);
        for (FileStatus date : storage.list(folder)) {
            // Not the paths that are listed, to which a file system adds its scheme and host.
            Path day = new Path(folder, date.getPath().getName());
            List<Path> runs = storage.list(day).stream()
                    .map(run -> new Path(day, run.getPath().getName()))
                    .toList();
            // A manifest that cannot be read says nothing about its publication, so that one stays.
            Set<Path> erased = runs.stream()
                    .filter(run -> erasure.filter(last -> run.getName().startsWith(RUN)
                                    && isEarlier(run.getName().substring(RUN.length()), last))
                            .isPresent())
                    .collect(Collectors.toSet());
            List<Path> old = runs.stream()
                    .filter(run -> erased.contains(run)
                            || (!kept.contains(run)
                                    && (complete.contains(run)
                                            || storage.read(new Path(run, Publication.MANIFEST))
                                                    .isEmpty())))
                    .toList();
            for (Path run : old) {
                List<Path> files = new ArrayList<>(List.of(new Path(run, Publication.MANIFEST), run));
                if (old.size() == runs.size() && run.equals(old.get(old.size() - 1))) {
                    files.add(day);
                }
                String reason = erased.contains(run)
                        ? "from before an erasure"
                        : complete.contains(run)
                                ? "not one of the newest %d publications".formatted(publications)
                                : "a publication that a killed run left";
                expired.add(new Expired(run, reason, storage.size(run), files));
            }
        }
    }

    // Ids of runs are their times.
    private static boolean isEarlier(String run, String other) {
        return run.compareTo(other) < 0;
    }

    private Expired whole(Path path, String reason) {
        return new Expired(path, reason, storage.size(path), List.of(path));
    }
}
