package io.reelrank.core.files;

/** What was written cannot be read, or what should be written cannot be; the message names the path. */
public final class StorageException extends RuntimeException {
    /** @param message what is wrong, the path, and what to do */
    public StorageException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, the path, and what to do
     * @param cause what the file system said
     */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
