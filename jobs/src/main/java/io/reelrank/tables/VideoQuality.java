package io.reelrank.tables;

import static io.reelrank.tables.Field.required;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** How much a video holds whoever watches it: the bias model over watch share. */
public final class VideoQuality {
    /** One row a video. */
    public static final Table TABLE = Table.of(
            "video_quality",
            "How much a video holds whoever watches it: the bias model over watch share.",
            List.of("video_idx"),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required("plays", DataTypes.LongType, "Plays within the window whose length is known."),
            required("watch_share", DataTypes.DoubleType, "Mean of watch time over length, each at most 1."),
            required(
                    "pull",
                    DataTypes.DoubleType,
                    "b_i of r_ui = μ + b_u + b_i, where r is the watch share less the mean of videos of similar length."),
            required("negatives", DataTypes.LongType, "Hides and reports."));

    private VideoQuality() {}
}
