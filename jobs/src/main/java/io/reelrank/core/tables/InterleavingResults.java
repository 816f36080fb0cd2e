package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Which of two orders users preferred where their lists were interleaved. */
public final class InterleavingResults {
    public static final String SERVED = "served";
    public static final String RIVAL = "rival";
    public static final String USERS = "users";
    public static final String SHOWINGS = "showings";
    public static final String SERVED_CREDIT = "served_credit";
    public static final String RIVAL_CREDIT = "rival_credit";
    public static final String SERVED_WINS = "served_wins";
    public static final String RIVAL_WINS = "rival_wins";
    public static final String TIES = "ties";
    public static final String DIFFERENCE = "difference";
    public static final String DIFFERENCE_LOW = "difference_low";
    public static final String DIFFERENCE_HIGH = "difference_high";
    public static final String P_VALUE = "p_value";
    public static final String WINNER = "winner";

    /** The winner where chance may explain the difference. */
    public static final String UNDECIDED = "undecided";

    /** One row per pair of orders. */
    public static final Table TABLE = Table.of(
            "interleaving_results",
            "One row per pair of orders whose lists were interleaved and shown in the last outcomes.window-days days: "
                    + "which one users preferred.",
            List.of(SERVED, RIVAL),
            required(SERVED, DataTypes.StringType, "The served order: best, model or popularity."),
            required(RIVAL, DataTypes.StringType, "The rival order."),
            required(USERS, DataTypes.LongType, "Number of users who were shown a video of either team."),
            required(SHOWINGS, DataTypes.LongType, "Number of showings of both teams."),
            required(SERVED_CREDIT, DataTypes.LongType, "Showings of the served team with a valid view."),
            required(RIVAL_CREDIT, DataTypes.LongType, "The same of the rival's team."),
            required(SERVED_WINS, DataTypes.LongType, "Number of users with more such showings of the served team."),
            required(RIVAL_WINS, DataTypes.LongType, "Number of users with more of the rival's team."),
            required(TIES, DataTypes.LongType, "Number of users with as many of both."),
            required(
                    DIFFERENCE,
                    DataTypes.DoubleType,
                    "A user's credit of the served team less that of the rival's, on average over users."),
            optional(
                    DIFFERENCE_LOW,
                    DataTypes.DoubleType,
                    "The lower end of its 95% interval; null with fewer than two users."),
            optional(DIFFERENCE_HIGH, DataTypes.DoubleType, "The upper end; null with fewer than two users."),
            required(
                    P_VALUE,
                    DataTypes.DoubleType,
                    "The two-sided probability of the sign test that wins and losses differ so much by chance."),
            required(
                    WINNER,
                    DataTypes.StringType,
                    "served or rival, if the probability is below 0.05; otherwise undecided."));

    private InterleavingResults() {}
}
