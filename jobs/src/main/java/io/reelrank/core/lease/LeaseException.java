package io.reelrank.core.lease;

/** Another run has the lease of the storage root. The message names it, and says until when. */
public final class LeaseException extends RuntimeException {
    /** @param message who has the lease and until when */
    public LeaseException(String message) {
        super(message);
    }
}
