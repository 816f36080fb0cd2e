package io.reelrank.engine.evaluation;

import java.io.Serializable;

/** How well one user's ranking finds what the user wanted. */
public interface Metric extends Serializable {
    /** The name that tables and pages use, such as {@code recall@50}. */
    String label();

    /** The user's figure. */
    double of(HitRanks places);

    /** What the user counts in the mean over users: 1, but for metrics whose source weighs otherwise. */
    default double weight(HitRanks places) {
        return 1;
    }
}
