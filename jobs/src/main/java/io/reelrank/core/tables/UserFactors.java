package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The trained model's users. */
public final class UserFactors {
    public static final String USER_IDX = "user_idx";
    public static final String FACTORS = "factors";

    /** One row a user. */
    public static final Table TABLE = Table.of(
            "user_factors",
            "The trained model's users.",
            List.of(USER_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(FACTORS, DataTypes.createArrayType(DataTypes.FloatType, false), "[rank] factors."));

    private UserFactors() {}
}
