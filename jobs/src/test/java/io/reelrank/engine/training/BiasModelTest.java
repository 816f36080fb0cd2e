package io.reelrank.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BiasModelTest extends SparkTest {
    private static final StructType TARGETS = StructType.fromDDL("user_idx int, video_idx int, r double");
    private static final int USERS = 25;
    private static final int VIDEOS = 40;

    private record Target(int user, int video, double r) {}

    private record Fit(double bias, double error) {}

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 20, 300})
    void theBiasesAndTheirErrorsAreThoseOfTheNormalEquations(double regularization) {
        List<Target> targets = targets(new Random(5), 600);

        Map<Integer, Fit> fitted = fit(new BiasModel(regularization, 1e-9, 1000), frame(targets));

        double[] dense = dense(targets, regularization);
        double[] errors = errors(targets, regularization, dense);
        assertThat(fitted).hasSize(VIDEOS);
        fitted.forEach((video, fit) -> {
            assertThat(fit.bias()).isCloseTo(dense[USERS + video], within(1e-6));
            assertThat(fit.error()).isCloseTo(errors[video], within(1e-6));
        });
    }

    @Test
    void theDefaultSettingsAreExactEnough() {
        List<Target> targets = targets(new Random(6), 1000);
        BiasModel model = BiasModel.of(
                Settings.load(Optional.empty(), List.of()).features().quality());

        double[] dense = dense(targets, model.regularization());

        fit(model, frame(targets))
                .forEach((video, fit) -> assertThat(fit.bias()).isCloseTo(dense[USERS + video], within(1e-6)));
    }

    @Test
    void theIntervalHoldsTheTruthIn95PercentOfCases() {
        double regularization = 20;
        Random random = new Random(7);
        int users = 200;
        int videos = 1000;
        double[] ofUsers = random.doubles(users)
                .map(any -> random.nextGaussian() / Math.sqrt(regularization))
                .toArray();
        double[] ofVideos = random.doubles(videos)
                .map(any -> random.nextGaussian() / Math.sqrt(regularization))
                .toArray();
        List<Target> targets = new ArrayList<>();
        for (int row = 0; row < 30_000; row++) {
            int user = random.nextInt(users);
            // Some videos have hardly a row, some have a hundred.
            int video = (int) (videos * Math.pow(random.nextDouble(), 2));
            targets.add(new Target(user, video, 0.4 + ofUsers[user] + ofVideos[video] + random.nextGaussian()));
        }

        Map<Integer, Fit> fitted = fit(new BiasModel(regularization, 1e-6, 100), frame(targets));

        double inside = fitted.entrySet().stream()
                .mapToDouble(entry -> Math.abs(entry.getValue().bias() - ofVideos[entry.getKey()])
                                <= 1.96 * entry.getValue().error()
                        ? 1
                        : 0)
                .average()
                .orElseThrow();
        // Of 1000 at 95% the standard deviation is 0.7%; the error does not include the other videos' uncertainty.
        assertThat(inside).isBetween(0.93, 0.97);
    }

    @Test
    void theFitStopsWhenTheBiasesHaveSettled() {
        List<Target> targets = targets(new Random(8), 300);

        assertThat(fit(new BiasModel(20, 1, 1000), frame(targets)))
                .as("no second sweep changes anything by 1")
                .isEqualTo(fit(new BiasModel(20, 0, 2), frame(targets)))
                .isNotEqualTo(fit(new BiasModel(20, 0, 3), frame(targets)));
    }

    @Test
    void oneRowGivesNoError() {
        Dataset<Row> fitted = new BiasModel(1, 1e-6, 10).fit(frame(List.of(new Target(3, 4, 0.7))));
        assertThat(Frames.lines(fitted)).containsExactly("4 | 0.0 | null");
        fitted.unpersist();
        assertThat(fit(new BiasModel(1, 1e-6, 10), frame(List.of()))).isEmpty();
    }

    @Test
    void aVideoWhoseUsersSawNothingElseHasNoErrorWithoutRegularisation() {
        Dataset<Row> fitted = new BiasModel(0, 1e-6, 10).fit(frame(List.of(new Target(1, 7, 1), new Target(2, 8, 0))));
        assertThat(Frames.lines(fitted.select("video_idx", "error"))).containsExactly("7 | null", "8 | null");
        fitted.unpersist();
    }

    @Test
    void thePartitionsChangeNothingAndNothingStaysInMemory() {
        Dataset<Row> targets = frame(targets(new Random(9), 500));
        int kept = spark().sparkContext().getPersistentRDDs().size();

        Map<Integer, Fit> one = fit(new BiasModel(20, 1e-6, 50), targets.repartition(1));

        assertThat(fit(new BiasModel(20, 1e-6, 50), targets.repartition(7))).isEqualTo(one);
        assertThat(spark().sparkContext().getPersistentRDDs().size()).isEqualTo(kept);
    }

    private static Map<Integer, Fit> fit(BiasModel model, Dataset<Row> targets) {
        Dataset<Row> fitted = model.fit(targets);
        Map<Integer, Fit> fits = new TreeMap<>();
        fitted.collectAsList().forEach(row -> fits.put(row.getInt(0), new Fit(row.getDouble(1), row.getDouble(2))));
        fitted.unpersist();
        return fits;
    }

    private static Dataset<Row> frame(List<Target> targets) {
        return spark().createDataFrame(
                        targets.stream()
                                .map(target -> RowFactory.create(target.user(), target.video(), target.r()))
                                .toList(),
                        TARGETS);
    }

    private static List<Target> targets(Random random, int count) {
        List<Target> targets = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            // One user and one video have a fifth of all rows each; every video has at least one.
            int user = random.nextInt(5) == 0 ? 0 : random.nextInt(USERS);
            int video = row < VIDEOS ? row : random.nextInt(5) == 0 ? 0 : random.nextInt(VIDEOS);
            targets.add(new Target(user, video, random.nextDouble() - 0.01 * video + 0.02 * user));
        }
        return targets;
    }

    /** (ZᵀZ + λI) b = Zᵀ (r − μ), where Z has a column for each user and then for each video. */
    private static double[] dense(List<Target> targets, double regularization) {
        double mu = mean(targets);
        double[] right = new double[USERS + VIDEOS];
        for (Target target : targets) {
            right[target.user()] += target.r() - mu;
            right[USERS + target.video()] += target.r() - mu;
        }
        return solved(normal(targets, regularization), right);
    }

    /**
     * √(σ² / s_i), where s_i is the diagonal of the Schur complement of the users and σ² = (Σ ε² + λ Σ b²) / (n − 1).
     */
    private static double[] errors(List<Target> targets, double regularization, double[] biases) {
        double mu = mean(targets);
        double squares = regularization * Arrays.stream(biases).map(b -> b * b).sum();
        for (Target target : targets) {
            squares += Math.pow(target.r() - mu - biases[target.user()] - biases[USERS + target.video()], 2);
        }
        double[][] normal = normal(targets, regularization);
        double[] errors = new double[VIDEOS];
        for (int video = 0; video < VIDEOS; video++) {
            double left = normal[USERS + video][USERS + video];
            for (int user = 0; user < USERS; user++) {
                left -= Math.pow(normal[user][USERS + video], 2) / normal[user][user];
            }
            errors[video] = Math.sqrt(squares / (targets.size() - 1) / left);
        }
        return errors;
    }

    private static double mean(List<Target> targets) {
        return targets.stream().mapToDouble(Target::r).average().orElseThrow();
    }

    private static double[][] normal(List<Target> targets, double regularization) {
        double[][] normal = new double[USERS + VIDEOS][USERS + VIDEOS];
        for (int k = 0; k < normal.length; k++) {
            normal[k][k] = regularization;
        }
        for (Target target : targets) {
            normal[target.user()][target.user()]++;
            normal[USERS + target.video()][USERS + target.video()]++;
            normal[target.user()][USERS + target.video()]++;
            normal[USERS + target.video()][target.user()]++;
        }
        return normal;
    }

    /** Gaussian elimination; the matrix is positive definite. */
    private static double[] solved(double[][] matrix, double[] right) {
        int size = right.length;
        for (int k = 0; k < size; k++) {
            for (int row = k + 1; row < size; row++) {
                double factor = matrix[row][k] / matrix[k][k];
                for (int column = k; column < size; column++) {
                    matrix[row][column] -= factor * matrix[k][column];
                }
                right[row] -= factor * right[k];
            }
        }
        double[] solution = new double[size];
        for (int k = size - 1; k >= 0; k--) {
            double rest = right[k];
            for (int column = k + 1; column < size; column++) {
                rest -= matrix[k][column] * solution[column];
            }
            solution[k] = rest / matrix[k][k];
        }
        return solution;
    }
}
