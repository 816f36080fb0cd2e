package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The examples that a ranker learns from: first encounters of user and video after a cutoff date. */
public final class ShownPairs {
    public static final String AS_OF = AsOf.COLUMN;
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String WANTED = "wanted";

    /** One row per cutoff date, user and video. */
    public static final Table TABLE = Table.of(
            "shown_pairs",
            "One row per cutoff date, user and video that had their first event in the days "
                    + "after the cutoff; a ranker learns from them.",
            List.of(AS_OF, USER_IDX, VIDEO_IDX),
            required(
                    AS_OF,
                    DataTypes.StringType,
                    "The cutoff date. split: the days after it are the held-out days; earlier: the days "
                            + "after it are the equally long period before those."),
            required(USER_IDX, DataTypes.IntegerType, "The user's number, as in user_index."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
            required(
                    WANTED,
                    DataTypes.BooleanType,
                    "Whether there was a relevant event (features.relevant) in these days; otherwise the "
                            + "video was skipped."));

    private ShownPairs() {}
}
