package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What each video did within the window. */
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

    /** One row a video. */
    public static final Table TABLE = Table.of(
            "creator_video_report",
            "What each video did within the window; suspects and the creator's own views do not count.",
            List.of(VIDEO_ID),
            required(VIDEO_ID, DataTypes.StringType, "The video."),
            required(CREATOR_ID, DataTypes.StringType, "Its creator."),
            optional(TITLE, DataTypes.StringType, "Title."),
            required(IMPRESSIONS, DataTypes.LongType, "Times it was shown."),
            required(PLAYS, DataTypes.LongType, "Times it was played: watch time above 0."),
            required(VIEWERS, DataTypes.LongType, "Users who played it."),
            required(WATCH_MS, DataTypes.LongType, "Watch time in milliseconds, loops included."),
            optional(
                    COMPLETION_RATE,
                    DataTypes.DoubleType,
                    "Share of the plays of known length that lasted to the end or longer."),
            optional(LONG_VIEW_RATE, DataTypes.DoubleType, "Share of the plays that were long views."),
            required(LIKES, DataTypes.LongType, "Likes."),
            required(COMMENTS, DataTypes.LongType, "Comments."),
            required(SHARES, DataTypes.LongType, "Shares."),
            required(FAVOURITES, DataTypes.LongType, "Favourites."),
            required(FOLLOWS, DataTypes.LongType, "Follows from it."),
            required(PROFILE_VISITS, DataTypes.LongType, "Visits of the creator's profile from it."),
            required(NEGATIVES, DataTypes.LongType, "Hides and reports."),
            optional(ENGAGEMENT_RATE, DataTypes.DoubleType, "Likes, comments, shares, favourites and follows by play."),
            optional(PULL, DataTypes.DoubleType, "How much it holds whoever watches, from video_quality."));

    private CreatorVideoReport() {}
}
