package io.reelrank.engine.evaluation;

import java.io.Serializable;

/** A property of one user's list, whatever the user's positives are. */
public interface ListMetric extends Serializable {
    /** The name that tables and pages use, such as {@code novelty@20}. */
    String label();

    /**
     * The list's figure.
     *
     * @param list positions of items in the catalogue, best first
     * @param catalogue the items
     * @return the figure; NaN where the list has none, which then does not count in the mean
     */
    double of(int[] list, Catalogue catalogue);
}
