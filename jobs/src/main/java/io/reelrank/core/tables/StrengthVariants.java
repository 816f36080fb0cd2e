package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The strengths before the held-out days under other settings. */
public final class StrengthVariants {
    public static final String VARIANT = "variant";
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String STRENGTH = "strength";

    /** One row per variant, user and video with a strength other than 0. */
    public static final Table TABLE = Table.of(
            "strength_variants",
            "One row per variant of the strength settings, user and video: the strength before "
                    + "the held-out days under these settings. Pairs of strength 0 are missing.",
            List.of(VARIANT, USER_IDX, VIDEO_IDX),
            required(VARIANT, DataTypes.StringType, "The variant: one of ablation.variants."),
            required(USER_IDX, DataTypes.IntegerType, "The user's number, as in user_index."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
            required(STRENGTH, DataTypes.FloatType, "As in training_split, by the variant's settings; never 0."));

    private StrengthVariants() {}
}
