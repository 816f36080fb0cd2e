package io.reelrank.tables;

import static io.reelrank.tables.Field.required;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** How well each ranking finds what users wanted in the held out days. */
public final class ModelQuality {
    /** One row a figure. */
    public static final Table TABLE = Table.of(
            "model_quality",
            "How well each ranking finds what users wanted in the held out days.",
            List.of("model", "metric"),
            required(
                    "model",
                    DataTypes.StringType,
                    "als+recent (what is served), als, popularity or recent_popularity."),
            required("metric", DataTypes.StringType, "recall@50, ndcg@20, or hit_rate@20."),
            required("value", DataTypes.DoubleType, "Mean over the test's users, 0 to 1."),
            required("users", DataTypes.LongType, "Users with at least one test positive."));

    private ModelQuality() {}
}
