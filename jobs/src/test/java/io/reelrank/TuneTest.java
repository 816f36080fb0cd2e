package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.core.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code reelrank tune} over the sample improves bad settings, continues an interrupted search and refuses bad options.
 */
@Tag("slow")
class TuneTest extends SparkTest {
    private static final String[] SPACE = {
        "--set",
        "tune { iterations = [2, 4], width = 3, popularity-weights = [0, 0.2], metrics = [\"recall@20\"]"
                + ", space = null, space { rank { choices = [4, 8] }, regularization { from = 0.1, to = 3 }, alpha { from = 1, to = 20 } } }",
        // λ is so large that nothing is learned.
        "--set",
        "model { rank = 4, iterations = 2, regularization = 1000 }",
        // Trials rank by popularity for users without factors, and a night by segments.
        "--set",
        "features.segments = []"
    };

    @TempDir
    private static Path root;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    @Test
    void aSearchFindsBetterSettingsAndALongerOneContinuesIt() throws IOException {
        Command night = Command.overSample("nightly", root, args("--to", "model"));
        assertThat(night.exit()).as(night.err()).isZero();
        Command first = tune("--trials", "4");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.err()).contains("tune: alpha 3, rank 4, regularization 1000, iterations 2");
        assertThat(journal()).contains("\"settings\"");
        List<Row> four = trials();
        assertThat(four).hasSize(4 * 2);
        // The first trial has the settings of the night, and so the same accuracy.
        double als = table("model_quality")
                .filter(col("model")
                        .equalTo("als")
                        .and(col("segment").equalTo("all"))
                        .and(col("metric").equalTo("recall@20")))
                .head()
                .getAs("value");
        assertThat(four.get(0).<Double>getAs("value")).isCloseTo(als, within(1e-6));

        Command second = tune("--trials", "6");
        assertThat(second.exit()).as(second.err()).isZero();
        List<Row> six = trials();
        // The same seconds: these trials were not trained again.
        assertThat(six.stream()
                        .filter(row -> row.<Integer>getAs("trial") < 4)
                        .map(row -> row.<Double>getAs("seconds"))
                        .toList())
                .isEqualTo(
                        four.stream().map(row -> row.<Double>getAs("seconds")).toList());

        Row best = six.stream()
                .filter(row -> row.<Boolean>getAs("best"))
                .findFirst()
                .orElseThrow();
        assertThat(six.stream().mapToDouble(row -> row.getAs("score")).max().orElseThrow())
                .isEqualTo(best.<Double>getAs("score"));
        Row baseline = six.get(0);
        assertThat(best.<Double>getAs("low")).isGreaterThan(baseline.<Double>getAs("high"));
        assertThat(second.out())
                .contains("trials: 6, the best was number " + best.getAs("trial"))
                .containsPattern("against the settings as they are, recall@20: recall@20 0\\.\\d+ instead of 0\\.\\d+");

        Path conf = root.resolve("tuning/date=2022-05-06/best.conf");
        assertThat(Files.readString(conf))
                .startsWith("# The best of 6 trials on the held out days of 2022-05-06, found by 'reelrank tune'.\n")
                .contains("# recall@20 0.", "  # before: 1000\n");
        Settings bestSettings = Settings.load(Optional.of(conf), List.of());
        assertThat(bestSettings.model().regularization()).isEqualTo(best.<Double>getAs("regularization"));
        assertThat(bestSettings.model().popularityWeight()).isEqualTo(best.<Double>getAs("popularity_weight"));
        assertThat(bestSettings.model().iterations()).isEqualTo(best.<Integer>getAs("iterations"));
        assertThat(bestSettings.model().rank()).isEqualTo(best.<Integer>getAs("rank"));
    }

    @Test
    void aSpaceThatCannotBeSearchedIsRefusedBeforeTraining() {
        assertRefused("tune.space { seed { from = 1, to = 2 } }", "illegal setting reelrank.tune.space.seed = ");
        assertRefused(
                "tune.space.rank { choices = [0, 8] }",
                "illegal setting reelrank.model.rank = 0 (reelrank.tune.space.rank): must be a whole number between 1 and 2048");
        assertRefused(
                "tune.space.alpha { from = 3, to = 2 }",
                "illegal setting reelrank.tune.space.alpha.to = 2",
                "must be a number between 3 and 1000000000");
        assertRefused(
                "tune.metrics = [\"recall@7\"]",
                "illegal setting reelrank.tune.metrics: recall@7 is not measured",
                "at one of evaluation.cutoffs, [10, 20, 50, 100], such as recall@10");
    }

    @Test
    void tuningWithoutHeldOutDaysIsRefused() {
        Command refused = Command.overSample("tune", root, args("--set", "features.test-days=0", "--trials", "1"));
        assertThat(refused.exit()).as(refused.err()).isEqualTo(4);
        assertThat(refused.err()).contains("nothing to measure by on 2022-05-06", "set features.test-days above 0");
    }

    private static void assertRefused(String setting, String... messages) {
        Command refused = Command.overSample("tune", root.resolve("refused"), "--set", setting);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains(messages);
    }

    private static Command tune(String... more) {
        return Command.overSample("tune", root, args(more));
    }

    private static String[] args(String... more) {
        return Stream.concat(Stream.of(SPACE), Stream.of(more)).toArray(String[]::new);
    }

    private static List<Row> trials() {
        return table("tuning_trials").orderBy("trial", "popularity_weight").collectAsList();
    }

    private static Dataset<Row> table(String table) {
        return newestRun(root.resolve("tables").resolve(table).resolve("dt=2022-05-06"));
    }

    private static Dataset<Row> newestRun(Path day) {
        try (Stream<Path> runs = Files.list(day)) {
            Path newest = runs.filter(path -> path.getFileName().toString().startsWith("run="))
                    .max(Path::compareTo)
                    .orElseThrow();
            return spark().read().parquet(newest.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String journal() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("tuning/date=2022-05-06"))) {
            Path journal = files.filter(file -> file.getFileName().toString().startsWith("journal-"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(journal);
        }
    }
}
