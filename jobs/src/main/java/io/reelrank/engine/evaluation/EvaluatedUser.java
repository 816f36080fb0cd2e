package io.reelrank.engine.evaluation;

/**
 * A user to rank for, as of the moment that the models were trained.
 *
 * @param user the user's number
 * @param met numbers of the items the user met before, ascending; they need not be candidates
 * @param strengths how much each of them is wanted, parallel to met
 * @param factors one array a model that has factors, empty where it does not know the user
 */
// Arrays, because boxes cost more than the scoring; nobody compares viewers by equals.
@SuppressWarnings("ArrayRecordComponent")
public record EvaluatedUser(int user, int[] met, float[] strengths, float[][] factors) {}
