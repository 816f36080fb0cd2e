package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The suspected bots. Their events stay in {@code events} and do not count. */
public final class Suspects {
    public static final String USER_ID = "user_id";
    public static final String REASON = "reason";
    public static final String FIGURE = "figure";
    public static final String THRESHOLD = "threshold";
    public static final String MEDIAN = "median";
    public static final String SPREAD = "spread";
    public static final String EVIDENCE = "evidence";

    /** One row per user and reason. */
    public static final Table TABLE = Table.of(
            "suspects",
            "One row per suspected bot and reason. Their events stay in events and do not count.",
            List.of(USER_ID, REASON),
            required(USER_ID, DataTypes.StringType, "The user's id."),
            required(
                    REASON,
                    DataTypes.StringType,
                    "The rule's key under reelrank.clean.rules, with underscores between words."),
            required(FIGURE, DataTypes.DoubleType, "The user's value, in the rule's unit."),
            required(
                    THRESHOLD,
                    DataTypes.DoubleType,
                    "The night's threshold; the value is above or below it, as the rule says."),
            required(MEDIAN, DataTypes.DoubleType, "The median of the value over all users with enough evidence."),
            required(
                    SPREAD,
                    DataTypes.DoubleType,
                    "The factor by which a typical user's value differs from the median: e to the power "
                            + "of 1.4826 times the median absolute deviation of the value's logarithm. For a value "
                            + "with a maximum, the same for its odds. At least 1."),
            required(EVIDENCE, DataTypes.LongType, "The number of plays or likes behind the value."));

    private Suspects() {}
}
