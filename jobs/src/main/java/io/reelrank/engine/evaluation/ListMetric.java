package io.reelrank.engine.evaluation;

import java.io.Serializable;

/** What one user's list is like, whatever the user wanted. */
public interface ListMetric extends Serializable {
    /** The name that tables and pages use, such as {@code novelty@20}. */
    String label();

    /**
     * The list's figure.
     *
     * @param list positions of items in the catalogue, best first
     * @param catalogue what is known of the items
     * @return the figure, or NaN where the list has none: it then does not count in the mean
     */
    double of(int[] list, Catalogue catalogue);
}
