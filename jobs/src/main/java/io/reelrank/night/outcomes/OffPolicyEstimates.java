package io.reelrank.night.outcomes;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.OutcomeSettings;
import io.reelrank.core.tables.ListExperiments;
import io.reelrank.core.tables.PolicyEstimates;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.engine.estimates.ClusteredRatio;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a policy h would get, from showings i of another whose propensities p_i are known. δ_i is 1 for a showing with a valid
 * view, otherwise 0, and the weight is w_i = h(y_i | x_i) / p_i; h is 1 where the policy would show the user x_i the same video
 * y_i at the same place, otherwise 0.
 *
 * <pre>
 * R̂_SNIPS = Σ w_i δ_i / Σ w_i             (Swaminathan, Joachims 2015, "The self-normalized estimator for counterfactual learning", NIPS)
 * R̂_clip  = Σ min(w_i, M) δ_i / n         (Bottou et al. 2013, "Counterfactual reasoning and learning systems", JMLR)
 * n_e     = (Σ w_i)² / Σ w_i²             (Owen 2013, "Monte Carlo theory, methods and examples", ch. 9: effective sample size)
 * S       = Σ w_i / n                     (1 on average, if p &gt; 0 wherever h &gt; 0)
 * </pre>
 *
 * <p>An estimate of n_e below a bound, or with S further from 1 than a bound, is refused: it would say more about chance, or
 * about what was not shown, than about h. It holds for the places that users looked at, as long as how far they look does not
 * depend on what they see.
 *
 * @param settings M and the bounds
 */
record OffPolicyEstimates(OutcomeSettings settings) {
    /** The place of a showing's video by the scores of the shuffled places: 1, and 1 for each of these videos before it. */
    private static final String SCORE_PLACE = """
            1 + size(filter(
                transform(
                    slice(former_places, 1, size(filter(propensities, p -> p < 1))),
                    (former, i) -> struct(-scores[i] as s, former as f)),
                other -> other < struct(-scores[list_place - 1] as s, former_places[list_place - 1] as f)))""";

    private static final String WEIGHT = "weight";
    private static final String SUMS = "sums";
    private static final String WEIGHTED = "weighted";
    private static final String WEIGHTS = "weights";
    private static final String SQUARES = "squares";
    private static final String CLIPPED_SUM = "clipped_sum";

    /**
     * The rows of {@code policy_estimates}.
     *
     * @param showings {@code user_id, served, is_accepted, list_place}, and the list's {@code scores, former_places} and {@code
     *     propensities}
     */
    Dataset<Row> of(Dataset<Row> showings) {
        // Rounded, because 1/k as a float is not exact, and a sum of weights should be.
        Column inverse = rint(lit(1e6).divide(
                                expr("propensities[list_place - 1]").cast("double")))
                .divide(1e6);
        Dataset<Row> shuffled = showings.filter(expr("propensities[list_place - 1] < 1"));
        Dataset<Row> policies = policy(
                        shuffled,
                        PolicyEstimates.UNSHUFFLED,
                        expr("former_places[list_place - 1] = list_place"),
                        inverse)
                .unionByName(policy(shuffled, PolicyEstimates.BY_SCORE, expr(SCORE_PLACE + " = list_place"), inverse));
        Dataset<Row> sums = policies.groupBy(ListExperiments.SERVED, PolicyEstimates.POLICY, UserIndex.USER_ID)
                .agg(
                        count(lit(1)).as(PolicyEstimates.SHOWINGS),
                        count_if(col(WEIGHT).gt(0)).as(PolicyEstimates.MATCHED),
                        sum(col(WEIGHT).multiply(col(ShownLists.IS_ACCEPTED))).as(WEIGHTED),
                        sum(WEIGHT).as(WEIGHTS),
                        sum(col(WEIGHT).multiply(col(WEIGHT))).as(SQUARES),
                        sum(least(col(WEIGHT), lit(settings.clip())).multiply(col(ShownLists.IS_ACCEPTED)))
                                .as(CLIPPED_SUM))
                .groupBy(ListExperiments.SERVED, PolicyEstimates.POLICY)
                .agg(
                        count(lit(1)).as(PolicyEstimates.USERS),
                        sum(PolicyEstimates.SHOWINGS).as(PolicyEstimates.SHOWINGS),
                        sum(PolicyEstimates.MATCHED).as(PolicyEstimates.MATCHED),
                        sum(SQUARES).as(SQUARES),
                        sum(CLIPPED_SUM).as(CLIPPED_SUM),
                        ClusteredRatio.sums(col(WEIGHTED), col(WEIGHTS)).as(SUMS));
        return judged(sums);
    }

    private static Dataset<Row> policy(Dataset<Row> showings, String name, Column isSame, Column inverse) {
        return showings.select(
                col(UserIndex.USER_ID),
                col(ListExperiments.SERVED),
                col(ShownLists.IS_ACCEPTED),
                lit(name).as(PolicyEstimates.POLICY),
                when(isSame, inverse).otherwise(0.0).as(WEIGHT));
    }

    private Dataset<Row> judged(Dataset<Row> sums) {
        ClusteredRatio snips = ClusteredRatio.of(SUMS);
        Column n = col(PolicyEstimates.SHOWINGS).cast("double");
        Column squares = when(col(SQUARES).gt(0), col(SQUARES)).otherwise(1.0);
        Column effective = snips.whole().multiply(snips.whole()).divide(squares);
        Column isTooFew = col(PolicyEstimates.EFFECTIVE).lt(settings.minEffective());
        Column isOff = abs(col(PolicyEstimates.OVERLAP).minus(1)).gt(settings.maxOverlapGap());
        Column isGiven = col(PolicyEstimates.OUTCOME).equalTo(PolicyEstimates.ESTIMATED);
        return sums.withColumn(PolicyEstimates.EFFECTIVE, effective)
                .withColumn(PolicyEstimates.OVERLAP, snips.whole().divide(n))
                .withColumn(
                        PolicyEstimates.OUTCOME,
                        when(isTooFew.or(isOff), PolicyEstimates.REFUSED).otherwise(PolicyEstimates.ESTIMATED))
                .withColumn(
                        PolicyEstimates.FINDING,
                        when(
                                        isTooFew,
                                        format_string(
                                                "%.0f effective showings, fewer than outcomes.min-effective = %.0f",
                                                col(PolicyEstimates.EFFECTIVE), lit(settings.minEffective())))
                                .when(
                                        isOff,
                                        format_string(
                                                "the mean weight is %.3f, further from 1 than outcomes.max-overlap-gap = %.3f",
                                                col(PolicyEstimates.OVERLAP), lit(settings.maxOverlapGap())))
                                .otherwise(format_string(
                                        "from %.0f effective showings, with a mean weight of %.3f",
                                        col(PolicyEstimates.EFFECTIVE), col(PolicyEstimates.OVERLAP))))
                .withColumn(PolicyEstimates.SNIPS, when(isGiven, snips.ratio()))
                .withColumn(PolicyEstimates.SNIPS_LOW, when(isGiven, snips.lower()))
                .withColumn(PolicyEstimates.SNIPS_HIGH, when(isGiven, snips.upper()))
                .withColumn(
                        PolicyEstimates.CLIPPED, when(isGiven, col(CLIPPED_SUM).divide(n)));
    }
}
