package io.reelrank.workbench.speed;

/** A process that a measurement needs ended with an error. The message names the file with its output. */
public final class FailedProcessException extends RuntimeException {
    private final int exitCode;

    FailedProcessException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The exit code of the process. */
    public int exitCode() {
        return exitCode;
    }
}
