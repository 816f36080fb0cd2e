package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What users were shown for the first time in some days, and whether they wanted it: what a ranker learns from. */
public final class ShownPairs {
    public static final String AS_OF = AsOf.COLUMN;
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String WANTED = "wanted";

    /** One row a pair and moment. */
    public static final Table TABLE = Table.of(
            "shown_pairs",
            "What users were shown for the first time in the days from a moment, and whether they wanted it.",
            List.of(AS_OF, USER_IDX, VIDEO_IDX),
            required(
                    AS_OF,
                    DataTypes.StringType,
                    "The days' start. split: the held out days; earlier: as many days before them."),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(WANTED, DataTypes.BooleanType, "Whether a relevant event followed; else it was skipped."));

    private ShownPairs() {}
}
