package io.reelrank.core.stage;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.Path;

/** The lock of a storage root. Two runs on the same tables would overwrite each other. */
public final class NightLock implements AutoCloseable {
    private static final String FILE = "_LOCK.json";

    // Linux tells the start in ticks since its own start, which it knows by the second and moves with the clock.
    private static final long CLOCK_MILLIS = 10_000;

    /**
     * The run that holds the lock.
     *
     * @param run id of the run
     * @param host host name of the driver
     * @param pid process id of the driver
     * @param started start of that process in milliseconds since the epoch; null if it is not known
     */
    public record Holder(String run, String host, long pid, Long started) {
        private static Holder of(String run) {
            ProcessHandle own = ProcessHandle.current();
            return new Holder(run, thisHost(), own.pid(), start(own).orElse(null));
        }

        /** Whether the process is of this host and gone, even if another process has its number now. */
        private boolean isDead() {
            if (!thisHost().equals(host)) {
                return false;
            }
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            return process.isEmpty()
                    || start(process.get()).filter(this::isAnotherStart).isPresent();
        }

        private boolean isAnotherStart(long start) {
            if (started == null) {
                // A lock without a start: the run's id is the time when it began, and its process started before.
                return pid != ProcessHandle.current().pid()
                        && Night.startOf(run)
                                .filter(began -> start > began.toEpochMilli() + CLOCK_MILLIS)
                                .isPresent();
            }
            // A process sees its own start always the same. In a container the next run often has the same number.
            long tolerance = pid == ProcessHandle.current().pid() ? 0 : CLOCK_MILLIS;
            return Math.abs(start - started) > tolerance;
        }

        private static Optional<Long> start(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toEpochMilli);
        }
    }

    private final Storage storage;
    private final Path path;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private NightLock(Storage storage, Path path) {
        this.storage = storage;
        this.path = path;
    }

    /**
     * Takes the lock of a root. A lock of a dead process of this host is taken over, also if its number belongs to
     * another process now.
     *
     * @throws LockedException if another run holds it
     */
    public static NightLock take(Storage storage, Path root, String run) {
        Path path = new Path(root, FILE);
        byte[] own = Json.bytes(Holder.of(run));
        if (!storage.create(path, own)) {
            Holder holder = holder(storage, path);
            if (!holder.isDead()) {
                throw new LockedException(
                        "run %s (process %d on %s) holds %s: wait for it, or delete that file if the run is gone"
                                .formatted(holder.run(), holder.pid(), holder.host(), path));
            }
            storage.replace(path, own);
        }
        return new NightLock(storage, path);
    }

    /** Gives the lock back. A second call does nothing: the lock may be another run's by then. */
    @Override
    public void close() {
        if (!isClosed.getAndSet(true)) {
            storage.delete(path);
        }
    }

    private static Holder holder(Storage storage, Path path) {
        byte[] bytes = storage.read(path).orElse("{}".getBytes(StandardCharsets.UTF_8));
        try {
            return Json.read(bytes, Holder.class);
        } catch (IOException e) {
            return new Holder("(unreadable)", "(unknown)", 0, null);
        }
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
