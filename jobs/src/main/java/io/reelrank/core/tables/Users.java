package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The latest state of every user known by the date. */
public final class Users {
    public static final String USER_ID = "user_id";
    public static final String REGISTERED_AT = "registered_at";
    public static final String ATTRIBUTES = "attributes";
    public static final String STATUS = "status";
    public static final String UPDATED_AT = "updated_at";
    public static final String KNOWN_SINCE = "known_since";
    public static final String CONSENT_TRAINING = "consent_training";
    public static final String CONSENT_LISTS = "consent_lists";
    public static final String CONSENT_REPORTS = "consent_reports";

    /** One row per user. */
    public static final Table TABLE = Table.of(
                    "users",
                    "One row per user known by the date, in the latest state.",
                    List.of(USER_ID),
                    required(
                            USER_ID,
                            DataTypes.StringType,
                            "The user's id, here as in all tables: a pseudonym where privacy.key is set."),
                    optional(
                            REGISTERED_AT,
                            DataTypes.TimestampType,
                            "When the user registered, UTC; null where unknown."),
                    required(
                            ATTRIBUTES,
                            DataTypes.createArrayType(
                                    new StructType()
                                            .add("name", DataTypes.StringType, false)
                                            .add("value", DataTypes.StringType),
                                    false),
                            "The user's attributes in the source, by name."),
                    required(
                            STATUS,
                            DataTypes.StringType,
                            "active, or forgotten: the user asked to be forgotten, and nothing is collected or "
                                    + "learned about the user."),
                    optional(
                            UPDATED_AT,
                            DataTypes.TimestampType,
                            "When the source last changed the row, UTC; null where it does not say."),
                    required(KNOWN_SINCE, DataTypes.DateType, "The day of the file that first contained the user."),
                    optional(
                            CONSENT_TRAINING,
                            DataTypes.BooleanType,
                            "Whether models may learn from the user's events and be measured by them; null where the source "
                                    + "does not say, which is as true."),
                    optional(
                            CONSENT_LISTS,
                            DataTypes.BooleanType,
                            "Whether the user may get a list of their own; null is as true."),
                    optional(
                            CONSENT_REPORTS,
                            DataTypes.BooleanType,
                            "Whether creators' reports may count the user; null is as true."))
            .living(Table.Lifetime.STATE);

    private Users() {}

    /**
     * The users who asked to be forgotten.
     *
     * @param users rows of this table
     * @return {@code user_id}
     */
    public static Dataset<Row> forgotten(Dataset<Row> users) {
        return users.filter(col(STATUS).equalTo("forgotten")).select(USER_ID);
    }

    /** The column of a consent: {@code training}, {@code lists} or {@code reports}. */
    public static String consent(String name) {
        return "consent_" + name;
    }

    /**
     * The users who do not agree to something.
     *
     * @param users rows of this table
     * @param consent the column of the consent
     * @return {@code user_id}
     */
    public static Dataset<Row> refusing(Dataset<Row> users, String consent) {
        return users.filter(not(col(consent))).select(USER_ID);
    }

    /**
     * The rows of all other users. If nobody asked to be forgotten, the rows are returned as they are: a join would
     * send all rows of a user to one task, and Spark splits a hyperactive user's task only if the other side has rows.
     *
     * @param forgotten {@code user_id}, as {@link #forgotten} gives them
     * @param rows rows with {@code user_id}
     */
    public static Dataset<Row> without(Dataset<Row> forgotten, Dataset<Row> rows) {
        return forgotten.isEmpty() ? rows : rows.join(forgotten, new String[] {USER_ID}, "left_anti");
    }
}
