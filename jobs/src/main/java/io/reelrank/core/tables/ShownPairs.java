package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What users were shown for the first time in some days, and whether they wanted it: what a ranker learns from. */
public final class ShownPairs {
    /** One row a pair and moment. */
    public static final Table TABLE = Table.of(
            "shown_pairs",
            "What users were shown for the first time in the days from a moment, and whether they wanted it.",
            List.of("as_of", "user_idx", "video_idx"),
            required(
                    "as_of",
                    DataTypes.StringType,
                    "The days' start. split: the held out days; earlier: as many days before them."),
            required("user_idx", DataTypes.IntegerType, "The user's number."),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required("wanted", DataTypes.BooleanType, "Whether a relevant event followed; else it was skipped."));

    private ShownPairs() {}
}
