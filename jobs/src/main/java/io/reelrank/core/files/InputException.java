package io.reelrank.core.files;

/** An input of the night is missing, late or broken. The message names the file and tells what to do. */
public final class InputException extends RuntimeException {
    /** @param message what is wrong, where, and what to do */
    public InputException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, where, and what to do
     * @param cause the error of reading it
     */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
