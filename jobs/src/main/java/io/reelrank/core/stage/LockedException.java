package io.reelrank.core.stage;

/** Another run holds the storage root. The message names the run, and tells how to remove the lock of a dead run. */
public final class LockedException extends RuntimeException {
    /** @param message the run that holds the lock, and what to do */
    public LockedException(String message) {
        super(message);
    }
}
