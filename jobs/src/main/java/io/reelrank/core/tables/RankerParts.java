package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The learned ranker that serves, as numbers. */
public final class RankerParts {
    public static final String LEARNER = "learner";
    public static final String PART = "part";
    public static final String NUMBERS = "numbers";

    /** One row per part. */
    public static final Table TABLE = Table.of(
            "ranker_parts",
            "One row per part of the learned ranker that serves; empty if none serves.",
            List.of(LEARNER, PART),
            required(LEARNER, DataTypes.StringType, "logistic, boosted or perceptron."),
            required(
                    PART,
                    DataTypes.StringType,
                    "What the numbers are, such as weights; the package engine.ranker defines the parts."),
            required(NUMBERS, DataTypes.createArrayType(DataTypes.DoubleType, false), "The numbers in their order."));

    private RankerParts() {}
}
