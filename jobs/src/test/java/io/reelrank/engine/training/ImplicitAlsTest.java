package io.reelrank.engine.training;

import static io.reelrank.Frames.factors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.engine.als.InsufficientHeapException;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.ItemFactors;
import io.reelrank.engine.scoring.ScoreExplanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImplicitAlsTest extends SparkTest {
    private static final int USERS = 30;
    private static final int ITEMS = 20;
    private static final String[] VALUES = {
        "rank=4",
        "iterations=6",
        "regularization=0.3",
        "popularity-weight=0",
        "stall=0",
        "blocks=2",
        "broadcast-mb=100",
        "seed=7",
        "checkpoint-interval=2",
        "feature-prior.ridge=0"
    };
    private static final ModelSettings SETTINGS =
            model("solver=mllib", "scaling=positives", "unobserved-weight=1", "alpha=5");

    @TempDir
    private Path checkpoints;

    @AfterEach
    void forgetTheFolder() {
        spark().sparkContext().setCheckpointDir(null);
    }

    @Test
    void theGradientOfTheLossIsZeroAtEveryUsersFactors() {
        spark().sparkContext().setCheckpointDir(checkpoints.toString());
        Map<Integer, Map<Integer, Float>> strengths = strengths();

        Factors model = new ImplicitAls(SETTINGS).train(frame(strengths, 3));

        Map<Integer, float[]> users = factors(model.users());
        Map<Integer, float[]> items = factors(model.videos());
        assertThat(users).hasSameSizeAs(strengths);
        users.forEach((user, x) -> {
            Map<Integer, Float> row = strengths.get(user);
            long positives = row.values().stream().filter(r -> r > 0).count();
            for (int k = 0; k < SETTINGS.rank(); k++) {
                double gradient = SETTINGS.regularization() * positives * x[k];
                for (Map.Entry<Integer, float[]> item : items.entrySet()) {
                    float r = row.getOrDefault(item.getKey(), 0f);
                    double confidence = 1 + SETTINGS.alpha() * Math.abs(r);
                    double preference = r > 0 ? 1 : 0;
                    gradient += confidence * (dot(x, item.getValue()) - preference) * item.getValue()[k];
                }
                assertThat(gradient).isCloseTo(0, within(1e-4));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void theContributionsOfAllPastItemsAddUpToTheScore(ModelSettings settings) {
        spark().sparkContext().setCheckpointDir(checkpoints.toString());
        Map<Integer, Map<Integer, Float>> strengths = strengths();

        Factors model = new ImplicitAls(settings).train(frame(strengths, 3));

        Map<Integer, float[]> items = factors(model.videos());
        ItemFactors factors = CollectedItems.factors(model.videos(), model.rank());
        factors(model.users()).forEach((user, x) -> {
            Map<Integer, Float> row = new TreeMap<>(strengths.get(user));
            int[] past = row.keySet().stream().mapToInt(item -> item).toArray();
            float[] r = new float[past.length];
            for (int j = 0; j < past.length; j++) {
                r[j] = row.get(past[j]);
            }
            ScoreExplanation explanation =
                    new ScoreExplanation(factors, past, r, ImplicitAls.objective(settings), items.size());
            items.forEach((item, y) -> assertThat(
                            Arrays.stream(explanation.contributions(item)).sum())
                    .isCloseTo(dot(x, y), within(1e-4)));
        });
    }

    @Test
    void theFactorsAreTheSameWhateverThePartitions() {
        spark().sparkContext().setCheckpointDir(checkpoints.toString());
        Map<Integer, Map<Integer, Float>> strengths = strengths();

        Map<Integer, float[]> one =
                factors(new ImplicitAls(SETTINGS).train(frame(strengths, 1)).users());
        Map<Integer, float[]> seven =
                factors(new ImplicitAls(SETTINGS).train(frame(strengths, 7)).users());

        one.forEach((user, x) -> assertThat(seven.get(user)).containsExactly(x));
    }

    @Test
    void checkpointsAreWritten() throws IOException {
        spark().sparkContext().setCheckpointDir(checkpoints.toString());

        new ImplicitAls(SETTINGS).train(frame(strengths(), 2));

        try (Stream<Path> files = Files.walk(checkpoints)) {
            assertThat(files.filter(path -> path.getFileName().toString().startsWith("part-")))
                    .isNotEmpty();
        }
    }

    @Test
    void withoutAnyStrengthNobodyHasFactors() {
        spark().sparkContext().setCheckpointDir(checkpoints.toString());

        Factors trained = new ImplicitAls(SETTINGS).train(frame(Map.of(1, Map.of(2, 0f)), 2));

        assertThat(trained.rank()).isEqualTo(4);
        assertThat(trained.users().collectAsList()).isEmpty();
        assertThat(trained.videos().collectAsList()).isEmpty();
    }

    @Test
    void equationsThatMllibCannotSolveNameTheSetting() {
        spark().sparkContext().setCheckpointDir(checkpoints.toString());
        Dataset<Row> ratings = frame(Map.of(1, Map.of(1, 1f, 2, 1f), 2, Map.of(1, 1f)), 2);

        assertThatThrownBy(() -> new ImplicitAls(SETTINGS.with("regularization", 0)).train(ratings))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("MLlib's ALS finds no factors with regularization 0.0")
                .hasMessageEndingWith("raise it (model.regularization, or evaluation.mllib.regularization)");
    }

    @Test
    void withoutACheckpointFolderItDoesNotStart() {
        assertThatThrownBy(() -> new ImplicitAls(SETTINGS).train(frame(strengths(), 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ALS needs a checkpoint folder: SparkContext.setCheckpointDir");
    }

    @Test
    void aRankThatDoesNotFitIsRefusedWithTheSettingsToChange() {
        spark().sparkContext().setCheckpointDir(checkpoints.toString());
        ImplicitAls training =
                new ImplicitAls(SETTINGS.by(ModelSettings.Solver.IALS).with("rank", 1_000_000));
        Dataset<Row> ratings = frame(strengths(), 2);
        Dataset<Row> videos = Frames.of(spark(), "video_idx int, factors array<float>", "3 | [2]");
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(() -> training.train(ratings), () -> training.foldIn(ratings, videos, 1))) {
            assertThatThrownBy(call)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageMatching("30 users x 20 videos of rank 1000000 in 2 blocks need about [0-9,]+ MB of an"
                            + " executor's heap \\(80 MB broadcast, 2 tasks of [0-9,]+ MB\\), and it has [0-9,]+ MB, of"
                            + " which 60% are for this: set reelrank.model.rank to [0-9]+, or reelrank.model.blocks to"
                            + " [0-9]+ or more, or reelrank.model.broadcast-mb below [0-9,]+, or give an executor"
                            + " [0-9,]+ MB");
        }
    }

    @Test
    void theSettingsToChangeHaveTheValuesThatFit() {
        InsufficientHeapException refused = new InsufficientHeapException(
                "too much", 6e9, 5e9, new InsufficientHeapException.HeapRemedy(32, 16, 1.1e9, 1e10));
        assertThat(ImplicitAls.message(refused))
                .isEqualTo("too much: set reelrank.model.rank to 32, or reelrank.model.blocks to 16 or more, or"
                        + " reelrank.model.broadcast-mb below 1,100, or give an executor 10,000 MB");
    }

    private static ModelSettings model(String... more) {
        return TestSettings.section(
                        "model",
                        Stream.concat(Arrays.stream(VALUES), Arrays.stream(more))
                                .toArray(String[]::new))
                .model();
    }

    private static List<ModelSettings> solvers() {
        return List.of(
                SETTINGS,
                SETTINGS.by(ModelSettings.Solver.IALS),
                model(
                        "solver=ials",
                        "scaling=frequency",
                        "frequency-exponent=0.7",
                        "alpha=1",
                        "unobserved-weight=0.02"));
    }

    private static Map<Integer, Map<Integer, Float>> strengths() {
        Random random = new Random(3);
        Map<Integer, Map<Integer, Float>> strengths = new HashMap<>();
        for (int user = 0; user < USERS; user++) {
            Map<Integer, Float> row = new HashMap<>();
            row.put(user % ITEMS, 1f);
            for (int n = 0; n < 6; n++) {
                row.put(random.nextInt(ITEMS), random.nextInt(4) == 0 ? -1f : 1 + random.nextFloat());
            }
            strengths.put(user, row);
        }
        return strengths;
    }

    private static Dataset<Row> frame(Map<Integer, Map<Integer, Float>> strengths, int partitions) {
        return Frames.strengths(spark(), strengths).repartition(partitions);
    }

    private static double dot(float[] x, float[] y) {
        double dot = 0;
        for (int k = 0; k < x.length; k++) {
            dot += (double) x[k] * y[k];
        }
        return dot;
    }
}
