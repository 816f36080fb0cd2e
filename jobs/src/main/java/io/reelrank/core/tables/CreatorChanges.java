package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Why a creator's plays and watch time changed: parts of the change that add up to it. */
public final class CreatorChanges {
    public static final String CREATOR_ID = "creator_id";
    public static final String WINDOW_DAYS = "window_days";
    public static final String FIGURE = "figure";
    public static final String BREAKDOWN = "breakdown";
    public static final String CAUSE = "cause";
    public static final String BEFORE = "before";
    public static final String AFTER = "after";
    public static final String CHANGE = "change";

    /** The plays. */
    public static final String PLAYS = CreatorReport.PLAYS;

    /** The watch time. */
    public static final String WATCH_MS = CreatorReport.WATCH_MS;

    /** Breakdown by what happened on the platform, to the offers and in front of the screens. */
    public static final String BY_CAUSE = "cause";

    /** Breakdown by the age of the videos. */
    public static final String BY_AGE = "age";

    /** Cause: the platform's traffic. */
    public static final String TRAFFIC = "traffic";

    /** Cause: which tastes were on the platform. */
    public static final String AUDIENCE_MIX = "audience_mix";

    /** Cause: how often the creator was offered to each taste. */
    public static final String OFFERED = "offered";

    /** Cause: how many of each taste played what they were offered. */
    public static final String ACCEPTED = "accepted";

    /** Causes that cannot be told apart without impressions: the creator's share of what each taste played. */
    public static final String OFFERED_AND_ACCEPTED = "offered_and_accepted";

    /** Cause: watch time per play. */
    public static final String WATCH_PER_PLAY = "watch_per_play";

    /** Part: videos published within the window. */
    public static final String NEW_VIDEOS = "new_videos";

    /** Part: older videos, and those of unknown age. */
    public static final String OLDER_VIDEOS = "older_videos";

    /** One row per creator, window, figure, breakdown and cause. */
    public static final Table TABLE = Table.of(
            "creator_changes",
            "One row per creator, window, figure and cause: how much of the change since the window before has this cause. The "
                    + "causes of a breakdown add up to the change. Only creators with plays in both windows, and windows with "
                    + "as many known days.",
            List.of(CREATOR_ID, WINDOW_DAYS, FIGURE, BREAKDOWN, CAUSE),
            required(CREATOR_ID, DataTypes.StringType, "The creator's id."),
            required(WINDOW_DAYS, DataTypes.IntegerType, "The window's length in days."),
            required(FIGURE, DataTypes.StringType, "plays or watch_ms."),
            required(BREAKDOWN, DataTypes.StringType, "cause or age: two ways to divide the same change."),
            required(
                    CAUSE,
                    DataTypes.StringType,
                    "Of the breakdown cause: traffic, the platform's impressions; audience_mix, which tastes were there; "
                            + "offered, the share of each taste's impressions that were this creator's; accepted, the share of "
                            + "these that were played; watch_per_play. Without impressions, offered and accepted are one cause, "
                            + "offered_and_accepted, and the others are of plays. Of the breakdown age: new_videos, the videos that "
                            + "were published within a window, beside those of the window before, and older_videos."),
            required(BEFORE, DataTypes.LongType, "The whole figure in the window before."),
            required(AFTER, DataTypes.LongType, "The whole figure in the window."),
            required(CHANGE, DataTypes.DoubleType, "How much of the change has this cause, in plays or milliseconds."));

    private CreatorChanges() {}
}
