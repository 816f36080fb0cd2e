package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The trained model's users. */
public final class UserFactors {
    /** One row a user. */
    public static final Table TABLE = Table.of(
            "user_factors",
            "The trained model's users.",
            List.of("user_idx"),
            required("user_idx", DataTypes.IntegerType, "The user's number."),
            required("factors", DataTypes.createArrayType(DataTypes.FloatType, false), "[rank] factors."));

    private UserFactors() {}
}
