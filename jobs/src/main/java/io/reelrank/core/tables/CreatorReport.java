package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Field;
import io.reelrank.core.store.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What happened to each creator's videos within each window. */
public final class CreatorReport {
    public static final String CREATOR_ID = "creator_id";
    public static final String WINDOW_DAYS = "window_days";
    public static final String DAYS = "days";
    public static final String VIDEOS = "videos";
    public static final String IMPRESSIONS = "impressions";
    public static final String PLAYS = "plays";
    public static final String VIEWERS = "viewers";
    public static final String VIEWER_DAYS = "viewer_days";
    public static final String WATCH_MS = "watch_ms";
    public static final String VALID_PLAYS = "valid_plays";
    public static final String LONG_VIEWS = "long_views";
    public static final String MEASURED_PLAYS = "measured_plays";
    public static final String COMPLETIONS = "completions";
    public static final String LEFT_2S = "left_2s";
    public static final String LEFT_3S = "left_3s";
    public static final String LEFT_5S = "left_5s";
    public static final String LIKES = "likes";
    public static final String COMMENTS = "comments";
    public static final String SHARES = "shares";
    public static final String FAVOURITES = "favourites";
    public static final String FOLLOWS = "follows";
    public static final String PROFILE_VISITS = "profile_visits";
    public static final String NEGATIVES = "negatives";
    public static final String NEW_VIEWERS = "new_viewers";
    public static final String RETURNING_VIEWERS = "returning_viewers";
    public static final String REGULAR_VIEWERS = "regular_viewers";
    public static final String TOP_VIDEO_SHARE = "top_video_share";
    public static final String EFFECTIVE_VIDEOS = "effective_videos";
    public static final String EFFECTIVE_NICHES = "effective_niches";
    public static final String ENGAGEMENT_RATE = "engagement_rate";

    /** The counts that add up over videos and days. */
    public static final List<Field> SUMS = List.of(
            count(IMPRESSIONS, "Number of times a video was shown."),
            count(PLAYS, "Number of plays with a watch time above 0."),
            count(VIEWER_DAYS, "Number of viewers of each video on each day: a viewer of two videos counts twice."),
            count(WATCH_MS, "Total watch time in milliseconds, loops included."),
            count(VALID_PLAYS, "Number of valid plays."),
            count(LONG_VIEWS, "Number of long views."),
            count(MEASURED_PLAYS, "Number of plays of videos of known length."),
            count(COMPLETIONS, "Number of plays that reached the end."),
            count(LEFT_2S, "Number of viewers of a video on a day who left within 2 s."),
            count(LEFT_3S, "The same within 3 s."),
            count(LEFT_5S, "The same within 5 s."),
            count(LIKES, "Number of likes."),
            count(COMMENTS, "Number of comments."),
            count(SHARES, "Number of shares."),
            count(FAVOURITES, "Number of favourites."),
            count(FOLLOWS, "Number of follows from one of the videos."),
            count(PROFILE_VISITS, "Number of visits of the creator's profile from one of the videos."),
            count(NEGATIVES, "Number of hides and reports."));

    /** One row per creator and window. */
    public static final Table TABLE = Table.of(
            "creator_report",
            "One row per creator and window: what happened to the creator's videos within the window, which ends with the "
                    + "date. Suspected bots and what creators do with their own videos do not count.",
            List.of(CREATOR_ID, WINDOW_DAYS),
            fields());

    private CreatorReport() {}

    private static Field count(String name, String doc) {
        return required(name, DataTypes.LongType, doc);
    }

    private static Field[] fields() {
        List<Field> fields = new ArrayList<>(List.of(
                required(CREATOR_ID, DataTypes.StringType, "The creator's id."),
                required(WINDOW_DAYS, DataTypes.IntegerType, "The window's length in days (report.windows)."),
                required(DAYS, DataTypes.IntegerType, "Of these days, those that were delivered."),
                count(VIDEOS, "Number of videos with an impression or a play."),
                count(VIEWERS, "Number of users who played one of the videos."),
                optional(
                        NEW_VIEWERS,
                        DataTypes.LongType,
                        "Of the viewers, those without a play of one of the creator's videos on the days before the window; "
                                + "null where no such day is known, or where they, or whom one finds by subtracting them from other "
                                + "columns and windows, are fewer than report.min-people. Twice the longest window is known."),
                optional(
                        RETURNING_VIEWERS,
                        DataTypes.LongType,
                        "Of the viewers, those who played on more than one day of the window; null for few people like "
                                + "new_viewers, and for a window of one day."),
                optional(
                        REGULAR_VIEWERS,
                        DataTypes.LongType,
                        "Of the viewers, those who played in three or more of the last four weeks, counted back from the "
                                + "date; null for few people like new_viewers, and where not all of these days are known."),
                optional(
                        TOP_VIDEO_SHARE,
                        DataTypes.DoubleType,
                        "The share of the plays that the most played video has; null without a play."),
                optional(
                        EFFECTIVE_VIDEOS,
                        DataTypes.DoubleType,
                        "Over how many videos the plays would be as much divided if all had as many: 2 to the entropy of "
                                + "the shares; null without a play."),
                optional(
                        EFFECTIVE_NICHES,
                        DataTypes.DoubleType,
                        "The same over the videos' categories: how broad the topics are.")));
        fields.addAll(SUMS);
        for (CreatorFigure figure : CreatorFigure.values()) {
            fields.add(optional(
                    figure.column(),
                    DataTypes.DoubleType,
                    figure.definition() + " Null where " + figure.whole() + " is 0, or its parts are not told."));
        }
        fields.add(optional(
                ENGAGEMENT_RATE,
                DataTypes.DoubleType,
                "Likes, comments, shares, favourites and follows, divided by plays; null without a play."));
        return fields.toArray(Field[]::new);
    }
}
