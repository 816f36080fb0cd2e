package io.reelrank.core.lease;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.LeaseSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The lease of a storage root, which one run has at a time and renews while it works. Two runs on the same tables would
 * overwrite each other.
 *
 * <p>Leases are numbered: {@code lease/<number>.json}, and the greatest number is the one that holds. To take a lease is
 * to create the file of the next number, which only one run can. So a run that slept past its expiry finds a greater
 * number than its own, whatever the clocks say.
 *
 * <p>The lease of another run is taken over when it was given back, when its process is known to be gone, or when it has
 * expired by more than the margin for clocks and was then watched for a while without being renewed.
 */
public final class Lease implements Fence, AutoCloseable {
    /** The folder of the leases, relative to the storage root. */
    public static final String FOLDER = "lease";

    private static final String SUFFIX = ".json";
    private static final int RENEWALS_A_TERM = 4;
    private static final long WATCH_MILLIS = 200;
    private static final int ATTEMPTS = 10;

    private final Storage storage;
    private final Path folder;
    private final LeaseSettings settings;
    private final LeaseHolder own;
    private final Clock clock;
    private final Instant taken;
    private final long takenNanos = System.nanoTime();
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lease renewal");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long renewedNanos = takenNanos;
    private volatile Instant renewed;
    private volatile boolean isClosed;

    private Lease(Storage storage, Path folder, LeaseSettings settings, LeaseHolder own, Clock clock) {
        this.storage = storage;
        this.folder = folder;
        this.settings = settings;
        this.own = own;
        this.clock = clock;
        this.taken = Instant.parse(own.expires()).minus(settings.term());
        this.renewed = taken;
    }

