package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The strengths before the held out days, as other settings would have them. */
public final class StrengthVariants {
    public static final String VARIANT = "variant";
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String STRENGTH = "strength";

    /** One row a variant and pair whose strength there is not 0. */
    public static final Table TABLE = Table.of(
            "strength_variants",
            "The strengths before the held out days, as other settings would have them; pairs of strength 0 left out.",
            List.of(VARIANT, USER_IDX, VIDEO_IDX),
            required(VARIANT, DataTypes.StringType, "The name of the settings, one of ablation.variants."),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(STRENGTH, DataTypes.FloatType, "As in training_split, by these settings; never 0."));

    private StrengthVariants() {}
}
