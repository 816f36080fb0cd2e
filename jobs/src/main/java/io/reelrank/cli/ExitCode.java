package io.reelrank.cli;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.lease.LeaseException;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.stage.GateException;
import io.reelrank.core.store.UnreadFile;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.KerberosAuthException;
import picocli.CommandLine;

/** The exit codes of the process, for cron, Airflow and people. */
public enum ExitCode {
    /** Done. */
    DONE(0),
    /** A bug of reelrank; the stack trace is printed. */
    BUG(1),
    /** The command line or a setting is wrong. */
    USAGE(2),
    /** A quality gate refused the night; the last good version stays published. */
    GATE(3),
    /** An input is missing, late or broken. */
    INPUT(4),
    /** The storage cannot be written or read. */
    STORAGE(5),
    /** Another run holds the storage root. */
    LOCKED(75),
    /** A signal stopped the run before its end; the code that a shell gives to SIGTERM. */
    STOPPED(143);

    private static final Map<Class<? extends Throwable>, ExitCode> KNOWN = Map.of(
            SettingsException.class, USAGE,
            CommandLine.ParameterException.class, USAGE,
            GateException.class, GATE,
            InputException.class, INPUT,
            StorageException.class, STORAGE,
            LeaseException.class, LOCKED);

    private static final List<String> FULL_DISK =
            List.of("No space left on device", "Disk quota exceeded", "There is not enough space on the disk");

    // Hadoop's message for a file system whose jar is not there. A class of ours that is missing is a bug.
    private static final Pattern MISSING_FILE_SYSTEM =
            Pattern.compile("Class (?!io\\.reelrank\\.)\\S+FileSystem not found");

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The process's exit code. */
    public int code() {
        return code;
    }

    /** The exit code of an error. Spark wraps the errors of its tasks, so the first known cause decides. */
    static ExitCode of(Throwable thrown) {
        Throwable cause = cause(thrown);
        return KNOWN.entrySet().stream()
                .filter(known -> known.getKey().isInstance(cause))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(BUG);
    }

    /** The first known cause of an error, or the error itself. A fault of the machine becomes one line. */
    static Throwable cause(Throwable thrown) {
        Optional<Throwable> known = causes(thrown).filter(ExitCode::isKnown).findFirst();
        if (known.filter(StorageException.class::isInstance).isPresent()) {
            return known.get();
        }
        // Before other known causes: a file that cannot be unpacked because the disk is full is not a broken input.
        Optional<Throwable> full = causes(thrown).filter(ExitCode::isFullDisk).findFirst();
        if (full.isPresent()) {
            return new StorageException(
                    "a disk is full (No space left on device): free space under reelrank.storage.root and in Spark's"
                            + " local folder (spark.local.dir, by default /tmp), and run again",
                    thrown);
        }
        // A file of a table: one of a source is known as an input by now.
        Optional<String> unread = known.isPresent() ? Optional.empty() : UnreadFile.path(thrown);
        if (unread.isPresent()) {
            return new StorageException(
                    "cannot read %s: run reelrank verify --tables DATE for the day of its folder dt=DATE"
                            .formatted(unread.get()),
                    thrown);
        }
        Optional<Throwable> tooLarge =
                causes(thrown).filter(ExitCode::isTooLargeForDriver).findFirst();
        if (known.isEmpty() && tooLarge.isPresent()) {
            return new SettingsException(
                    "the results of a job are larger than the driver takes: raise"
                            + " reelrank.spark.spark.driver.maxResultSize, by Spark's default 1g, and with it"
                            + " REELRANK_DRIVER_MEMORY; largest are the factors of all videos, so a lower"
                            + " reelrank.model.rank helps as well",
                    thrown);
        }
        return known.orElseGet(() -> causes(thrown)
                .filter(ExitCode::isUnreachable)
                .findFirst()
                .<Throwable>map(cause -> new StorageException(
                        "cannot reach a file system or host: %s; check the schemes, hosts and rights of the settings'"
                                .concat(" paths, and that the file system's jar is there")
                                .formatted(firstLine(cause)),
                        thrown))
                .orElse(thrown));
    }

    private static boolean isKnown(Throwable cause) {
        return KNOWN.keySet().stream().anyMatch(type -> type.isInstance(cause));
    }

    // Spark gives the error of a task on another machine as text. The messages of our own errors quote rows of logs.
    private static boolean isFullDisk(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return !isKnown(cause) && FULL_DISK.stream().anyMatch(message::contains);
    }

    private static boolean isTooLargeForDriver(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("is bigger than spark.driver.maxResultSize");
    }

    private static boolean isUnreachable(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof UnknownHostException
                || cause instanceof ConnectException
                || cause instanceof UnsupportedFileSystemException
                || cause instanceof AccessControlException
                || cause instanceof KerberosAuthException
                || (cause instanceof ClassNotFoundException
                        && MISSING_FILE_SYSTEM.matcher(message).matches());
    }

    private static String firstLine(Throwable cause) {
        return cause.getClass().getSimpleName() + ": "
                + String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause);
    }
}
