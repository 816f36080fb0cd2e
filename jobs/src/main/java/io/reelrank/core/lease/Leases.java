package io.reelrank.core.lease;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.LeaseSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The numbered leases of a storage root, {@code lease/<number>.json}. The greatest number is the one that holds. To take a
 * lease is to create the file of the next number, which only one run can. So a run that slept past its expiry finds a
 * greater number than its own, whatever the clocks say.
 *
 * <p>The lease of another run is taken over when it was given back, when its process is known to be gone, or when it has
 * expired by more than the margin for clocks and was then watched for a while without being renewed.
 *
 * @param storage access to the root
 * @param root the storage root
 * @param settings how long a lease holds
 * @param clock tells when other leases expire
 * @param told receives a line when another run's lease is watched, and when it is taken over
 */
public record Leases(Storage storage, Path root, LeaseSettings settings, Clock clock, Consumer<String> told) {
    /** The folder of the leases, relative to the storage root. */
    public static final String FOLDER = "lease";

    private static final String SUFFIX = ".json";
    private static final long WATCH_MILLIS = 200;
    private static final int ATTEMPTS = 10;

    /**
     * Takes the lease of the root.
     *
     * @param run the run's id
     * @param above a number that the lease's number must exceed, as that of the current pointer
     * @throws LeaseException if another run has it
     * @throws StorageException if the file system cannot create a file in one step
     */
    public Lease take(String run, long above) {
        storage.requireExclusiveCreate(folder());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            NavigableMap<Long, FileStatus> files = files();
            long number = above + 1;
            String takenFrom = "";
            if (!files.isEmpty()) {
                number = Math.max(number, files.lastKey() + 1);
                takenFrom = requireFree(files.lastEntry().getValue());
            }
            LeaseHolder own = LeaseHolder.own(number, run, clock.instant().plus(settings.term()));
            if (storage.create(file(number), Json.bytes(own))) {
                // A slow run may create a number that a faster one has taken, given back and deleted.
                if (files().lastKey() == number) {
                    files.values().forEach(older -> storage.delete(older.getPath()));
                    if (!takenFrom.isEmpty()) {
                        told.accept("took the lease of %s over from %s".formatted(root, takenFrom));
                    }
                    return new Lease(this, own, takenFrom);
                }
                storage.delete(file(number));
            }
        }
        throw new LeaseException("other runs took the lease of %s %d times in a row".formatted(root, ATTEMPTS));
    }

    /** Who has the lease with the greatest number, also if it was given back; empty if no run ever had one. */
    Optional<LeaseHolder> newest() {
        return Optional.ofNullable(files().lastEntry()).map(entry -> holder(entry.getValue()));
    }

    void write(LeaseHolder holder) {
        storage.replace(file(holder.number()), Json.bytes(holder));
    }

    /**
     * Checks that the lease with the greatest number does not hold any more.
     *
     * @return whose it was and why it is free; empty if it was given back
     */
    private String requireFree(FileStatus file) {
        LeaseHolder holder = holder(file);
        if (holder.isGivenBack()) {
            return "";
        }
        if (holder.process().isGone()) {
            return "%s, which was killed: its process is gone".formatted(holder);
        }
        Instant free = Instant.parse(holder.expires()).plus(settings.clockMargin());
        if (!clock.instant().isBefore(free)) {
            told.accept("the lease of %s is that of %s until %s; watching for %d s whether it is renewed"
                    .formatted(root, holder, holder.expires(), settings.watch().toSeconds()));
            if (!isRenewed(file, holder)) {
                return "%s, which did not renew it by %s".formatted(holder, holder.expires());
            }
        }
        throw new LeaseException("%s has the lease of %s until %s, and renews it while it lives: wait for it. "
                        .formatted(holder, file.getPath().getParent().getParent(), holder.expires())
                + "If it is gone, a run after %s takes the lease over".formatted(free));
    }

    /** Whether a lease that seems to have expired is renewed while it is watched: then the clocks differ. */
    private boolean isRenewed(FileStatus file, LeaseHolder holder) {
        long end = System.nanoTime() + settings.watch().toNanos();
        while (System.nanoTime() < end) {
            try {
                Thread.sleep(WATCH_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a lease", e);
            }
            Optional<LeaseHolder> now = read(file.getPath());
            if (now.isPresent() && !now.get().equals(holder)) {
                return !now.get().isOver();
            }
        }
        return false;
    }

    private LeaseHolder holder(FileStatus file) {
        return read(file.getPath())
                .orElseGet(() -> LeaseHolder.unknown(
                        number(file),
                        Instant.ofEpochMilli(file.getModificationTime()).plus(settings.term())));
    }

    private Optional<LeaseHolder> read(Path file) {
        return storage.read(file).flatMap(bytes -> {
            try {
                LeaseHolder holder = Json.read(bytes, LeaseHolder.class);
                if (holder.run() == null || holder.process() == null || holder.expires() == null) {
                    return Optional.empty();
                }
                if (!holder.expires().isEmpty()) {
                    Instant.parse(holder.expires());
                }
                return Optional.of(holder);
            } catch (IOException | DateTimeParseException e) {
                return Optional.empty();
            }
        });
    }

    private NavigableMap<Long, FileStatus> files() {
        NavigableMap<Long, FileStatus> files = new TreeMap<>();
        for (FileStatus file : storage.list(folder())) {
            if (file.getPath().getName().matches("\\d{1,18}\\.json")) {
                files.put(number(file), file);
            }
        }
        return files;
    }

    private static long number(FileStatus file) {
        String name = file.getPath().getName();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    private Path file(long number) {
        return new Path(folder(), number + SUFFIX);
    }

    private Path folder() {
        return new Path(root, FOLDER);
    }
}
