package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** How the lists of users in an experiment were mixed or shuffled. */
public final class ListExperiments {
    public static final String USER_ID = "user_id";
    public static final String SERVED = "served";
    public static final String RIVAL = "rival";
    public static final String TEAMS = "teams";
    public static final String FORMER_PLACES = "former_places";
    public static final String PROPENSITIES = "propensities";

    /** One row per user in an experiment. */
    public static final Table TABLE = Table.of(
            "list_experiments",
            "One row per user whose list in recommendations was interleaved or shuffled, in arrays parallel to that "
                    + "list; no rows without recommend.experiments.",
            List.of(USER_ID),
            required(USER_ID, DataTypes.StringType, "The user's id."),
            required(SERVED, DataTypes.StringType, "The order of all other users' lists: best, model or popularity."),
            optional(RIVAL, DataTypes.StringType, "The order it was interleaved with; null for a shuffled list."),
            optional(
                    TEAMS,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Which order picked each video: served, rival, or neither where one of both had no more; null for a "
                            + "shuffled list."),
            optional(
                    FORMER_PLACES,
                    DataTypes.createArrayType(DataTypes.IntegerType, false),
                    "Each video's place before the shuffle, from 1; null for an interleaved list."),
            optional(
                    PROPENSITIES,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "The probability with which each video stands at its place, in [0, 1]; null for an interleaved list."));

    private ListExperiments() {}
}
