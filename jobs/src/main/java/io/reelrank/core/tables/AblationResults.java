package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** How well models do that were trained on strengths from other settings. */
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

    /** The variant of the settings in use. */
    public static final String AS_SET = "as set";

    /** One row per variant and metric. */
    public static final Table TABLE = Table.of(
            "ablation_results",
            "One row per variant of the strength settings and metric: how well a model trained "
                    + "on that variant's strengths does on the held-out days.",
            List.of(VARIANT, METRIC),
            required(
                    VARIANT,
                    DataTypes.StringType,
                    "The variant: one of ablation.variants, or 'as set' for the settings in use."),
            required(METRIC, DataTypes.StringType, "The metric, such as recall@50."),
            required(VALUE, DataTypes.DoubleType, "The mean over the evaluated users."),
            required(LOW, DataTypes.DoubleType, "The lower end of the value's 95% interval."),
            required(HIGH, DataTypes.DoubleType, "The upper end of that interval."),
            optional(
                    DIFFERENCE,
                    DataTypes.DoubleType,
                    "The value minus that of 'as set', paired by user; null for 'as set' itself, and "
                            + "where the strengths are the same."),
            optional(DIFFERENCE_LOW, DataTypes.DoubleType, "The lower end of the difference's 95% interval."),
            optional(DIFFERENCE_HIGH, DataTypes.DoubleType, "The upper end of that interval."),
            optional(
                    P,
                    DataTypes.DoubleType,
                    "The two-sided p-value: the probability of a difference at least this large if there "
                            + "were none."),
            required(USERS, DataTypes.LongType, "The number of evaluated users."),
            required(PAIRS, DataTypes.LongType, "The number of pairs trained on: those with a strength other than 0."),
            required(MEAN_STRENGTH, DataTypes.DoubleType, "The mean |strength| of these pairs."),
            required(ALPHA, DataTypes.DoubleType, "α of the confidence α₀ + α·|strength| used in training."),
            required(SCORE, DataTypes.DoubleType, "The geometric mean of the metrics by which variants are compared."));

    private AblationResults() {}
}
