package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/**
 * What models trained on strengths by other settings find in the held out days, beside that of the settings as they
 * are.
 */
public final class AblationResults {
    /** The name of the settings as they are. */
    public static final String AS_SET = "as set";

    /** One row a variant and metric. */
    public static final Table TABLE = Table.of(
            "ablation_results",
            "What models trained on strengths by other settings find in the held out days.",
            List.of("variant", "metric"),
            required("variant", DataTypes.StringType, "One of ablation.variants, or 'as set'."),
            required("metric", DataTypes.StringType, "Such as recall@50."),
            required("value", DataTypes.DoubleType, "The mean over the test's users."),
            required("low", DataTypes.DoubleType, "The lower end of its 95% interval."),
            required("high", DataTypes.DoubleType, "The upper end."),
            optional(
                    "difference",
                    DataTypes.DoubleType,
                    "The value less that of 'as set'; null there, and where strengths are the same."),
            optional("difference_low", DataTypes.DoubleType, "The lower end of the paired difference's 95% interval."),
            optional("difference_high", DataTypes.DoubleType, "The upper end."),
            optional("p", DataTypes.DoubleType, "The chance of such a difference, either way, were there none."),
            required("users", DataTypes.LongType, "The test's users."),
            required("pairs", DataTypes.LongType, "The pairs that were trained on: those of a strength other than 0."),
            required("mean_strength", DataTypes.DoubleType, "The mean of their |strength|."),
            required("alpha", DataTypes.DoubleType, "α of the confidence α₀ + α·|strength| that training took."),
            required(
                    "score", DataTypes.DoubleType, "The geometric mean of the metrics that variants are compared by."));

    private AblationResults() {}
}
