package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What a creator's videos did within the window. */
public final class CreatorReport {
    /** One row a creator. */
    public static final Table TABLE = Table.of(
            "creator_report",
            "What a creator's videos did within the window; suspects and the creator's own views do not count.",
            List.of("creator_id"),
            required("creator_id", DataTypes.StringType, "The creator."),
            required("videos", DataTypes.LongType, "Videos with an impression or a play."),
            required("impressions", DataTypes.LongType, "Times a video was shown."),
            required("plays", DataTypes.LongType, "Times a video was played: watch time above 0."),
            required("viewers", DataTypes.LongType, "Users who played a video."),
            required("watch_ms", DataTypes.LongType, "Watch time in milliseconds, loops included."),
            optional(
                    "completion_rate",
                    DataTypes.DoubleType,
                    "Share of the plays of known length that lasted to the end or longer."),
            optional("long_view_rate", DataTypes.DoubleType, "Share of the plays that were long views."),
            required("likes", DataTypes.LongType, "Likes."),
            required("comments", DataTypes.LongType, "Comments."),
            required("shares", DataTypes.LongType, "Shares."),
            required("favourites", DataTypes.LongType, "Favourites."),
            required("follows", DataTypes.LongType, "Follows from one of the videos."),
            required("profile_visits", DataTypes.LongType, "Visits of the creator's profile from one of the videos."),
            required("negatives", DataTypes.LongType, "Hides and reports."),
            optional(
                    "engagement_rate",
                    DataTypes.DoubleType,
                    "Likes, comments, shares, favourites and follows by play."),
            optional(
                    "returning_viewers_rate",
                    DataTypes.DoubleType,
                    "Share of the viewers who played on more than one day."));

    private CreatorReport() {}
}
