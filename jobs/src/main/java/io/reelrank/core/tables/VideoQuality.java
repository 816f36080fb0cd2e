package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How good each video is, how certain that is, and why it is marked as low quality. */
public final class VideoQuality {
    public static final String VIDEO_IDX = "video_idx";
    public static final String MET = "met";
    public static final String WANTED = "wanted";
    public static final String PLAYS = "plays";
    public static final String WATCH_SHARE = "watch_share";
    public static final String PULL = "pull";
    public static final String PULL_LOW = "pull_low";
    public static final String PULL_HIGH = "pull_high";
    public static final String START_RATE = "start_rate";
    public static final String COMPLETION_RATE = "completion_rate";
    public static final String SIMILAR_COMPLETION_RATE = "similar_completion_rate";
    public static final String HIDE_RATE = "hide_rate";
    public static final String REPORT_RATE = "report_rate";
    public static final String NEGATIVES = "negatives";
    public static final String MARKS = "marks";
    public static final String LOW_QUALITY = "low_quality";

    /** One row per video. */
    public static final Table TABLE = Table.of(
            "video_quality",
            "One row per video with an event that counts within the window: how good it is, how "
                    + "certain that is, and why it is marked as low quality.",
            List.of(VIDEO_IDX),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
            required(MET, DataTypes.LongType, "Number of users with an event on it. Rates count each user once."),
            required(WANTED, DataTypes.LongType, "Number of users with a relevant event (features.relevant) on it."),
            required(
                    PLAYS,
                    DataTypes.LongType,
                    "Number of measured plays (as in day_pairs), from which the watch share and the pull "
                            + "are computed."),
            optional(
                    WATCH_SHARE,
                    DataTypes.DoubleType,
                    "Mean watch share of the measured plays: watch time over length, each at most 1; "
                            + "null without such a play."),
            optional(
                    PULL,
                    DataTypes.DoubleType,
                    "How much the video holds users of any kind: b_i of r_ui = μ + b_u + b_i, where r is "
                            + "the watch share minus the mean for videos of similar length; null without a "
                            + "measured play."),
            optional(
                    PULL_LOW,
                    DataTypes.DoubleType,
                    "The lower end of the pull's 95% interval; null if the interval is unknown."),
            optional(
                    PULL_HIGH,
                    DataTypes.DoubleType,
                    "The upper end of that interval; null if the interval is unknown."),
            optional(
                    START_RATE,
                    DataTypes.DoubleType,
                    "Of the users it was shown to, the share that played it. Without logged impressions: "
                            + "of the users whose watch time is known, the share that played it for at least "
                            + "features.quality.start-seconds. Null without such users."),
            optional(
                    COMPLETION_RATE,
                    DataTypes.DoubleType,
                    "Of the users with a measured play, the share that saw its end; null without such users."),
            optional(
                    SIMILAR_COMPLETION_RATE,
                    DataTypes.DoubleType,
                    "The same for all videos of similar length; null if the length is unknown."),
            required(HIDE_RATE, DataTypes.DoubleType, "Of the users with an event on it, the share that hid it."),
            required(
                    REPORT_RATE, DataTypes.DoubleType, "Of the users with an event on it, the share that reported it."),
            required(NEGATIVES, DataTypes.LongType, "Number of hides and reports, repeated ones included."),
            required(
                    MARKS,
                    DataTypes.createArrayType(
                            new StructType()
                                    .add("reason", DataTypes.StringType, false)
                                    .add("figure", DataTypes.DoubleType)
                                    .add("bound", DataTypes.DoubleType)
                                    .add("limit", DataTypes.DoubleType)
                                    .add("evidence", DataTypes.LongType),
                            false),
                    "Why it is marked: low_pull (by its pull), clickbait (by its completion rate, if "
                            + "more users than average start it), hidden, reported (by these rates). Each with the "
                            + "figure, the bound of its 95% interval that is beyond the limit, the limit, and the "
                            + "number of plays or users behind the figure (evidence)."),
            required(LOW_QUALITY, DataTypes.BooleanType, "Whether it has any mark."));

    private VideoQuality() {}
}
