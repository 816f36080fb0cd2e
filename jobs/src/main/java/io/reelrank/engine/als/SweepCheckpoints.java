package io.reelrank.engine.als;

import java.util.Optional;
import java.util.function.Supplier;

/** Where the state of a long factorisation is kept, so that one that was interrupted goes on from its last kept sweep. */
public interface SweepCheckpoints {
    /** The newest state that an interrupted factorisation of the same ratings and settings kept. */
    Optional<SweepState> newest();

    /**
     * Is offered the state after a sweep that another one follows, and keeps it if enough time has passed.
     *
     * @param state computes the state
     */
    void offer(Supplier<SweepState> state);

    /** Keeps nothing. */
    static SweepCheckpoints none() {
        return new SweepCheckpoints() {
            @Override
            public Optional<SweepState> newest() {
                return Optional.empty();
            }

            @Override
            public void offer(Supplier<SweepState> state) {
                // Every factorisation starts anew.
            }
        };
    }
}
