package io.reelrank.engine.ranker;

/** The features of a pair of user and video, in the order of the feature arrays; all as of one date. */
enum RankerFeature {
    /** x_u · y_i, the model's score without the bias; 0 for a user without factors. */
    TASTE,
    /** b_i, the part of recent popularity in the served score. */
    POPULARITY,
    /** The served score minus that of the user's first candidate; at most 0. */
    BEHIND,
    /** log(1 + place) among the user's candidates by the served score; the first place is 0. */
    PLACE,
    /** log(1 + users for whom the video was a positive), each counted once a day. */
    POSITIVES,
    /** The same, each count halved for every popularity half-life since. */
    RECENT_POSITIVES,
    /** log(1 + users who saw the video), each counted once a day and halved for every popularity half-life since. */
    RECENT_SHOWN,
    /** (recent positives + 5 r) / (recent shown + 5), r being the rate of all videos together. */
    POSITIVE_RATE,
    /** The video's pull by the bias model over watch share. */
    PULL,
    /** log(1 + days since publication); 0 if unknown. */
    AGE,
    /** log(1 + length in seconds); 0 if unknown. */
    LENGTH,
    /** −|log length − mean log length of the user's positives|; 0 if either is unknown. */
    LENGTH_FIT,
    /** The share of a tag in the strength of the user's positives; the largest over the video's tags. */
    TAG_SHARE,
    /**
     * (positives + 3 r) / (seen + 3) of the user's seen videos with a tag, r being the user's overall rate; the largest
     * over the video's tags.
     */
    TAG_RATE,
    /** log(1 + strength of the user's positives by the video's creator). */
    CREATOR_STRENGTH,
    /** log(1 + seen videos of the creator that were no positives). */
    CREATOR_SKIPPED,
    /**
     * log Σ_h (share of the user's plays in h · lift of the video's positives in h), h being a part of the day of three
     * hours; 0 if unknown.
     */
    HOUR_FIT,
    /** log(1 + number of seen videos). */
    SEEN,
    /** log(1 + number of the user's positives). */
    SEEN_POSITIVES;

    private static final int COUNT = values().length;

    /** Its index in the feature arrays. */
    // The order of declaration defines the order of the arrays.
    @SuppressWarnings("EnumOrdinal")
    int position() {
        return ordinal();
    }

    /** The number of features. */
    static int count() {
        return COUNT;
    }
}
