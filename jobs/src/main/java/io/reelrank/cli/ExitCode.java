package io.reelrank.cli;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.stage.GateException;
import io.reelrank.core.stage.LockedException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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
    LOCKED(75);

    private static final Map<Class<? extends Throwable>, ExitCode> KNOWN = Map.of(
            SettingsException.class, USAGE,
            CommandLine.ParameterException.class, USAGE,
            GateException.class, GATE,
            InputException.class, INPUT,
            StorageException.class, STORAGE,
            LockedException.class, LOCKED);

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
        return KNOWN.entrySet().stream()
                .filter(known -> known.getKey().isInstance(cause(thrown)))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(BUG);
    }

    /** The first known cause of an error, or the error itself. */
    static Throwable cause(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .filter(cause -> KNOWN.keySet().stream().anyMatch(known -> known.isInstance(cause)))
                .findFirst()
                .orElse(thrown);
    }
}
