package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How good each video is that anybody met within the window, how sure that is, and why it is marked as bad. */
public final class VideoQuality {
    /** One row a video. */
    public static final Table TABLE = Table.of(
            "video_quality",
            "How good each video is that anybody met within the window, how sure that is, and why it is marked as bad.",
            List.of("video_idx"),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required("met", DataTypes.LongType, "Users who met it. Rates count each user once."),
            required("wanted", DataTypes.LongType, "Users who wanted it, by features.relevant."),
            required("plays", DataTypes.LongType, "Plays whose length is known: what watch share and pull stand on."),
            optional(
                    "watch_share",
                    DataTypes.DoubleType,
                    "Mean of watch time over length, each at most 1; null without such a play, as what follows."),
            optional(
                    "pull",
                    DataTypes.DoubleType,
                    "b_i of r_ui = μ + b_u + b_i, where r is the watch share less the mean of videos of similar length."),
            optional("pull_low", DataTypes.DoubleType, "The lower bound of the pull's 95% interval."),
            optional("pull_high", DataTypes.DoubleType, "Its upper bound."),
            optional(
                    "start_rate",
                    DataTypes.DoubleType,
                    "Of users whom it was shown, the share that played it; where nobody logs that, of users whose play has a"
                            + " time the share that played it for features.quality.start-seconds."),
            optional("completion_rate", DataTypes.DoubleType, "Of users with such plays, the share that saw its end."),
            optional("similar_completion_rate", DataTypes.DoubleType, "The same over all videos of similar length."),
            required("hide_rate", DataTypes.DoubleType, "Of users who met it, the share that hid it."),
            required("report_rate", DataTypes.DoubleType, "Of users who met it, the share that reported it."),
            required("negatives", DataTypes.LongType, "Hides and reports, repeated ones too."),
            required(
                    "marks",
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
            required("low_quality", DataTypes.BooleanType, "Whether it has any mark."));

    private VideoQuality() {}
}
