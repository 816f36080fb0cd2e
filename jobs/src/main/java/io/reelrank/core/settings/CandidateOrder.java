package io.reelrank.core.settings;

import java.util.Locale;

/** What orders a user's candidates, before they are re-ranked. */
public enum CandidateOrder {
    /** The learned ranker if {@code ranker.serves} names one, otherwise the model. */
    BEST,
    /** The model's scores. */
    MODEL,
    /** Recent popularity, the same for all users. */
    POPULARITY;

    /** The order as settings and tables have it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
