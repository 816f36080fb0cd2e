package io.reelrank.core.store;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The days of all tables that lie under a storage root, of whatever pipeline they are, by one listing of the files. An
 * object store lists a thousand files at once, so this is cheap where asking each day is not.
 */
public final class StoredDays {
    // What Spark's writers and a replacement of a file leave when they are killed.
    private static final String SPARK_TEMPORARY = "_temporary";
    private static final String FRESH = ".fresh-";

    private final Storage storage;
    private final Path tables;
    private final SortedMap<String, StoredDay> days = new TreeMap<>();
    private final SortedMap<String, Long> temporary = new TreeMap<>();

    /**
     * A day of a table.
     *
     * @param table the table's name
     * @param date the day
     * @param path its folder
     * @param runs the bytes of each run's folder, by its name
     * @param files other files, such as the manifest, by name
     */
    public record StoredDay(String table, LocalDate date, Path path, SortedMap<String, Long> runs, Set<String> files) {
        /** The size of its runs' files. */
        public long bytes() {
            return runs.values().stream().mapToLong(Long::longValue).sum();
        }

        /** What must be deleted to delete the day, in this order: without its manifest, it does not exist. */
        public List<Path> deletion() {
            return List.of(new Path(path, TableFolders.MANIFEST), path);
        }

        private boolean isWritten() {
            return files.contains(TableFolders.MANIFEST);
        }
    }

    /**
     * Files that no manifest names.
     *
     * @param path their folder, or the file
     * @param bytes their size
     */
    public record Orphan(Path path, long bytes) {}

    /** @param root the storage root */
    public StoredDays(Storage storage, Path root) {
        this.storage = storage;
        this.tables = new Path(root, TableFolders.TABLES);
        String prefix = storage.qualified(tables) + "/";
        for (FileStatus file : storage.walk(tables)) {
            String path = file.getPath().toString();
            if (path.startsWith(prefix)) {
                add(path.substring(prefix.length()).split("/", -1), file.getLen());
            }
        }
    }

    /** All days, by table and date. */
    public Collection<StoredDay> days() {
        return days.values();
    }

    /** The days of a table that were written completely. */
    public NavigableSet<LocalDate> written(String table) {
        return days.values().stream()
                .filter(day -> day.table().equals(table) && day.isWritten())
                .map(StoredDay::date)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What runs left that were killed while they wrote. */
    public List<Orphan> orphans() {
        List<Orphan> orphans = new ArrayList<>();
        for (StoredDay day : days.values()) {
            if (!day.isWritten()) {
                orphans.add(new Orphan(day.path(), day.bytes()));
            } else if (day.runs().size() > 1) {
                run(day).ifPresent(run -> day.runs().forEach((name, bytes) -> {
                    if (!name.equals(TableFolders.RUN_PREFIX + run)) {
                        orphans.add(new Orphan(new Path(day.path(), name), bytes));
                    }
                }));
            }
        }
        temporary.forEach((path, bytes) -> orphans.add(new Orphan(new Path(tables, path), bytes)));
        return orphans;
    }

    private void add(String[] names, long bytes) {
        for (int i = 1; i < names.length; i++) {
            if (names[i].equals(SPARK_TEMPORARY) || names[i].startsWith(FRESH)) {
                temporary.merge(String.join("/", List.of(names).subList(0, i + 1)), bytes, Long::sum);
                return;
            }
        }
        if (names.length < 3) {
            return;
        }
        date(names[1]).ifPresent(date -> {
            String key = names[0] + "/" + names[1];
            StoredDay day = days.computeIfAbsent(
                    key,
                    path -> new StoredDay(names[0], date, new Path(tables, path), new TreeMap<>(), new TreeSet<>()));
            if (names[2].startsWith(TableFolders.RUN_PREFIX)) {
                day.runs().merge(names[2], bytes, Long::sum);
            } else {
                day.files().add(names[2]);
            }
        });
    }

    private static Optional<LocalDate> date(String folder) {
        try {
            return folder.startsWith(TableFolders.DAY_PREFIX)
                    ? Optional.of(LocalDate.parse(folder.substring(TableFolders.DAY_PREFIX.length())))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    // The run of a manifest that cannot be read is not known, so nothing of its day is an orphan.
    private Optional<String> run(StoredDay day) {
        return storage.read(new Path(day.path(), TableFolders.MANIFEST)).flatMap(bytes -> {
            try {
                return Optional.ofNullable(Json.read(bytes, Manifest.class).run());
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }
}
