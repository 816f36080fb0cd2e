package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.stage.RowCache;
import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.engine.estimates.NormalQuantile;
import io.reelrank.engine.reduce.ExactSum;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The test of every rule of advice on every creator with enough evidence: what was found, how large it is, and how probable it
 * is by chance.
 */
final class AdviceTests {
    private static final String TESTS = "tests";
    private static final String EXCESS = "excess";

    private final Windows windows;
    private final int minPeers;
    private final RowCache cache;

    /**
     * @param windows the windows, of which the longest is judged
     * @param minPeers the fewest creators that a creator is compared with
     * @param cache keeps what is read several times until the tests were read
     */
    AdviceTests(Windows windows, int minPeers, RowCache cache) {
        this.windows = windows;
        this.minPeers = minPeers;
        this.cache = cache;
    }

    /**
     * What is tested.
     *
     * @param comparisons of {@link PeerComparison#of}
     * @param concentration of {@link PlayConcentration#of}
     * @param evidence what needs no comparison with peers
     */
    record Tested(Dataset<Row> comparisons, Dataset<Row> concentration, AdviceEvidence evidence) {}

    /** All tests: {@code creator_id, rule, subject, evidence, value, usual, effect, effect_low, effect_high, p}. */
    Dataset<Row> of(Tested tested) {
        RateTests rates = new RateTests(windows.longest());
        Dataset<Row> contrasts = tested.evidence().contrasts();
        Dataset<Row> own = contrasts.drop(VideoContrasts.NICHE, VideoContrasts.WANTED);
        Dataset<Row> unshrunk = cache.keep(own.filter(
                        not(isOf(AdviceRule.UNDERSERVED)).and(not(isOf(AdviceRule.CLICKBAIT))))
                .unionByName(clickbait(own.filter(isOf(AdviceRule.CLICKBAIT)), rates.started(tested.comparisons())))
                .unionByName(NicheDemand.of(contrasts.filter(isOf(AdviceRule.UNDERSERVED))))
                .unionByName(tested.evidence().seconds()));
        return rates.of(tested.comparisons())
                .unionByName(new PlayConcentration(windows).tests(tested.concentration(), minPeers))
                .unionByName(shrunk(unshrunk));
    }

    private static Column isOf(AdviceRule rule) {
        return col(CreatorAdvice.RULE).equalTo(rule.key());
    }

    /** Both halves must hold, so the probability of both by chance is at most the larger one. */
    private static Dataset<Row> clickbait(Dataset<Row> left, Dataset<Row> started) {
        return left.join(started, CreatorAdvice.CREATOR_ID)
                .withColumn(CreatorAdvice.P, greatest(col(CreatorAdvice.P), col(RateTests.P_STARTED)))
                .drop(RateTests.P_STARTED);
    }

    /** τ², the variance of the true differences that a rule is about, over all creators and subjects, by the method of moments. */
    private static Column between(Dataset<Row> differences) {
        Column between = lit(0.0);
        for (Row rule : differences
                .groupBy(CreatorAdvice.RULE)
                .agg(
                        ExactSum.of(pow(col(VideoContrasts.DIFFERENCE), 2).minus(col(VideoContrasts.ERROR)))
                                .as(EXCESS),
                        count(lit(1)).as(TESTS))
                .orderBy(CreatorAdvice.RULE)
                .collectAsList()) {
            between = when(
                            col(CreatorAdvice.RULE).equalTo(rule.<String>getAs(CreatorAdvice.RULE)),
                            Math.max(0, rule.<Double>getAs(EXCESS) / rule.<Long>getAs(TESTS)))
                    .otherwise(between);
        }
        return between;
    }

    private static Dataset<Row> shrunk(Dataset<Row> differences) {
        String between = "between";
        Column trust = col(between).divide(col(VideoContrasts.ERROR).plus(col(between)));
        Column effect = col(VideoContrasts.DIFFERENCE).multiply(trust);
        // What is not known of the difference, and how much the next video may differ.
        Column range = sqrt(trust.multiply(col(VideoContrasts.ERROR)).plus(col(VideoContrasts.VARIANCE)))
                .multiply(NormalQuantile.Z90);
        return differences
                .withColumn(between, between(differences))
                .select(
                        col(CreatorAdvice.CREATOR_ID),
                        col(CreatorAdvice.RULE),
                        col(CreatorAdvice.SUBJECT),
                        col(CreatorAdvice.EVIDENCE),
                        col(CreatorAdvice.VALUE),
                        col(CreatorAdvice.USUAL),
                        effect.as(CreatorAdvice.EFFECT),
                        effect.minus(range).as(CreatorAdvice.EFFECT_LOW),
                        effect.plus(range).as(CreatorAdvice.EFFECT_HIGH),
                        col(CreatorAdvice.P));
    }
}
