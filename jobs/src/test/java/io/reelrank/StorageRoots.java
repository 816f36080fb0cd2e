package io.reelrank;

import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * The storage roots on which tests of file systems run: those of the system property {@code reelrank.stores}, separated by
 * commas, or a local folder where it is not set. {@code scripts/prove-stores} names one of each file system.
 */
public final class StorageRoots {
    private StorageRoots() {}

    /** The roots as they are named. */
    public static Stream<Path> all() {
        String local = System.getProperty("java.io.tmpdir") + "/stores-" + UUID.randomUUID();
        return Stream.of(System.getProperty("reelrank.stores", local).split(","))
                .map(Path::new);
    }
}
