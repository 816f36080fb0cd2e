package io.reelrank.engine.ranker;

import java.io.Serializable;
import java.util.Map;

/** A fitted model as plain arrays: the log odds that a candidate is a positive. */
sealed interface LearnedScore extends Serializable permits LinearScore, TreeScore, PerceptronScore {
    /**
     * The log odds of one candidate.
     *
     * @param x [features] standardised features
     */
    double of(double[] x);

    /** The arrays by name, as they are stored. */
    Map<String, double[]> parts();
}
