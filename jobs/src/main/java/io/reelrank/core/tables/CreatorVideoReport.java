package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What happened to each video within the window. */
public final class CreatorVideoReport {
    public static final String VIDEO_ID = "video_id";
    public static final String CREATOR_ID = "creator_id";
    public static final String TITLE = "title";
    public static final String IMPRESSIONS = "impressions";
    public static final String PLAYS = "plays";
    public static final String VIEWERS = "viewers";
    public static final String WATCH_MS = "watch_ms";
    public static final String COMPLETION_RATE = "completion_rate";
    public static final String LONG_VIEW_RATE = "long_view_rate";
    public static final String LIKES = "likes";
    public static final String COMMENTS = "comments";
    public static final String SHARES = "shares";
    public static final String FAVOURITES = "favourites";
    public static final String FOLLOWS = "follows";
    public static final String PROFILE_VISITS = "profile_visits";
    public static final String NEGATIVES = "negatives";
    public static final String ENGAGEMENT_RATE = "engagement_rate";
    public static final String PULL = "pull";

    /** One row per video. */
    public static final Table TABLE = Table.of(
            "creator_video_report",
            "One row per video: what happened to it within the window. Suspected bots and the "
                    + "creator's own views do not count.",
            List.of(VIDEO_ID),
            required(VIDEO_ID, DataTypes.StringType, "The video's id."),
            required(CREATOR_ID, DataTypes.StringType, "Its creator's id."),
            optional(TITLE, DataTypes.StringType, "Its title; null if it has none."),
            required(IMPRESSIONS, DataTypes.LongType, "Number of times it was shown."),
            required(PLAYS, DataTypes.LongType, "Number of plays with a watch time above 0."),
            required(VIEWERS, DataTypes.LongType, "Number of users who played it."),
            required(WATCH_MS, DataTypes.LongType, "Total watch time in milliseconds, loops included."),
            optional(
                    COMPLETION_RATE,
                    DataTypes.DoubleType,
                    "Of the plays of videos of known length, the share that reached the end; null "
                            + "without such a play."),
            optional(
                    LONG_VIEW_RATE,
                    DataTypes.DoubleType,
                    "Of the plays, the share that were long views; null without a play."),
            required(LIKES, DataTypes.LongType, "Number of likes."),
            required(COMMENTS, DataTypes.LongType, "Number of comments."),
            required(SHARES, DataTypes.LongType, "Number of shares."),
            required(FAVOURITES, DataTypes.LongType, "Number of favourites."),
            required(FOLLOWS, DataTypes.LongType, "Number of follows from it."),
            required(PROFILE_VISITS, DataTypes.LongType, "Number of visits of the creator's profile from it."),
            required(NEGATIVES, DataTypes.LongType, "Number of hides and reports."),
            optional(
                    ENGAGEMENT_RATE,
                    DataTypes.DoubleType,
                    "Likes, comments, shares, favourites and follows, divided by plays; null without a play."),
            optional(
                    PULL,
                    DataTypes.DoubleType,
                    "The pull from video_quality: how much the video holds users of any kind; null where "
                            + "that table has none."));

    private CreatorVideoReport() {}
}
