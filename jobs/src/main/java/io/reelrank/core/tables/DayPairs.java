package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Daily aggregates of events. They are computed once and read by every night whose window includes the day. */
public final class DayPairs {
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String LAST_SEEN = "last_seen";
    public static final String COUNTS = "counts";
    public static final String WEIGHT = "weight";
    public static final String WANTED_AT = "wanted_at";
    public static final String IMPRESSIONS = "impressions";
    public static final String PLAYS = "plays";
    public static final String LONG_VIEWS = "long_views";
    public static final String PLAYED_AT = "played_at";
    public static final String LONGEST_MS = "longest_ms";
    public static final String DURATION_MS = "duration_ms";
    public static final String MEASURED = "measured";
    public static final String WATCH_SHARES = "watch_shares";
    public static final String SHARE_SQUARES = "share_squares";
    public static final String FINISHED = "finished";
    public static final String HIDES = "hides";
    public static final String REPORTS = "reports";
    public static final String FOLLOWED = "followed";
    public static final String FOLLOWED_AT = "followed_at";
    public static final String VIEWS = "views";
    public static final String VALID_VIEWS = "valid_views";
    public static final String VIEWED_MS = "viewed_ms";
    public static final String WATCH_MS = "watch_ms";
    public static final String MEASURED_VIEWS = "measured_views";
    public static final String COMPLETIONS = "completions";
    public static final String LIKES = "likes";
    public static final String COMMENTS = "comments";
    public static final String SHARES = "shares";
    public static final String FAVOURITES = "favourites";
    public static final String FOLLOWS = "follows";
    public static final String PROFILE_VISITS = "profile_visits";
    public static final String VIEWS_BY_SOURCE = "views_by_source";
    public static final String LIST_VERSION = "list_version";
    public static final String LIST_PLACE = "list_place";

    /** The columns that only reports read. */
    public static final List<String> REPORTED = List.of(
            VIEWS,
            VALID_VIEWS,
            VIEWED_MS,
            WATCH_MS,
            MEASURED_VIEWS,
            COMPLETIONS,
            LIKES,
            COMMENTS,
            SHARES,
            FAVOURITES,
            FOLLOWS,
            PROFILE_VISITS,
            VIEWS_BY_SOURCE,
            LIST_VERSION,
            LIST_PLACE);

    /** One row per user, video and day. */
    public static final Table TABLE = Table.of(
                    "day_pairs",
                    "One row per user, video and day on which the two had an event: the day's events, "
                            + "aggregated. Every night whose window includes the day reads it.",
                    List.of(),
                    required(USER_IDX, DataTypes.IntegerType, "The user's number, as in user_index."),
                    required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
                    required(
                            LAST_SEEN,
                            DataTypes.TimestampType,
                            "Time of the last event, UTC; all events are included, whether they count or not."),
                    required(
                            COUNTS,
                            DataTypes.BooleanType,
                            "Whether any event counts. Plays by accident and creators' events on their own "
                                    + "videos do not. The columns below are computed from events that count."),
                    required(WEIGHT, DataTypes.DoubleType, "What the day adds to the pair's strength, before decay."),
                    optional(
                            WANTED_AT,
                            DataTypes.TimestampType,
                            "Time of the last relevant event (features.relevant) that was not taken back on the day, UTC; "
                                    + "null without one."),
                    required(IMPRESSIONS, DataTypes.LongType, "Number of impressions."),
                    required(PLAYS, DataTypes.LongType, "Number of plays."),
                    required(LONG_VIEWS, DataTypes.LongType, "Number of plays that were long views."),
                    optional(PLAYED_AT, DataTypes.TimestampType, "Start of the last play, UTC; null without a play."),
                    optional(
                            LONGEST_MS,
                            DataTypes.LongType,
                            "Watch time of the longest play in milliseconds, loops included; null where no watch "
                                    + "time is known."),
                    optional(
                            DURATION_MS, DataTypes.LongType, "The video's length in milliseconds; null where unknown."),
                    required(
                            MEASURED,
                            DataTypes.LongType,
                            "Number of measured plays: plays whose watch time and video length are known and above 0."),
                    required(
                            WATCH_SHARES,
                            DataTypes.DoubleType,
                            "Sum of the watch shares of the measured plays; a watch share is watch time over "
                                    + "length, at most 1."),
                    required(SHARE_SQUARES, DataTypes.DoubleType, "Sum of the squares of these watch shares."),
                    required(FINISHED, DataTypes.BooleanType, "Whether a measured play reached the end."),
                    required(HIDES, DataTypes.LongType, "Number of hides."),
                    required(REPORTS, DataTypes.LongType, "Number of reports."),
                    optional(
                            FOLLOWED,
                            DataTypes.BooleanType,
                            "Whether the last follow or unfollow was a follow; null without either."),
                    optional(FOLLOWED_AT, DataTypes.TimestampType, "Time of that event, UTC; null without either."),
                    required(
                            VIEWS,
                            DataTypes.LongType,
                            "Number of plays that reports count: those with a watch time above 0, also by accident. Here "
                                    + "and below, nothing that creators do with their own videos counts."),
                    required(
                            VALID_VIEWS,
                            DataTypes.LongType,
                            "Of the views, those as long as the video where it lasts 7 s at most, or longer than 7 s."),
                    optional(
                            VIEWED_MS,
                            DataTypes.LongType,
                            "Watch time of the longest view in milliseconds, loops included; null without a view."),
                    required(WATCH_MS, DataTypes.LongType, "Watch time of all views in milliseconds, loops included."),
                    required(MEASURED_VIEWS, DataTypes.LongType, "Of the views, those of a video of known length."),
                    required(COMPLETIONS, DataTypes.LongType, "Of these, those that reached the end."),
                    required(LIKES, DataTypes.LongType, "Number of likes."),
                    required(COMMENTS, DataTypes.LongType, "Number of comments."),
                    required(SHARES, DataTypes.LongType, "Number of shares."),
                    required(FAVOURITES, DataTypes.LongType, "Number of favourites."),
                    required(FOLLOWS, DataTypes.LongType, "Number of follows from the video."),
                    required(
                            PROFILE_VISITS,
                            DataTypes.LongType,
                            "Number of visits of the creator's profile from the video."),
                    required(
                            VIEWS_BY_SOURCE,
                            DataTypes.createArrayType(DataTypes.LongType, false),
                            "Of the views, those by each of features.traffic-sources, in its order."),
                    optional(
                            LIST_VERSION,
                            DataTypes.DateType,
                            "The date of the newest night whose list showed the user the video on the day; null if none "
                                    + "did, or the log does not tell."),
                    optional(
                            LIST_PLACE,
                            DataTypes.IntegerType,
                            "The video's best place in that list, from 1; null without one."))
            .living(Table.Lifetime.EVENTS);

    private DayPairs() {}
}
