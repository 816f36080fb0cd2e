package io.reelrank.engine.evaluation;

import java.io.Serializable;

/** How well a ranking finds one user's held-out positives. */
public interface Metric extends Serializable {
    /** The name that tables and pages use, such as {@code recall@50}. */
    String label();

    /** The user's figure. */
    double of(HitRanks hits);

    /** The user's weight in the mean over users: 1, unless the metric's source weighs users otherwise. */
    default double weight(HitRanks hits) {
        return 1;
    }
}
