package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What other orders of the shuffled places would get, estimated from what users did. */
public final class PolicyEstimates {
    public static final String SERVED = "served";
    public static final String POLICY = "policy";
    public static final String USERS = "users";
    public static final String SHOWINGS = "showings";
    public static final String MATCHED = "matched";
    public static final String EFFECTIVE = "effective";
    public static final String OVERLAP = "overlap";
    public static final String SNIPS = "snips";
    public static final String SNIPS_LOW = "snips_low";
    public static final String SNIPS_HIGH = "snips_high";
    public static final String CLIPPED = "clipped";
    public static final String OUTCOME = "outcome";
    public static final String FINDING = "finding";

    /** The policy that shows each list as it was before the shuffle. */
    public static final String UNSHUFFLED = "unshuffled";

    /** The policy that shows the shuffled videos by their scores alone. */
    public static final String BY_SCORE = "by_score";

    /** The outcome of an estimate that meets the bounds. */
    public static final String ESTIMATED = "estimated";

    /** The outcome of an estimate that does not. */
    public static final String REFUSED = "refused";

    /** One row per policy. */
    public static final Table TABLE = Table.of(
            "policy_estimates",
            "One row per order of the candidates and policy: the acceptance that the policy would get at the places that "
                    + "users looked at, estimated from shuffled lists shown in the last outcomes.window-days days.",
            List.of(SERVED, POLICY),
            required(
                    SERVED,
                    DataTypes.StringType,
                    "The order of the candidates of the lists: best, model or popularity."),
            required(
                    POLICY,
                    DataTypes.StringType,
                    "unshuffled: the list before the shuffle; by_score: the same videos, those with higher scores "
                            + "first, so that re-ranking changes no place."),
            required(USERS, DataTypes.LongType, "Number of users with a showing at a shuffled place."),
            required(SHOWINGS, DataTypes.LongType, "n, the number of showings at shuffled places."),
            required(
                    MATCHED,
                    DataTypes.LongType,
                    "Of these, those where the policy would have shown the same video at the same place."),
            required(EFFECTIVE, DataTypes.DoubleType, "Effective number of showings, (Σ w)² / Σ w²."),
            required(
                    OVERLAP,
                    DataTypes.DoubleType,
                    "The mean weight Σ w / n; it is 1, but for chance, where users were shown all that the policy shows."),
            optional(
                    SNIPS,
                    DataTypes.DoubleType,
                    "The self-normalised estimate of the acceptance, in [0, 1]; null if refused."),
            optional(SNIPS_LOW, DataTypes.DoubleType, "The lower end of its 95% interval over users; null if refused."),
            optional(SNIPS_HIGH, DataTypes.DoubleType, "The upper end; null if refused."),
            optional(
                    CLIPPED,
                    DataTypes.DoubleType,
                    "The estimate with weights of at most outcomes.clip, Σ min(w, M) δ / n; null if refused."),
            required(OUTCOME, DataTypes.StringType, "estimated or refused."),
            required(FINDING, DataTypes.StringType, "The outcome in words."));

    private PolicyEstimates() {}
}
