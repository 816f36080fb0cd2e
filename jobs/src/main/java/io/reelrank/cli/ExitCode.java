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

/** How a run ended, as the number that cron, Airflow and people see. */
public enum ExitCode {
    /** Done. */
    DONE(0),
    /** A bug of reelrank: the stack trace says where. */
    BUG(1),
    /** The command line or a setting is wrong. */
    USAGE(2),
    /** A quality gate refused: the last good version stays published. */
    GATE(3),
    /** Input is missing, late or broken. */
    INPUT(4),
    /** What is written cannot be written or read. */
    STORAGE(5),
    /** Another run holds the storage root. */
    LOCKED(75);

    private static final Map<Class<? extends Throwable>, ExitCode> OURS = Map.of(
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

    /** What an error means: the first cause that is one of ours decides, for Spark wraps what its tasks throw. */
    static ExitCode of(Throwable thrown) {
        return OURS.entrySet().stream()
                .filter(ours -> ours.getKey().isInstance(cause(thrown)))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(BUG);
    }

    /** The first of an error's causes that is one of ours, or the error itself. */
    static Throwable cause(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .filter(cause -> OURS.keySet().stream().anyMatch(ours -> ours.isInstance(cause)))
                .findFirst()
                .orElse(thrown);
    }
}
