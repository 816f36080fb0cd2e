package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** {@code tuning_trials}. */
public final class TuningTrials {
    /** One row a trial, weight of popularity and metric. */
    public static final Table TABLE = Table.of(
            "tuning_trials",
            "What a search for better settings tried and found.",
            List.of("trial", "popularity_weight", "metric"),
            required("trial", DataTypes.IntegerType, "The trial's number; 0 is of the settings as they were."),
            required(
                    "popularity_weight",
                    DataTypes.DoubleType,
                    "How much of recent popularity was added to the scores."),
            required("metric", DataTypes.StringType, "Such as recall@50."),
            required("round", DataTypes.IntegerType, "The round of draws; 0 for the settings as they were."),
            required("rank", DataTypes.IntegerType, "The factors' length."),
            required("iterations", DataTypes.IntegerType, "How often both sides were solved."),
            required("regularization", DataTypes.DoubleType, "λ."),
            required("frequency_exponent", DataTypes.DoubleType, "ν of the regularisation."),
            required("alpha", DataTypes.DoubleType, "α of the confidence α₀ + α·|strength|."),
            required("unobserved_weight", DataTypes.DoubleType, "α₀."),
            required("value", DataTypes.DoubleType, "The mean over the test's users."),
            required("low", DataTypes.DoubleType, "The lower end of its 95% interval."),
            required("high", DataTypes.DoubleType, "The upper end."),
            required("score", DataTypes.DoubleType, "The geometric mean of the metrics that the search went by."),
            required("best", DataTypes.BooleanType, "Whether this trial with this weight is the best of all."),
            required("seconds", DataTypes.DoubleType, "Training and measuring took so long."));

    private TuningTrials() {}
}
