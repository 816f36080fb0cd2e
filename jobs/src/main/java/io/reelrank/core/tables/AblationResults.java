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
    public static final String VARIANT = "variant";
    public static final String METRIC = "metric";
    public static final String VALUE = "value";
    public static final String LOW = "low";
    public static final String HIGH = "high";
    public static final String DIFFERENCE = "difference";
    public static final String DIFFERENCE_LOW = "difference_low";
    public static final String DIFFERENCE_HIGH = "difference_high";
    public static final String P = "p";
    public static final String USERS = "users";
    public static final String PAIRS = "pairs";
    public static final String MEAN_STRENGTH = "mean_strength";
    public static final String ALPHA = "alpha";
    public static final String SCORE = "score";

    /** The name of the settings as they are. */
    public static final String AS_SET = "as set";

    /** One row a variant and metric. */
    public static final Table TABLE = Table.of(
            "ablation_results",
            "What models trained on strengths by other settings find in the held out days.",
            List.of(VARIANT, METRIC),
            required(VARIANT, DataTypes.StringType, "One of ablation.variants, or 'as set'."),
            required(METRIC, DataTypes.StringType, "Such as recall@50."),
            required(VALUE, DataTypes.DoubleType, "The mean over the test's users."),
            required(LOW, DataTypes.DoubleType, "The lower end of its 95% interval."),
            required(HIGH, DataTypes.DoubleType, "The upper end."),
            optional(
                    DIFFERENCE,
                    DataTypes.DoubleType,
                    "The value less that of 'as set'; null there, and where strengths are the same."),
            optional(DIFFERENCE_LOW, DataTypes.DoubleType, "The lower end of the paired difference's 95% interval."),
            optional(DIFFERENCE_HIGH, DataTypes.DoubleType, "The upper end."),
            optional(P, DataTypes.DoubleType, "The chance of such a difference, either way, were there none."),
            required(USERS, DataTypes.LongType, "The test's users."),
            required(PAIRS, DataTypes.LongType, "The pairs that were trained on: those of a strength other than 0."),
            required(MEAN_STRENGTH, DataTypes.DoubleType, "The mean of their |strength|."),
            required(ALPHA, DataTypes.DoubleType, "α of the confidence α₀ + α·|strength| that training took."),
            required(SCORE, DataTypes.DoubleType, "The geometric mean of the metrics that variants are compared by."));

    private AblationResults() {}
}
