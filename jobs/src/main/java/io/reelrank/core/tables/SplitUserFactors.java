package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The user factors of the model trained without the held-out days. */
public final class SplitUserFactors {
    public static final String USER_IDX = "user_idx";
    public static final String FACTORS = "factors";

    /** One row per user. */
    public static final Table TABLE = Table.of(
            "split_user_factors",
            "One row per user of the model trained without the held-out days. The next night "
                    + "measures this model beside its own.",
            List.of(USER_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number, as in user_index."),
            required(FACTORS, DataTypes.createArrayType(DataTypes.FloatType, false), "[rank] the user's factors."));

    private SplitUserFactors() {}
}
