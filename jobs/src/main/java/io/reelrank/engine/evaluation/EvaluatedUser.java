package io.reelrank.engine.evaluation;

import java.util.Map;
import java.util.OptionalInt;

/**
 * A user to rank for, as of the date that the models were trained for.
 *
 * @param user the user's number
 * @param seen numbers of the items the user has seen, ascending; some may be no candidates
 * @param strengths [seen] the strength of each
 * @param factors model → the user's factors, [rank] of the model; empty where the model does not know the user
 * @param segment the number of the user's segment; empty for a user without one
 * @param hours [parts of the day] the share of the user's plays; empty where it is not known
 */
// Arrays, because boxes cost more than the scoring; nobody compares users by equals.
@SuppressWarnings("ArrayRecordComponent")
public record EvaluatedUser(
        int user, int[] seen, float[] strengths, Map<String, float[]> factors, OptionalInt segment, float[] hours) {
    private static final float[] NONE = {};

    /** A user with seen items alone: no factors, no segment and no hours. */
    public static EvaluatedUser of(int user, int[] seen, float[] strengths) {
        return new EvaluatedUser(user, seen, strengths, Map.of(), OptionalInt.empty(), NONE);
    }

    /**
     * The user's factors in a model.
     *
     * @return [rank], or empty where the model does not know the user
     * @throws IllegalArgumentException if the evaluation was given no factors of the model
     */
    public float[] factors(String model) {
        float[] known = factors.get(model);
        if (known == null) {
            throw new IllegalArgumentException(
                    "no factors of %s: the evaluation has those of %s".formatted(model, factors.keySet()));
        }
        return known;
    }
}
