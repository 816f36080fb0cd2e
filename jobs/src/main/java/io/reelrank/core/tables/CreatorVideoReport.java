package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What each video did within the window. */
public final class CreatorVideoReport {
    /** One row a video. */
    public static final Table TABLE = Table.of(
            "creator_video_report",
            "What each video did within the window; suspects and the creator's own views do not count.",
            List.of("video_id"),
            required("video_id", DataTypes.StringType, "The video."),
            required("creator_id", DataTypes.StringType, "Its creator."),
            optional("title", DataTypes.StringType, "Title."),
            required("impressions", DataTypes.LongType, "Times it was shown."),
            required("plays", DataTypes.LongType, "Times it was played: watch time above 0."),
            required("viewers", DataTypes.LongType, "Users who played it."),
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
            required("follows", DataTypes.LongType, "Follows from it."),
            required("profile_visits", DataTypes.LongType, "Visits of the creator's profile from it."),
            required("negatives", DataTypes.LongType, "Hides and reports."),
            optional(
                    "engagement_rate",
                    DataTypes.DoubleType,
                    "Likes, comments, shares, favourites and follows by play."),
            optional("pull", DataTypes.DoubleType, "How much it holds whoever watches, from video_quality."));

    private CreatorVideoReport() {}
}
