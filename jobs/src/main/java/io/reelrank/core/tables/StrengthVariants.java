package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The strengths before the held out days, as other settings would have them. */
public final class StrengthVariants {
    /** One row a variant and pair whose strength there is not 0. */
    public static final Table TABLE = Table.of(
            "strength_variants",
            "The strengths before the held out days, as other settings would have them; pairs of strength 0 left out.",
            List.of("variant", "user_idx", "video_idx"),
            required("variant", DataTypes.StringType, "The name of the settings, one of ablation.variants."),
            required("user_idx", DataTypes.IntegerType, "The user's number."),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required("strength", DataTypes.FloatType, "As in training_split, by these settings; never 0."));

    private StrengthVariants() {}
}
