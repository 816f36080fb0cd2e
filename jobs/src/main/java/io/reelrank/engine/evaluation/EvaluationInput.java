package io.reelrank.engine.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The users of an evaluation, and what rankings may know of them. Users without a held-out positive are not evaluated.
 *
 * @param positives {@code user_idx, video_idx, strength}: the held-out positives, each pair once; those that are no
 *     candidates of the user do not count
 * @param seen {@code user_idx, video_idx, strength}: the interactions before, each pair once; these items are not
 *     ranked
 * @param factors model → {@code user_idx, factors}
 * @param segments {@code user_idx, segment}: the number of each user's segment
 * @param hours {@code user_idx, hours}: the share of each user's plays by part of the day
 * @param groups {@code user_idx, groups}: the groups of each user as texts such as {@code activity=heavy}, measured
 *     apart
 * @param candidates {@code user_idx, video_idx}: a user's own candidates; users without rows have the whole catalogue
 */
public record EvaluationInput(
        Dataset<Row> positives,
        Dataset<Row> seen,
        Map<String, Dataset<Row>> factors,
        Optional<Dataset<Row>> segments,
        Optional<Dataset<Row>> hours,
        Optional<Dataset<Row>> groups,
        Optional<Dataset<Row>> candidates) {
    /** Copies the map, keeping its order. */
    public EvaluationInput {
        factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    }

    /** Positives and seen items alone: no factors, no groups, and the whole catalogue as candidates. */
    public static EvaluationInput of(Dataset<Row> positives, Dataset<Row> seen) {
        return new EvaluationInput(
                positives, seen, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with a model's factors. */
    public EvaluationInput withFactors(String model, Dataset<Row> users) {
        Map<String, Dataset<Row>> more = new LinkedHashMap<>(factors);
        more.put(model, users);
        return new EvaluationInput(positives, seen, more, segments, hours, groups, candidates);
    }

    /** The same with the users' segments. */
    public EvaluationInput withSegments(Dataset<Row> users) {
        return new EvaluationInput(positives, seen, factors, Optional.of(users), hours, groups, candidates);
    }

    /** The same with the users' hours. */
    public EvaluationInput withHours(Dataset<Row> users) {
        return new EvaluationInput(positives, seen, factors, segments, Optional.of(users), groups, candidates);
    }

    /** The same with groups to measure apart. */
    public EvaluationInput withGroups(Dataset<Row> users) {
        return new EvaluationInput(positives, seen, factors, segments, hours, Optional.of(users), candidates);
    }

    /** The same with candidates of each user's own. */
    public EvaluationInput withCandidates(Dataset<Row> pairs) {
        return new EvaluationInput(positives, seen, factors, segments, hours, groups, Optional.of(pairs));
    }
}
