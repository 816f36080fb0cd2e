package io.reelrank.core.lease;

import java.util.function.LongConsumer;

/** What a run asks in the moment before it does what only one run may do. */
@FunctionalInterface
public interface Fence {
    /**
     * Checks that no other run has taken the storage root over.
     *
     * @return the fencing number: runs that take the root later have greater ones
     * @throws LeaseException if another run has taken it over
     */
    long confirm();

    /**
     * Takes a step that only one run may take. While it is taken, the run does not give the root back.
     *
     * @param step gets the fencing number
     * @throws LeaseException if another run has taken the root over
     */
    default void step(LongConsumer step) {
        step.accept(confirm());
    }

    /** The fence of a root that no other run knows. */
    static Fence ofPrivateRoot() {
        return () -> 0;
    }
}
