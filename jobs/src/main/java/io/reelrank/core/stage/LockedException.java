package io.reelrank.core.stage;

/** Another run holds the storage root; the message says which, and how to free a lock that nobody holds any more. */
public final class LockedException extends RuntimeException {
    /** @param message who holds the lock and what to do */
    public LockedException(String message) {
        super(message);
    }
}
