package io.reelrank.core.stage;

/** Another run holds the storage root. The message names the run, and how to remove a lock that no run holds any more. */
public final class LockedException extends RuntimeException {
    /** @param message the run that holds the lock, and what to do */
    public LockedException(String message) {
        super(message);
    }
}
