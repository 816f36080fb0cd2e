package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/**
 * Who is hardly a person, and why: one row a user and reason. Their events stay in {@code events} and count for
 * nothing.
 */
public final class Suspects {
    public static final String USER_ID = "user_id";
    public static final String REASON = "reason";
    public static final String FIGURE = "figure";
    public static final String THRESHOLD = "threshold";
    public static final String MEDIAN = "median";
    public static final String SPREAD = "spread";
    public static final String EVIDENCE = "evidence";

    /** One row a user and reason. */
    public static final Table TABLE = Table.of(
            "suspects",
            "Who is hardly a person, and why: one row a user and reason. Their events stay in events and count for nothing.",
            List.of(USER_ID, REASON),
            required(USER_ID, DataTypes.StringType, "The user."),
            required(
                    REASON,
                    DataTypes.StringType,
                    "The rule by its key under reelrank.clean.rules, words joined by underscores."),
            required(FIGURE, DataTypes.DoubleType, "The user's figure, in the rule's unit."),
            required(
                    THRESHOLD,
                    DataTypes.DoubleType,
                    "The night's bound: the figure is beyond it, above or below as the rule says."),
            required(MEDIAN, DataTypes.DoubleType, "The figure's median over all users with enough evidence."),
            required(
                    SPREAD,
                    DataTypes.DoubleType,
                    "By what factor a usual user's figure differs from the median, e to the 1.4826 median absolute"
                            + " deviation of its logarithm; where the figure has a largest value, that of its odds. At least 1."),
            required(EVIDENCE, DataTypes.LongType, "Over how many plays, or likes, the figure is."));

    private Suspects() {}
}
