package io.reelrank.engine.als;

import static io.reelrank.Frames.factors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.CheckpointedTest;
import io.reelrank.Frames;
import io.reelrank.engine.solver.InitialFactors;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.Regularization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FeaturePriorTest extends CheckpointedTest {
    private static final int USERS = 40;
    // The last ones have no ratings.
    private static final int ITEMS = 30;
    private static final int TRAINED = 24;
    private static final int FEATURES = 7;
    private static final int RANK = 3;
    private static final double ALPHA = 2;
    private static final double UNOBSERVED = 0.05;
    private static final double LAMBDA = 0.3;
    private static final double EXPONENT = 0.6;
    private static final double RIDGE = 0.4;
    private static final InitialFactors FIRST = new InitialFactors(7, 0.1);
    private static final Objective OBJECTIVE =
            new Objective(ALPHA, UNOBSERVED, new Regularization.FrequencyScaled(LAMBDA, EXPONENT));

    @Test
    void factorsMapAndLossEqualDenseAlternatingLeastSquares() {
        assertDense(Integer.MAX_VALUE);
    }

    @Test
    void splitItemsAreDrawnToTheSameMeans() {
        assertDense(5);
    }

    private static void assertDense(int splitPairs) {
        List<Sweep> sweeps = new ArrayList<>();
        Factorization found =
                sweeps(5, splitPairs).run(ratings(2), Optional.empty(), prior(items(2), RIDGE), sweeps::add);

        Dense dense = new Dense();
        for (Sweep sweep : sweeps) {
            dense.sweep();
            assertThat(sweep.loss()).isCloseTo(dense.loss(), within(1e-5 * dense.loss()));
        }
        assertThat(sweeps).hasSize(5);
        assertClose(found.users(), dense.x);
        assertClose(found.items(), dense.y);
        Map<Integer, float[]> coldItems = factors(found.coldItems());
        // The last item has no features.
        assertThat(coldItems)
                .containsOnlyKeys(IntStream.range(TRAINED, ITEMS - 1).boxed().toArray(Integer[]::new));
        coldItems.forEach((item, y) -> assertThat(doubles(y)).containsExactly(dense.mean(item), within(1e-4)));
    }

    @Test
    void theLossNeverRisesForAnyRidge() {
        for (double ridge : new double[] {1e-3, 1, 1e3}) {
            List<Sweep> sweeps = new ArrayList<>();
            sweeps(6).run(ratings(2), Optional.empty(), prior(items(2), ridge), sweeps::add);
            for (int i = 1; i < sweeps.size(); i++) {
                assertThat(sweeps.get(i).loss()).isLessThan(sweeps.get(i - 1).loss());
            }
        }
    }

    @Test
    void aHugeRidgeIsLikeNoPrior() {
        Factorization none = sweeps(4).run(ratings(2), Optional.empty(), sweep -> {});
        Factorization nearZero = run(ratings(2), items(2), 1e12);

        Map<Integer, float[]> expected = factors(none.items());
        factors(nearZero.items())
                .forEach((item, y) -> assertThat(y).containsExactly(expected.get(item), within(1e-4f)));
        assertThat(factors(none.coldItems())).isEmpty();
    }

    @Test
    void theFactorsAreTheSameToTheLastBitForAnyPartitions() {
        Factorization one = run(ratings(1), items(1), RIDGE);
        for (int partitions : new int[] {2, 7}) {
            Factorization other = run(ratings(partitions), items(partitions), RIDGE);
            assertSame(other.users(), one.users());
            assertSame(other.items(), one.items());
            assertSame(other.coldItems(), one.coldItems());
        }
    }

    @Test
    void aWarmStartContinuesTheDescent() {
        List<Sweep> cold = new ArrayList<>();
        sweeps(7).run(ratings(2), Optional.empty(), prior(items(2), RIDGE), cold::add);

        Factorization five = sweeps(5).run(ratings(2), Optional.empty(), prior(items(2), RIDGE), sweep -> {});
        List<Sweep> warm = new ArrayList<>();
        sweeps(2).run(ratings(2), Optional.of(five.items().union(five.coldItems())), prior(items(2), RIDGE), warm::add);

        assertThat(warm.get(1).loss())
                .isCloseTo(cold.get(6).loss(), within(1e-5 * cold.get(6).loss()));
    }

    @Test
    void aFactorisationThatWasInterruptedGoesOnToTheSameBits() {
        List<Sweep> sweeps = new ArrayList<>();
        Factorization whole = sweeps(6).run(ratings(2), Optional.empty(), prior(items(2), RIDGE), sweeps::add);
        InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
        assertThatThrownBy(() -> sweeps(6)
                        .run(
                                ratings(2),
                                Optional.empty(),
                                prior(items(2), RIDGE),
                                sweep -> {
                                    if (sweep.number() == 4) {
                                        throw new IllegalStateException("killed");
                                    }
                                },
                                checkpoints))
                .hasMessage("killed");
        assertThat(checkpoints.newest().orElseThrow().sweeps()).hasSize(3);

        List<Sweep> again = new ArrayList<>();
        Factorization resumed =
                sweeps(6).run(ratings(7), Optional.empty(), prior(items(7), RIDGE), again::add, checkpoints);

        assertSame(resumed.users(), whole.users());
        assertSame(resumed.items(), whole.items());
        assertSame(resumed.coldItems(), whole.coldItems());
        assertThat(again).extracting(Sweep::number).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(again)
                .extracting(Sweep::loss)
                .isEqualTo(sweeps.stream().map(Sweep::loss).toList());
        assertThat(checkpoints.newest().orElseThrow().sweeps()).hasSize(5);
    }

    private static final class InMemoryCheckpoints implements SweepCheckpoints {
        private SweepState kept;

        @Override
        public Optional<SweepState> newest() {
            return Optional.ofNullable(kept);
        }

        @Override
        public void offer(Supplier<SweepState> state) {
            SweepState offered = state.get();
            kept = new SweepState(offered.sweeps(), copied(offered.users()), copied(offered.items()), offered.map());
        }

        private static Dataset<Row> copied(Dataset<Row> factors) {
            return spark().createDataFrame(factors.collectAsList(), factors.schema());
        }
    }

    private static Factorization run(Dataset<Row> ratings, Dataset<Row> items, double ridge) {
        return sweeps(4).run(ratings, Optional.empty(), prior(items, ridge), sweep -> {});
    }

    private static Optional<FeaturePrior> prior(Dataset<Row> items, double ridge) {
        return Optional.of(new FeaturePrior(items, FEATURES, ridge));
    }

    private static AlternatingSweeps sweeps(int iterations) {
        return sweeps(iterations, Integer.MAX_VALUE);
    }

    private static AlternatingSweeps sweeps(int iterations, int splitPairs) {
        return new AlternatingSweeps(
                OBJECTIVE, new SweepSettings(RANK, iterations, 0, 3, FIRST, Long.MAX_VALUE, 0, splitPairs, 3));
    }

    /** The same descent with full matrices in doubles. Gaussian elimination solves every system. */
    private static final class Dense {
        private final Map<Integer, Map<Integer, Float>> strengths = strengths();
        private final double[][] x = new double[USERS][];
        private final double[][] y = new double[TRAINED][];
        private double[][] w = new double[FEATURES][RANK];

        Dense() {
            for (int user = 0; user < USERS; user++) {
                float[] first = new float[RANK];
                FIRST.write(user, RANK, first, 0);
                x[user] = doubles(first);
            }
        }

        void sweep() {
            for (int item = 0; item < TRAINED; item++) {
                int number = item;
                y[item] = solved(x, user -> strength(user, number), mean(item));
            }
            w = regressed();
            for (int user = 0; user < USERS; user++) {
                int number = user;
                x[user] = solved(y, item -> strength(number, item), new double[RANK]);
            }
        }

        double loss() {
            double loss = 0;
            for (int user = 0; user < USERS; user++) {
                for (int item = 0; item < TRAINED; item++) {
                    double r = strength(user, item);
                    double miss = (r > 0 ? 1 : 0) - dot(x[user], y[item]);
                    loss += (UNOBSERVED + ALPHA * Math.abs(r)) * miss * miss;
                }
                loss += lambda(strengths.get(user).size(), TRAINED) * dot(x[user], x[user]);
            }
            for (int item = 0; item < TRAINED; item++) {
                double[] mean = mean(item);
                for (int k = 0; k < RANK; k++) {
                    loss += lambda(pairsOf(item), USERS) * (y[item][k] - mean[k]) * (y[item][k] - mean[k]);
                }
            }
            return loss
                    + RIDGE * Arrays.stream(w).mapToDouble(row -> dot(row, row)).sum();
        }

        double[] mean(int item) {
            double[] f = unit(item);
            double[] mean = new double[RANK];
            for (int s = 0; s < FEATURES; s++) {
                for (int k = 0; k < RANK; k++) {
                    mean[k] += f[s] * w[s][k];
                }
            }
            return mean;
        }

        private double[][] regressed() {
            double[][] a = new double[FEATURES][FEATURES];
            double[][] b = new double[RANK][FEATURES];
            for (int item = 0; item < TRAINED; item++) {
                double[] f = unit(item);
                for (int s = 0; s < FEATURES; s++) {
                    for (int t = 0; t < FEATURES; t++) {
                        a[s][t] += lambda(pairsOf(item), USERS) * f[s] * f[t];
                    }
                    for (int k = 0; k < RANK; k++) {
                        b[k][s] += lambda(pairsOf(item), USERS) * f[s] * y[item][k];
                    }
                }
            }
            for (int s = 0; s < FEATURES; s++) {
                a[s][s] += RIDGE;
            }
            double[][] found = new double[FEATURES][RANK];
            for (int k = 0; k < RANK; k++) {
                double[] column = eliminated(a, b[k]);
                for (int s = 0; s < FEATURES; s++) {
                    found[s][k] = column[s];
                }
            }
            return found;
        }

        private double strength(int user, int item) {
            return strengths.get(user).getOrDefault(item, 0f);
        }

        private int pairsOf(int item) {
            return (int) strengths.values().stream()
                    .filter(row -> row.containsKey(item))
                    .count();
        }

        private static double[] solved(double[][] others, IntToDoubleFunction strength, double[] mean) {
            double[][] a = new double[RANK][RANK];
            double[] b = new double[RANK];
            int pairs = 0;
            for (int other = 0; other < others.length; other++) {
                double r = strength.applyAsDouble(other);
                pairs += r != 0 ? 1 : 0;
                double confidence = UNOBSERVED + ALPHA * Math.abs(r);
                for (int k = 0; k < RANK; k++) {
                    for (int l = 0; l < RANK; l++) {
                        a[k][l] += confidence * others[other][k] * others[other][l];
                    }
                    b[k] += r > 0 ? confidence * others[other][k] : 0;
                }
            }
            double lambda = lambda(pairs, others.length);
            for (int k = 0; k < RANK; k++) {
                a[k][k] += lambda;
                b[k] += lambda * mean[k];
            }
            return eliminated(a, b);
        }

        private static double lambda(int pairs, int others) {
            return LAMBDA * Math.pow(pairs + UNOBSERVED * others, EXPONENT);
        }

        private static double[] unit(int item) {
            double[] f = new double[FEATURES];
            int[] features = features(item);
            for (int feature : features) {
                f[feature] = 1 / Math.sqrt(features.length);
            }
            return f;
        }

        /** The solution of a positive definite system. */
        private static double[] eliminated(double[][] matrix, double[] right) {
            double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
            double[] b = right.clone();
            for (int k = 0; k < b.length; k++) {
                for (int i = k + 1; i < b.length; i++) {
                    double factor = a[i][k] / a[k][k];
                    for (int j = k; j < b.length; j++) {
                        a[i][j] -= factor * a[k][j];
                    }
                    b[i] -= factor * b[k];
                }
            }
            for (int k = b.length - 1; k >= 0; k--) {
                for (int j = k + 1; j < b.length; j++) {
                    b[k] -= a[k][j] * b[j];
                }
                b[k] /= a[k][k];
            }
            return b;
        }
    }

    /** One trained item and the last item have no features. */
    private static int[] features(int item) {
        return item == ITEMS - 1 || item == 5
                ? new int[0]
                : new Random(item)
                        .ints(0, FEATURES)
                        .distinct()
                        .limit(1 + item % 3)
                        .sorted()
                        .toArray();
    }

    private static Map<Integer, Map<Integer, Float>> strengths() {
        Random random = new Random(3);
        Map<Integer, Map<Integer, Float>> strengths = new TreeMap<>();
        for (int user = 0; user < USERS; user++) {
            Map<Integer, Float> row = new TreeMap<>();
            row.put(user % TRAINED, 1f);
            for (int n = 0; n < 5; n++) {
                row.put(random.nextInt(TRAINED), random.nextInt(5) == 0 ? -1f : 1 + random.nextFloat());
            }
            strengths.put(user, row);
        }
        return strengths;
    }

    private static Dataset<Row> ratings(int partitions) {
        return Frames.strengths(spark(), strengths()).repartition(partitions);
    }

    private static Dataset<Row> items(int partitions) {
        List<Row> rows = new ArrayList<>();
        for (int item = 0; item < ITEMS; item++) {
            // An item without features may be missing in the table.
            if (item != 5) {
                rows.add(RowFactory.create(item, features(item)));
            }
        }
        return spark().createDataFrame(
                        rows, new StructType().add("video_idx", "int").add("features", "array<int>"))
                .repartition(partitions);
    }

    private static void assertClose(Dataset<Row> found, double[][] expected) {
        Map<Integer, float[]> factors = factors(found);
        assertThat(factors).hasSize(expected.length);
        factors.forEach((row, values) -> assertThat(doubles(values)).containsExactly(expected[row], within(1e-4)));
    }

    private static void assertSame(Dataset<Row> found, Dataset<Row> expected) {
        Map<Integer, float[]> others = factors(expected);
        assertThat(factors(found)).hasSameSizeAs(others).allSatisfy((row, values) -> assertThat(values)
                .containsExactly(others.get(row)));
    }

    private static double[] doubles(float[] floats) {
        return IntStream.range(0, floats.length).mapToDouble(k -> floats[k]).toArray();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(k -> a[k] * b[k]).sum();
    }
}
