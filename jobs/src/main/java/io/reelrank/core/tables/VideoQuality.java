package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How good each video is that anybody met within the window, how sure that is, and why it is marked as bad. */
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

    /** One row a video. */
    public static final Table TABLE = Table.of(
            "video_quality",
            "How good each video is that anybody met within the window, how sure that is, and why it is marked as bad.",
            List.of(VIDEO_IDX),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(MET, DataTypes.LongType, "Users who met it. Rates count each user once."),
            required(WANTED, DataTypes.LongType, "Users who wanted it, by features.relevant."),
            required(PLAYS, DataTypes.LongType, "Plays whose length is known: what watch share and pull stand on."),
            optional(
                    WATCH_SHARE,
                    DataTypes.DoubleType,
                    "Mean of watch time over length, each at most 1; null without such a play, as what follows."),
            optional(
                    PULL,
                    DataTypes.DoubleType,
                    "b_i of r_ui = μ + b_u + b_i, where r is the watch share less the mean of videos of similar length."),
            optional(PULL_LOW, DataTypes.DoubleType, "The lower bound of the pull's 95% interval."),
            optional(PULL_HIGH, DataTypes.DoubleType, "Its upper bound."),
            optional(
                    START_RATE,
                    DataTypes.DoubleType,
                    "Of users whom it was shown, the share that played it; where nobody logs that, of users whose play has a"
                            + " time the share that played it for features.quality.start-seconds."),
            optional(COMPLETION_RATE, DataTypes.DoubleType, "Of users with such plays, the share that saw its end."),
            optional(SIMILAR_COMPLETION_RATE, DataTypes.DoubleType, "The same over all videos of similar length."),
            required(HIDE_RATE, DataTypes.DoubleType, "Of users who met it, the share that hid it."),
            required(REPORT_RATE, DataTypes.DoubleType, "Of users who met it, the share that reported it."),
            required(NEGATIVES, DataTypes.LongType, "Hides and reports, repeated ones too."),
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
                    "Why it is marked: low_pull (its pull), clickbait (its completion rate, where more than the average start"
                            + " it), hidden, reported (their rates); the figure, the bound of its 95% interval that is beyond"
                            + " the limit, the limit, and how many plays or users the figure stands on."),
            required(LOW_QUALITY, DataTypes.BooleanType, "Whether it has any mark."));

    private VideoQuality() {}
}
