package io.reelrank.engine.als;

import static io.reelrank.Frames.factors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.CheckpointedTest;
import io.reelrank.Frames;
import io.reelrank.engine.solver.InitialFactors;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.Regularization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AlternatingSweepsTest extends CheckpointedTest {
    private static final int USERS = 120;
    private static final int ITEMS = 70;
    private static final int RANK = 6;
    private static final long ALL = Long.MAX_VALUE;
    private static final long NOTHING = 0;
    private static final int WHOLE = Integer.MAX_VALUE;
    private static final Objective MLLIB = new Objective(8, 1, new Regularization.PositiveScaled(0.2));
    private static final Objective SCALED = new Objective(1, 0.02, new Regularization.FrequencyScaled(0.05, 0.7));

    @Test
    void theLossIsTheObjectiveOverAllPairsAndNeverRises() {
        for (Objective objective : List.of(MLLIB, SCALED)) {
            List<Sweep> sweeps = new ArrayList<>();
            Factorization found =
                    new AlternatingSweeps(objective, settings(4, 3, ALL)).run(frame(3), Optional.empty(), sweeps::add);

            double loss = loss(objective, factors(found.users()), factors(found.items()));
            assertThat(sweeps.get(3).loss()).isCloseTo(loss, within(1e-4 * loss));
            for (int i = 1; i < sweeps.size(); i++) {
                assertThat(sweeps.get(i).loss()).isLessThan(sweeps.get(i - 1).loss());
            }
        }
    }

    @Test
    void routingGivesTheSameFactorsAsBroadcasting() {
        Factorization broadcast = run(settings(2, 5, ALL), frame(3));
        // The 70 items fit, the 120 users do not.
        Factorization oneRouted = run(settings(2, 5, 4L * RANK * ITEMS), frame(3));
        Factorization routed = run(settings(2, 5, NOTHING), frame(3));

        assertSame(oneRouted, broadcast);
        assertSame(routed, broadcast);
    }

    @Test
    void theFactorsAreTheSameToTheLastBitForAnyPartitionsAndOrder() {
        Factorization one = run(settings(2, 5, ALL), frame(1));
        for (int partitions : new int[] {2, 7}) {
            assertSame(run(settings(2, 5, ALL), frame(partitions)), one);
        }
        assertSame(run(settings(2, 5, NOTHING), frame(7)), one);
    }

    @Test
    void splitRowsGiveTheSameFactorsAndLoss() {
        SweepSettings whole = settings(3, 5, ALL);
        for (int limit : new int[] {1, 7, 30}) {
            for (long broadcast : new long[] {ALL, NOTHING}) {
                SweepSettings split = new SweepSettings(RANK, 3, 0, 5, whole.initial(), broadcast, 0, limit, 3);
                List<Sweep> sweeps = new ArrayList<>();
                Factorization found = new AlternatingSweeps(SCALED, split).run(frame(3), Optional.empty(), sweeps::add);

                Map<Integer, float[]> expected = factors(run(whole, frame(3)).users());
                factors(found.users())
                        .forEach((id, x) -> assertThat(x).containsExactly(expected.get(id), offset(1e-4f)));
                double loss = loss(SCALED, factors(found.users()), factors(found.items()));
                assertThat(sweeps.get(2).loss()).isCloseTo(loss, within(1e-4 * loss));
                assertThat(new ModelLoss(SCALED, split).of(frame(3), found.users(), found.items()))
                        .isCloseTo(loss, within(1e-4 * loss));
                assertSame(run(split, frame(7)), found);
            }
        }
    }

    @Test
    void theScoresDoNotDependOnTheNumberOfBlocks() {
        float[][] one = scores(run(settings(2, 1, ALL), frame(3)));
        float[][] many = scores(run(settings(2, 13, ALL), frame(3)));
        for (int user = 0; user < USERS; user++) {
            assertThat(many[user]).containsExactly(one[user], offset(1e-4f));
        }
    }

    @Test
    void sweepsFromConvergedMllibFactorsGainNothing() {
        ALSModel mllib = new ALS()
                .setImplicitPrefs(true)
                .setRank(RANK)
                .setMaxIter(30)
                .setRegParam(0.2)
                .setAlpha(8)
                .setSeed(3)
                .setNumBlocks(2)
                .setUserCol("user_idx")
                .setItemCol("video_idx")
                .setRatingCol("strength")
                .fit(frame(3));
        double theirs = loss(
                MLLIB,
                factors(mllib.userFactors().toDF("id", "factors")),
                factors(mllib.itemFactors().toDF("id", "factors")));

        List<Sweep> sweeps = new ArrayList<>();
        new AlternatingSweeps(MLLIB, settings(2, 3, ALL))
                .run(frame(3), Optional.of(mllib.itemFactors().toDF("video_idx", "factors")), sweeps::add);

        assertThat(sweeps.get(1).loss()).isCloseTo(theirs, within(1e-3 * theirs));
    }

    @Test
    void aWarmStartContinuesTheDescent() {
        List<Sweep> cold = new ArrayList<>();
        new AlternatingSweeps(SCALED, settings(7, 3, ALL)).run(frame(3), Optional.empty(), cold::add);

        Factorization five = run(settings(5, 3, ALL), frame(3));
        List<Sweep> warm = new ArrayList<>();
        new AlternatingSweeps(SCALED, settings(2, 3, ALL)).run(frame(3), Optional.of(five.items()), warm::add);

        assertThat(warm.get(1).loss())
                .isCloseTo(cold.get(6).loss(), within(1e-5 * cold.get(6).loss()));
    }

    @Test
    void anItemWithoutWarmFactorsGetsThemFromItsUsers() {
        Factorization yesterday = run(settings(5, 3, ALL), frame(3));
        Dataset<Row> without = yesterday.items().filter("video_idx <> 5");

        Factorization today = run(settings(2, 3, ALL), frame(3), Optional.of(without));

        assertThat(factors(today.items())).hasSize(ITEMS);
        assertThat(scores(today)[5]).usingComparatorWithPrecision(0.3f).isNotEmpty();
        assertThat(factors(today.items()).get(5)).isNotEqualTo(new float[RANK]);
    }

    @Test
    void gradientStepsReachTheSameLossAndUsersAreSolvedExactlyInTheEnd() {
        List<Sweep> exact = new ArrayList<>();
        new AlternatingSweeps(SCALED, settings(12, 3, ALL)).run(frame(3), Optional.empty(), exact::add);
        List<Sweep> improved = new ArrayList<>();
        SweepSettings settings = new SweepSettings(RANK, 12, 0, 3, new InitialFactors(7, 0.1), ALL, 2, WHOLE, 5);
        Factorization found = new AlternatingSweeps(SCALED, settings).run(frame(3), Optional.empty(), improved::add);

        double last = improved.get(11).loss();
        assertThat(last)
                .isCloseTo(exact.get(11).loss(), within(1e-2 * last))
                .isNotEqualTo(exact.get(11).loss());
        for (int i = 1; i < improved.size(); i++) {
            assertThat(improved.get(i).loss()).isLessThan(improved.get(i - 1).loss());
        }
        assertThat(new ModelLoss(SCALED, settings).of(frame(3), found.users(), found.items()))
                .isLessThan(last);

        // A warm start without a sweep gives the users that are exact for these items.
        Factorization solved = run(settings(0, 3, ALL), frame(3), Optional.of(found.items()));
        Map<Integer, float[]> expected = factors(solved.users());
        factors(found.users()).forEach((id, x) -> assertThat(x).containsExactly(expected.get(id), offset(1e-5f)));
    }

    @Test
    void theSweepsEndWhenTheLossStalls() {
        List<Sweep> sweeps = new ArrayList<>();
        SweepSettings settings = new SweepSettings(RANK, 100, 0.01, 3, new InitialFactors(7, 0.1), ALL, 0, WHOLE, 5);
        new AlternatingSweeps(SCALED, settings).run(frame(3), Optional.empty(), sweeps::add);

        assertThat(sweeps).hasSizeBetween(3, 60);
        int last = sweeps.size() - 1;
        assertThat(sweeps.get(last).loss())
                .isGreaterThan(0.99 * sweeps.get(last - 1).loss());
        assertThat(sweeps.get(last - 1).loss())
                .isLessThan(0.99 * sweeps.get(last - 2).loss());
    }

    @Test
    void withoutASweepGradientStepsLeaveTheRandomFactors() {
        SweepSettings settings = new SweepSettings(RANK, 0, 0, 3, new InitialFactors(7, 0.1), ALL, 2, WHOLE, 5);

        assertSame(run(settings, frame(3)), run(settings(0, 3, ALL), frame(3)));
    }

    @Test
    void aFactorizationThatDoesNotFitIsRefusedWithWhatWouldFit() {
        SweepSettings settings = new SweepSettings(64, 1, 0, 8, new InitialFactors(7, 0.1), ALL, 0, WHOLE, 5);
        assertThatExceptionOfType(InsufficientHeapException.class)
                .isThrownBy(() -> new HeapBudget(200e6, 100e6, 4, 500e6).require(settings, 1_000_000, 20_000))
                .withMessage("1,000,000 users x 20,000 videos of rank 64 in 8 blocks need about 600 MB of an"
                        + " executor's heap (200 MB broadcast, 4 tasks of 100 MB), and it has 500 MB, of which 60% are for"
                        + " this")
                .satisfies(refused -> {
                    assertThat(refused.neededBytes()).isEqualTo(600e6);
                    assertThat(refused.heapBytes()).isEqualTo(500e6);
                    assertThat(refused.remedy())
                            .isEqualTo(new InsufficientHeapException.HeapRemedy(32, 16, 100e6, 1000e6));
                });
        assertThatNoException()
                .isThrownBy(() -> new HeapBudget(200e6, 100e6, 4, 1000e6).require(settings, 1_000_000, 20_000));
    }

    private static Factorization run(SweepSettings settings, Dataset<Row> ratings) {
        return run(settings, ratings, Optional.empty());
    }

    private static Factorization run(SweepSettings settings, Dataset<Row> ratings, Optional<Dataset<Row>> warm) {
        return new AlternatingSweeps(SCALED, settings).run(ratings, warm, sweep -> {});
    }

    private static SweepSettings settings(int iterations, int blocks, long broadcastBytes) {
        return new SweepSettings(RANK, iterations, 0, blocks, new InitialFactors(7, 0.1), broadcastBytes, 0, WHOLE, 3);
    }

    private static void assertSame(Factorization found, Factorization expected) {
        Map<Integer, float[]> users = factors(expected.users());
        Map<Integer, float[]> items = factors(expected.items());
        assertThat(users).hasSize(USERS);
        assertThat(items).hasSize(ITEMS);
        factors(found.users()).forEach((id, x) -> assertThat(x).containsExactly(users.get(id)));
        factors(found.items()).forEach((id, y) -> assertThat(y).containsExactly(items.get(id)));
    }

    private static float[][] scores(Factorization found) {
        Map<Integer, float[]> users = factors(found.users());
        Map<Integer, float[]> items = factors(found.items());
        float[][] scores = new float[USERS][ITEMS];
        users.forEach((user, x) -> items.forEach((item, y) -> scores[user][item] = (float) dot(x, y)));
        return scores;
    }

    /** The objective by its definition, over all pairs. */
    private static double loss(Objective objective, Map<Integer, float[]> users, Map<Integer, float[]> items) {
        Map<Integer, Map<Integer, Float>> strengths = strengths();
        double loss = 0;
        Map<Integer, int[]> ofItem = new HashMap<>();
        for (Map.Entry<Integer, float[]> user : users.entrySet()) {
            Map<Integer, Float> row = strengths.get(user.getKey());
            int positives = 0;
            for (Map.Entry<Integer, float[]> item : items.entrySet()) {
                float r = row.getOrDefault(item.getKey(), 0f);
                double p = r > 0 ? 1 : 0;
                double miss = p - dot(user.getValue(), item.getValue());
                loss += (objective.unobserved() + objective.alpha() * Math.abs(r)) * miss * miss;
                if (r != 0) {
                    int[] counts = ofItem.computeIfAbsent(item.getKey(), key -> new int[2]);
                    counts[0]++;
                    counts[1] += r > 0 ? 1 : 0;
                    positives += r > 0 ? 1 : 0;
                }
            }
            loss += lambda(objective, row.size(), positives, items.size()) * dot(user.getValue(), user.getValue());
        }
        for (Map.Entry<Integer, float[]> item : items.entrySet()) {
            int[] counts = ofItem.get(item.getKey());
            loss += lambda(objective, counts[0], counts[1], users.size()) * dot(item.getValue(), item.getValue());
        }
        return loss;
    }

    private static double lambda(Objective objective, int observed, int positives, int others) {
        return objective.equals(MLLIB)
                ? 0.2 * positives
                : 0.05 * Math.pow(observed + objective.unobserved() * others, 0.7);
    }

    private static Map<Integer, Map<Integer, Float>> strengths() {
        Random random = new Random(3);
        Map<Integer, Map<Integer, Float>> strengths = new HashMap<>();
        for (int user = 0; user < USERS; user++) {
            Map<Integer, Float> row = new HashMap<>();
            row.put(user % ITEMS, 1f);
            for (int n = 0; n < 3 + user % 12; n++) {
                int item = (int) (ITEMS * random.nextDouble() * random.nextDouble());
                row.put(item, random.nextInt(5) == 0 ? -1f : 1 + random.nextFloat());
            }
            strengths.put(user, row);
        }
        return strengths;
    }

    private static Dataset<Row> frame(int partitions) {
        return Frames.strengths(spark(), strengths()).repartition(partitions);
    }

    private static double dot(float[] x, float[] y) {
        double dot = 0;
        for (int k = 0; k < x.length; k++) {
            dot += (double) x[k] * y[k];
        }
        return dot;
    }
}
