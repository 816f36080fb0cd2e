package io.reelrank.core.files;

/** What the night should read is missing, late or broken; the message names the file and what to do. */
public final class InputException extends RuntimeException {
    /** @param message what is wrong, where, and what to do */
    public InputException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, where, and what to do
     * @param cause what reading it said
     */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
