package io.reelrank.core.stage;

/** A quality gate refused the night. The message names the failed check and its values. */
public final class GateException extends RuntimeException {
    /** @param message the failed check, its value and its limit */
    public GateException(String message) {
        super(message);
    }
}
