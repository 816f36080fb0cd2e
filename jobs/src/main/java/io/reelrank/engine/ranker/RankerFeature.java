package io.reelrank.engine.ranker;

/** What a ranker looks at in a pair of user and video, in the order of its arrays; all as of one moment. */
enum RankerFeature {
    /** x_u · y_i, the model's score without popularity; 0 for a user without factors. */
    TASTE,
    /** The part of recent popularity in the served score. */
    POPULARITY,
    /** How far the served score is below that of the user's first candidate, at most 0. */
    BEHIND,
    /** log(1 + place) among the user's candidates by the served score, the first place being 0. */
    PLACE,
    /** log(1 + users who wanted the video), each once a day. */
    POSITIVES,
    /** The same, each halved for every popularity half-life. */
    RECENT_POSITIVES,
    /** log(1 + users who met the video), each once a day and halved for every popularity half-life. */
    RECENT_SHOWN,
    /** (recent positives + 5 r) / (recent shown + 5), r being the rate of all videos together. */
    WANTED_RATE,
    /** The video's pull by the bias model over watch share. */
    PULL,
    /** log(1 + days since publication); 0 where unknown. */
    AGE,
    /** log(1 + seconds); 0 where unknown. */
    LENGTH,
    /**
     * How near the length is to those the user wants: −|log length − their mean log length|; 0 where either is unknown.
     */
    LENGTH_FIT,
    /** The largest share of one of the video's tags in the strength of what the user wanted. */
    TAG_SHARE,
    /**
     * (wanted + 3 r) / (met + 3) of what the user met with one of the tags, r being the user's own rate; the largest.
     */
    TAG_RATE,
    /** log(1 + strength of what the user wanted of the creator). */
    CREATOR_STRENGTH,
    /** log(1 + videos of the creator that the user met and did not want). */
    CREATOR_SKIPPED,
    /**
     * log Σ_h share of the user's plays in h · lift of the video's positives in h, h being three hours; 0 where
     * unknown.
     */
    HOUR_FIT,
    /** log(1 + videos the user met). */
    MET,
    /** log(1 + videos the user wanted). */
    WANTED;

    private static final int COUNT = values().length;

    /** Its place in arrays of features. */
    // The order of declaration is what the arrays' order means.
    @SuppressWarnings("EnumOrdinal")
    int position() {
        return ordinal();
    }

    /** How many there are. */
    static int count() {
        return COUNT;
    }
}