    /**
     * Takes the lease of a root.
     *
     * @param root the storage root
     * @param run the run's id
     * @param above a number that the lease's number must exceed, as that of the current pointer
     * @param clock tells when other leases expire
     * @throws LeaseException if another run has it
     * @throws StorageException if the file system cannot create a file in one step
     */
    public static Lease take(Storage storage, Path root, String run, long above, LeaseSettings settings, Clock clock) {
        Path folder = new Path(root, FOLDER);
        storage.requireExclusiveCreate(folder);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            NavigableMap<Long, FileStatus> leases = leases(storage, folder);
            long number = above + 1;
            if (!leases.isEmpty()) {
                number = Math.max(number, leases.lastKey() + 1);
                requireFree(storage, leases.lastEntry().getValue(), settings, clock);
            }
            LeaseHolder own = LeaseHolder.own(number, run, clock.instant().plus(settings.term()));
            if (storage.create(file(folder, number), Json.bytes(own))) {
                // A slow run may create a number that a faster one has taken, given back and deleted.
                if (leases(storage, folder).lastKey() == number) {
                    leases.values().forEach(older -> storage.delete(older.getPath()));
                    return new Lease(storage, folder, settings, own, clock);
                }
                storage.delete(file(folder, number));
            }
        }
        throw new LeaseException("other runs took the lease of %s %d times in a row".formatted(root, ATTEMPTS));
    }

    /**
     * Renews the lease from now on, in a thread of its own.
     *
     * @param lost is called once, with the reason, if another run has taken the lease over
     */
    public void renew(Consumer<String> lost) {
        long period = settings.term().toMillis() / RENEWALS_A_TERM;
        Future<?> unused = renewals.scheduleWithFixedDelay(
                () -> {
                    try {
                        extend();
                    } catch (LeaseException e) {
                        renewals.shutdown();
                        lost.accept(e.getMessage());
                    } catch (StorageException e) {
                        // The storage may come back before the term is over; requireHeld tells if it does not.
                    }
                },
                period,
                period,
                TimeUnit.MILLISECONDS);
    }

    /** The fencing number: later leases of the root have greater ones. */
    public long number() {
        return own.number();
    }

    /**
     * Checks that the lease holds. It looks at files only when the lease has not been renewed for half of its term.
     *
     * @throws LeaseException if another run has taken it over
     * @throws IllegalStateException if it was given back
     */
    public void requireHeld() {
        requireOpen();
        Duration half = settings.term().dividedBy(2);
        // By both: the one stands still while a machine is suspended, the other can be set.
        if (System.nanoTime() - renewedNanos > half.toNanos()
                || Duration.between(renewed, clock.instant()).abs().compareTo(half) > 0) {
            confirm();
        }
    }

    /**
     * Renews the lease after looking whether another run has taken it over.
     *
     * @throws IllegalStateException if it was given back, as by a run that a signal stops
     */
    @Override
    public synchronized long confirm() {
        requireOpen();
        extend();
        return number();
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("this run has given back its lease of %s: it changes nothing any more"
                    .formatted(folder.getParent()));
        }
    }

    private synchronized void extend() {
        // A renewal that began while the lease was being given back.
        if (isClosed) {
            return;
        }
        long begin = System.nanoTime();
        NavigableMap<Long, FileStatus> leases = leases(storage, folder);
        if (!leases.isEmpty() && leases.lastKey() >= number()) {
            LeaseHolder newest = holder(storage, leases.lastEntry().getValue(), settings);
            if (!newest.isOf(own)) {
                throw new LeaseException(
                        "this run lost its lease of %s to %s: it stops here, and moves no pointer; run again when that run has ended"
                                .formatted(folder.getParent(), newest));
            }
        }
        // By the time that has passed, and not by the clock, which somebody may set meanwhile.
        Instant now = taken.plusNanos(begin - takenNanos);
        storage.replace(file(folder, number()), Json.bytes(own.until(now.plus(settings.term()))));
        renewedNanos = begin;
        renewed = clock.instant();
    }

    /** Gives the lease back, unless another run has it. A second call does nothing. */
    @Override
    public synchronized void close() {
        renewals.shutdownNow();
        if (isClosed) {
            return;
        }
        try {
            extend();
            storage.replace(file(folder, number()), Json.bytes(own.released()));
        } catch (LeaseException e) {
            // It is the other run's.
        } finally {
            isClosed = true;
        }
    }

    private static void requireFree(Storage storage, FileStatus file, LeaseSettings settings, Clock clock) {
        LeaseHolder holder = holder(storage, file, settings);
        if (holder.isOver()) {
            return;
        }
        Instant free = Instant.parse(holder.expires()).plus(settings.clockMargin());
        if (clock.instant().isBefore(free) || isRenewed(storage, file, holder, settings)) {
            throw new LeaseException("%s has the lease of %s until %s, and renews it while it lives: wait for it. "
                            .formatted(holder, file.getPath().getParent().getParent(), holder.expires())
                    + "If it is gone, a run after %s takes the lease over".formatted(free));
        }
    }

    /** Whether a lease that seems to have expired is renewed while it is watched: then the clocks differ. */
    private static boolean isRenewed(Storage storage, FileStatus file, LeaseHolder holder, LeaseSettings settings) {
        long end = System.nanoTime() + settings.watch().toNanos();
        while (System.nanoTime() < end) {
            try {
                Thread.sleep(WATCH_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a lease", e);
            }
            Optional<LeaseHolder> now = read(storage, file.getPath());
            if (now.isPresent() && !now.get().equals(holder)) {
                return !now.get().isOver();
            }
        }
        return false;
    }

    private static LeaseHolder holder(Storage storage, FileStatus file, LeaseSettings settings) {
        return read(storage, file.getPath())
                .orElseGet(() -> LeaseHolder.unknown(
                        number(file),
                        Instant.ofEpochMilli(file.getModificationTime()).plus(settings.term())));
    }

    private static Optional<LeaseHolder> read(Storage storage, Path file) {
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

    private static NavigableMap<Long, FileStatus> leases(Storage storage, Path folder) {
        NavigableMap<Long, FileStatus> leases = new TreeMap<>();
        for (FileStatus file : storage.list(folder)) {
            if (file.getPath().getName().matches("\\d{1,18}\\.json")) {
                leases.put(number(file), file);
            }
        }
        return leases;
    }

    private static long number(FileStatus file) {
        String name = file.getPath().getName();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    private static Path file(Path folder, long number) {
        return new Path(folder, number + SUFFIX);
    }
}
