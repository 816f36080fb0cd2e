package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What a creator's videos did within the window. */
public final class CreatorReport {
    public static final String CREATOR_ID = "creator_id";
    public static final String VIDEOS = "videos";
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
    public static final String RETURNING_VIEWERS_RATE = "returning_viewers_rate";

    /** One row a creator. */
    public static final Table TABLE = Table.of(
            "creator_report",
            "What a creator's videos did within the window; suspects and the creator's own views do not count.",
            List.of(CREATOR_ID),
            required(CREATOR_ID, DataTypes.StringType, "The creator."),
            required(VIDEOS, DataTypes.LongType, "Videos with an impression or a play."),
            required(IMPRESSIONS, DataTypes.LongType, "Times a video was shown."),
            required(PLAYS, DataTypes.LongType, "Times a video was played: watch time above 0."),
            required(VIEWERS, DataTypes.LongType, "Users who played a video."),
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
            required(FOLLOWS, DataTypes.LongType, "Follows from one of the videos."),
            required(PROFILE_VISITS, DataTypes.LongType, "Visits of the creator's profile from one of the videos."),
            required(NEGATIVES, DataTypes.LongType, "Hides and reports."),
            optional(ENGAGEMENT_RATE, DataTypes.DoubleType, "Likes, comments, shares, favourites and follows by play."),
            optional(
                    RETURNING_VIEWERS_RATE,
                    DataTypes.DoubleType,
                    "Share of the viewers who played on more than one day."));

    private CreatorReport() {}
}
