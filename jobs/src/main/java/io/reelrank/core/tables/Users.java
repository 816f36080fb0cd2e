package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;
import static org.apache.spark.sql.functions.col;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The newest state of every user known by the date. */
public final class Users {
    public static final String USER_ID = "user_id";
    public static final String REGISTERED_AT = "registered_at";
    public static final String ATTRIBUTES = "attributes";
    public static final String STATUS = "status";
    public static final String UPDATED_AT = "updated_at";
    public static final String KNOWN_SINCE = "known_since";

    /** One row a user. */
    public static final Table TABLE = Table.of(
            "users",
            "The newest state of every user known by the date.",
            List.of(USER_ID),
            required(USER_ID, DataTypes.StringType, "The user."),
            optional(REGISTERED_AT, DataTypes.TimestampType, "When they joined, UTC; null where unknown."),
            required(
                    ATTRIBUTES,
                    DataTypes.createArrayType(
                            new StructType()
                                    .add("name", DataTypes.StringType, false)
                                    .add("value", DataTypes.StringType),
                            false),
                    "What the source tells of them, by name."),
            required(
                    STATUS,
                    DataTypes.StringType,
                    "active, or forgotten: the user asked to be, and nothing is collected or learned of them."),
            optional(
                    UPDATED_AT,
                    DataTypes.TimestampType,
                    "When the source last changed this, UTC; null where it does not say."),
            required(KNOWN_SINCE, DataTypes.DateType, "The day of the file that first told of them."));

    private Users() {}

    /**
     * The ids of those who asked to be forgotten.
     *
     * @param users rows of this table
     * @return {@code user_id}
     */
    public static Dataset<Row> forgotten(Dataset<Row> users) {
        return users.filter(col(STATUS).equalTo("forgotten")).select(USER_ID);
    }

    /**
     * The rows of everybody else. Where nobody asked to be forgotten the rows stay where they are: a join would bring all
     * rows of a user to one task, and Spark cuts that of a hyperactive one only where there is something to join.
     *
     * @param forgotten {@code user_id}, as {@link #forgotten} gives them
     * @param rows any with {@code user_id}
     */
    public static Dataset<Row> without(Dataset<Row> forgotten, Dataset<Row> rows) {
        return forgotten.isEmpty() ? rows : rows.join(forgotten, new String[] {USER_ID}, "left_anti");
    }
}
