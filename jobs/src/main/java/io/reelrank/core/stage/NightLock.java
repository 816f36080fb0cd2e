package io.reelrank.core.stage;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.Path;

/** The lock of a storage root. Two runs on the same tables would overwrite each other. */
public final class NightLock implements AutoCloseable {
    private static final String FILE = "_LOCK.json";

    // Linux knows its own start, from which it counts the start of processes, to the second.
    private static final Duration TOLERANCE = Duration.ofSeconds(10);
    private static final int START_FIELD = 22;
    private static final int FIRST_FIELD_AFTER_NAME = 3;

    /**
     * The run that holds the lock.
     *
     * @param run id of the run
     * @param host host name of the driver
     * @param pid process id of the driver
     * @param started tells that process from others of its number, see {@link #start}; null if it is not known
     */
    public record Holder(String run, String host, long pid, String started) {
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
            return process.isEmpty() || isAnother(process.get());
        }

        private boolean isAnother(ProcessHandle process) {
            if (started != null) {
                return start(process).filter(start -> !start.equals(started)).isPresent();
            }
            // A lock without a start: the run's id is the time when it began, and its process started before.
            Optional<Instant> latest = Night.startOf(run).map(began -> began.plus(TOLERANCE));
            return latest.isPresent()
                    && process.info()
                            .startInstant()
                            .filter(latest.get()::isBefore)
                            .isPresent();
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

    /**
     * What tells a process from an earlier one that had its number, as in a container, where the first process of each
     * run has the same one. On Linux it is the id of the boot and the clock ticks from there to the process's start,
     * which stay the same when somebody sets the clock.
     */
    static Optional<String> start(ProcessHandle process) {
        try {
            String line = Files.readString(
                    java.nio.file.Path.of("/proc/%d/stat".formatted(process.pid())), StandardCharsets.ISO_8859_1);
            // The second field is the program's name in brackets, which may contain spaces and brackets.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            String boot = Files.readString(java.nio.file.Path.of("/proc/sys/kernel/random/boot_id"));
            return Optional.of(boot.strip() + " " + fields[START_FIELD - FIRST_FIELD_AFTER_NAME]);
        } catch (IOException e) {
            return process.info().startInstant().map(Instant::toString);
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
