package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** How well each ranking does on the held-out days. */
public final class ModelQuality {
    public static final String MODEL = "model";
    public static final String SEGMENT = "segment";
    public static final String METRIC = "metric";
    public static final String VALUE = "value";
    public static final String LOW = "low";
    public static final String HIGH = "high";
    public static final String USERS = "users";
    public static final String DIFFERENCE = "difference";
    public static final String DIFFERENCE_LOW = "difference_low";
    public static final String DIFFERENCE_HIGH = "difference_high";
    public static final String P = "p";

    /** The served model. */
    public static final String SERVED = "als+recent";

    /** What the published night would serve. */
    public static final String PUBLISHED = "published";

    /** The served model without factors for videos that have no interactions. */
    public static final String TRAINED = "als+recent-new";

    /** The served model's lists, re-ranked without quotas. */
    public static final String DIVERSE = "lists-shares";

    /** The served model's lists, re-ranked: those that users get. */
    public static final String LISTS = "lists";

    /** The prefix of a learner's name: the learner re-orders the first candidates of the served model. */
    public static final String LEARNED = "als+";

    /** One row per model, segment and metric. */
    public static final Table TABLE = Table.of(
            "model_quality",
            "One row per model, segment and metric: how well the model's ranking finds what "
                    + "users wanted in the held-out days, and what its lists are like.",
            List.of(MODEL, SEGMENT, METRIC),
            required(
                    MODEL,
                    DataTypes.StringType,
                    "als+recent (what is served by score), als+recent-new (the same without factors for "
                            + "videos without interactions), lists (what is served, re-ranked as users see it), "
                            + "lists-shares (the same without quotas), lists:NAME (re-ranked as "
                            + "recommend.rerank-variants says), als, mllib+recent, mllib (the same with Spark's "
                            + "MLlib), neighbours+recent, neighbours, bias, recent_popularity, popularity; "
                            + "als+logistic, als+boosted, als+perceptron: learned rankings of als+recent's first "
                            + "candidates; or published: what the published night would serve."),
            required(
                    SEGMENT,
                    DataTypes.StringType,
                    "all; groups of users by activity= or attribute.NAME=; positives by the video's "
                            + "length=, freshness= or creator=; or one of these names alone, for the parity of its "
                            + "groups."),
            required(
                    METRIC,
                    DataTypes.StringType,
                    "recall@k, capped_recall@k, precision@k, ndcg@k, map@k, hit_rate@k, mrr, "
                            + "percentile_rank; of the first 20 places: coverage, gini, largest_share, "
                            + "creator_coverage, creator_gini, novelty, diversity, new_share, small_creator_share; "
                            + "parity_recall, parity_ndcg."),
            required(
                    VALUE,
                    DataTypes.DoubleType,
                    "The mean over the evaluated users, or the value for all their lists together."),
            required(LOW, DataTypes.DoubleType, "The lower end of the value's 95% interval, by bootstrap over users."),
            required(HIGH, DataTypes.DoubleType, "The upper end of that interval."),
            required(USERS, DataTypes.LongType, "The number of evaluated users who have a value."),
            optional(
                    DIFFERENCE,
                    DataTypes.DoubleType,
                    "The value minus that of the served model, on the same users; null for the served model."),
            optional(
                    DIFFERENCE_LOW,
                    DataTypes.DoubleType,
                    "The lower end of the difference's 95% interval; null without a difference."),
            optional(DIFFERENCE_HIGH, DataTypes.DoubleType, "The upper end of that interval."),
            optional(
                    P,
                    DataTypes.DoubleType,
                    "The p-value of the difference, paired and two-sided; null without a difference."));

    private ModelQuality() {}
}
