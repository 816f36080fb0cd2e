package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The trained model's users. */
public final class SplitUserFactors {
    public static final String USER_IDX = "user_idx";
    public static final String FACTORS = "factors";

    /** One row a user. */
    public static final Table TABLE = Table.of(
            "split_user_factors",
            "The users of the model as trained without the held out days; the next night measures it beside its own.",
            List.of(USER_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(FACTORS, DataTypes.createArrayType(DataTypes.FloatType, false), "[rank] factors."));

    private SplitUserFactors() {}
}
