package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** {@code model_quality}. */
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

    /** The model that is served. */
    public static final String SERVED = "als+recent";

    /** What the published night would serve. */
    public static final String PUBLISHED = "published";

    /** The same without factors of videos that nobody met. */
    public static final String TRAINED = "als+recent-new";

    /** What is served, re-ranked without the shares of places that are owed. */
    public static final String DIVERSE = "lists-shares";

    /** The lists that users get: what is served, re-ranked. */
    public static final String LISTS = "lists";

    /** What stands before a learner's name: its order of the first candidates of what is served. */
    public static final String LEARNED = "als+";

    /** One row a figure. */
    public static final Table TABLE = Table.of(
            "model_quality",
            "How well each ranking finds what users wanted in the held out days, and what its lists are like.",
            List.of(MODEL, SEGMENT, METRIC),
            required(
                    MODEL,
                    DataTypes.StringType,
                    "als+recent (what is served by score), als+recent-new (the same without factors of videos that nobody met), lists (what is served, re-ranked as users see it), lists-shares (the same without the shares of places that are owed), lists:NAME (chosen as recommend.rerank-variants says), als, mllib+recent, mllib (the same by Spark's MLlib), neighbours+recent, neighbours, bias, recent_popularity, popularity; als+logistic, als+boosted, als+perceptron: learned orders of als+recent's first candidates; or published: what the published night would serve."),
            required(
                    SEGMENT,
                    DataTypes.StringType,
                    "all; users by activity=, attribute.NAME=; videos wanted by length=, freshness=, creator=; or one of these names alone, for its groups' parity."),
            required(
                    METRIC,
                    DataTypes.StringType,
                    "recall@k, capped_recall@k, precision@k, ndcg@k, map@k, hit_rate@k, mrr, percentile_rank; of the first 20: coverage, gini, largest_share, creator_coverage, creator_gini, novelty, diversity, new_share, small_creator_share; parity_recall, parity_ndcg."),
            required(VALUE, DataTypes.DoubleType, "The mean over the test's users, or the figure of all their lists."),
            required(LOW, DataTypes.DoubleType, "The lower end of its 95% interval: bootstrap over users."),
            required(HIGH, DataTypes.DoubleType, "The upper end."),
            required(USERS, DataTypes.LongType, "Test users who have a figure."),
            optional(
                    DIFFERENCE,
                    DataTypes.DoubleType,
                    "The value less that of the model that is served, on the same users; null for the latter."),
            optional(DIFFERENCE_LOW, DataTypes.DoubleType, "The lower end of the difference's 95% interval."),
            optional(DIFFERENCE_HIGH, DataTypes.DoubleType, "The upper end."),
            optional(
                    P,
                    DataTypes.DoubleType,
                    "How likely so large a difference would be by chance: paired, two-sided."));

    private ModelQuality() {}
}
