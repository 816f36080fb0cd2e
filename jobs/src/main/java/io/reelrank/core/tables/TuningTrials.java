package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The trials of a search for better settings. */
public final class TuningTrials {
    public static final String TRIAL = "trial";
    public static final String POPULARITY_WEIGHT = "popularity_weight";
    public static final String METRIC = "metric";
    public static final String ROUND = "round";
    public static final String RANK = "rank";
    public static final String ITERATIONS = "iterations";
    public static final String REGULARIZATION = "regularization";
    public static final String FREQUENCY_EXPONENT = "frequency_exponent";
    public static final String ALPHA = "alpha";
    public static final String UNOBSERVED_WEIGHT = "unobserved_weight";
    public static final String VALUE = "value";
    public static final String LOW = "low";
    public static final String HIGH = "high";
    public static final String SCORE = "score";
    public static final String BEST = "best";
    public static final String SECONDS = "seconds";

    /** One row per trial, weight of popularity and metric. */
    public static final Table TABLE = Table.of(
            "tuning_trials",
            "One row per trial of a settings search, weight of popularity and metric.",
            List.of(TRIAL, POPULARITY_WEIGHT, METRIC),
            required(TRIAL, DataTypes.IntegerType, "The trial's number; 0 for the settings before the search."),
            required(POPULARITY_WEIGHT, DataTypes.DoubleType, "The weight of recent popularity in the scores."),
            required(METRIC, DataTypes.StringType, "The metric, such as recall@50."),
            required(ROUND, DataTypes.IntegerType, "The round of draws; 0 for the settings before the search."),
            required(RANK, DataTypes.IntegerType, "The number of factors."),
            required(ITERATIONS, DataTypes.IntegerType, "The number of sweeps."),
            required(REGULARIZATION, DataTypes.DoubleType, "λ."),
            required(FREQUENCY_EXPONENT, DataTypes.DoubleType, "ν of the regularisation."),
            required(ALPHA, DataTypes.DoubleType, "α of the confidence α₀ + α·|strength|."),
            required(UNOBSERVED_WEIGHT, DataTypes.DoubleType, "α₀."),
            required(VALUE, DataTypes.DoubleType, "The mean over the evaluated users."),
            required(LOW, DataTypes.DoubleType, "The lower end of the value's 95% interval."),
            required(HIGH, DataTypes.DoubleType, "The upper end of that interval."),
            required(SCORE, DataTypes.DoubleType, "The geometric mean of the metrics that the search maximises."),
            required(BEST, DataTypes.BooleanType, "Whether this trial with this weight is the best of all."),
            required(SECONDS, DataTypes.DoubleType, "The duration of training and measuring in seconds."));

    private TuningTrials() {}
}
