package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** {@code tuning_trials}. */
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

    /** One row a trial, weight of popularity and metric. */
    public static final Table TABLE = Table.of(
            "tuning_trials",
            "What a search for better settings tried and found.",
            List.of(TRIAL, POPULARITY_WEIGHT, METRIC),
            required(TRIAL, DataTypes.IntegerType, "The trial's number; 0 is of the settings as they were."),
            required(POPULARITY_WEIGHT, DataTypes.DoubleType, "How much of recent popularity was added to the scores."),
            required(METRIC, DataTypes.StringType, "Such as recall@50."),
            required(ROUND, DataTypes.IntegerType, "The round of draws; 0 for the settings as they were."),
            required(RANK, DataTypes.IntegerType, "The factors' length."),
            required(ITERATIONS, DataTypes.IntegerType, "How often both sides were solved."),
            required(REGULARIZATION, DataTypes.DoubleType, "λ."),
            required(FREQUENCY_EXPONENT, DataTypes.DoubleType, "ν of the regularisation."),
            required(ALPHA, DataTypes.DoubleType, "α of the confidence α₀ + α·|strength|."),
            required(UNOBSERVED_WEIGHT, DataTypes.DoubleType, "α₀."),
            required(VALUE, DataTypes.DoubleType, "The mean over the test's users."),
            required(LOW, DataTypes.DoubleType, "The lower end of its 95% interval."),
            required(HIGH, DataTypes.DoubleType, "The upper end."),
            required(SCORE, DataTypes.DoubleType, "The geometric mean of the metrics that the search went by."),
            required(BEST, DataTypes.BooleanType, "Whether this trial with this weight is the best of all."),
            required(SECONDS, DataTypes.DoubleType, "Training and measuring took so long."));

    private TuningTrials() {}
}
