package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The users of the served model for services that score on their own: a published dataset, and no table of a night. */
public final class ServedUserVectors {
    public static final String USER_ID = "user_id";
    public static final String FACTORS = "factors";
    public static final String NORM = "norm";

    /** One row per user. */
    public static final Table TABLE = Table.of(
            "user_vectors",
            "One row per user of the model that is served.",
            List.of(USER_ID),
            required(USER_ID, DataTypes.StringType, "The user's id."),
            required(FACTORS, DataTypes.createArrayType(DataTypes.FloatType, false), "[rank] the user's factors."),
            required(NORM, DataTypes.FloatType, "Their length: the root of the sum of their squares."));

    private ServedUserVectors() {}
}
