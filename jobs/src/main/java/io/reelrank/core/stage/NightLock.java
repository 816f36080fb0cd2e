package io.reelrank.core.stage;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;

/** The lock of a storage root. Two runs on the same tables would overwrite each other. */
public final class NightLock implements AutoCloseable {
    private static final String FILE = "_LOCK.json";

    /**
     * The run that holds the lock.
     *
     * @param run id of the run
     * @param host host name of the driver
     * @param pid process id of the driver
     */
    public record Holder(String run, String host, long pid) {
        private boolean isDead() {
            return thisHost().equals(host)
                    && pid != ProcessHandle.current().pid()
                    && ProcessHandle.of(pid).isEmpty();
        }
    }

    private final Storage storage;
    private final Path path;

    private NightLock(Storage storage, Path path) {
        this.storage = storage;
        this.path = path;
    }

    /**
     * Takes the lock of a root. A lock of a dead process of this host is taken over.
     *
     * @throws LockedException if another run holds it
     */
    public static NightLock take(Storage storage, Path root, String run) {
        Path path = new Path(root, FILE);
        byte[] own =
                Json.bytes(new Holder(run, thisHost(), ProcessHandle.current().pid()));
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

    @Override
    public void close() {
        storage.delete(path);
    }

    private static Holder holder(Storage storage, Path path) {
        byte[] bytes = storage.read(path).orElse("{}".getBytes(StandardCharsets.UTF_8));
        try {
            return Json.read(bytes, Holder.class);
        } catch (IOException e) {
            return new Holder("(unreadable)", "(unknown)", 0);
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
