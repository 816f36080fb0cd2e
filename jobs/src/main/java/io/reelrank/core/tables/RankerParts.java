package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The learned ranker that serves, as numbers. */
public final class RankerParts {
    /** One row a part. */
    public static final Table TABLE = Table.of(
            "ranker_parts",
            "The learned ranker that serves, as numbers; empty where none does.",
            List.of("learner", "part"),
            required("learner", DataTypes.StringType, "logistic, boosted or perceptron."),
            required("part", DataTypes.StringType, "What the numbers are, such as weights; package ranker knows them."),
            required("numbers", DataTypes.createArrayType(DataTypes.DoubleType, false), "The numbers in their order."));

    private RankerParts() {}
}
