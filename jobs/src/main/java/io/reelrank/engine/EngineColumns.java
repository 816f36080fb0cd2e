package io.reelrank.engine;

/** The columns that the data frames of the engine have in common, by the names that the declared tables give them. */
public final class EngineColumns {
    /** A user's number: int. */
    public static final String USER_IDX = "user_idx";

    /** A video's number: int. */
    public static final String VIDEO_IDX = "video_idx";

    /** How much the user wants the video, r_ui: float, negative where they do not. */
    public static final String STRENGTH = "strength";

    /** Factors: array of float, [rank]. */
    public static final String FACTORS = "factors";

    /** What is added to every user's score of a video: float. */
    public static final String BIAS = "bias";

    /** What a video's factors follow from: string. */
    public static final String ORIGIN = "origin";

    private EngineColumns() {}
}
