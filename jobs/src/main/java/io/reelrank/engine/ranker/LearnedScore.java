package io.reelrank.engine.ranker;

import java.io.Serializable;
import java.util.Map;

/** What was learned, as plain arrays: a larger score says that a video is rather wanted. */
sealed interface LearnedScore extends Serializable permits LinearScore, TreeScore, PerceptronScore {
    /**
     * The score of a pair.
     *
     * @param x [features] standardised
     */
    double of(double[] x);

    /** The arrays by name. */
    Map<String, double[]> parts();
}
