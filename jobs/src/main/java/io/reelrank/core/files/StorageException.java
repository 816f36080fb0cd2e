package io.reelrank.core.files;

/** A file or folder under the storage root cannot be read or written. The message names the path. */
public final class StorageException extends RuntimeException {
    /** @param message what is wrong, the path, and what to do */
    public StorageException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, the path, and what to do
     * @param cause the error of the file system
     */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
