package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code reelrank ablate} over the sample trains on the strengths of its variants and evaluates all on the same users.
 */
@Tag("slow")
class AblateTest extends SparkTest {
    private static final String[] SETTINGS = {
        "--set",
        "ablation { metrics = [\"recall@20\"], variants = null, variants {"
                + " same {}, doubled { strength { long_view = 2, like = 2 } },"
                + " liked { strength { long_view = 0 } }, watched { strength { long_view = 0, watch = 1.5 } } } }",
        // Only the kinds that the variant doubles have a weight.
        "--set",
        "features.strength { long_view = 1, like = 1, watch = 0, skip = 0, unlike = 0, comment = 0, share = 0,"
                + " favourite = 0, follow = 0, unfollow = 0, hide = 0, report = 0 }",
        "--set",
        "features.max-strength = 1000",
        "--set",
        "model { rank = 4, iterations = 3 }"
    };

    @TempDir
    private static Path root;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    @Test
    void variantsAreTrainedAndComparedWithTheCurrentSettings() throws IOException {
        Command ablate = ablate();
        assertThat(ablate.exit()).as(ablate.err()).isZero();

        Map<String, Row> recall =
                table("ablation_results").filter(col("metric").equalTo("recall@20")).collectAsList().stream()
                        .collect(Collectors.toMap(row -> row.getAs("variant"), Function.identity()));
        assertThat(recall).containsOnlyKeys("as set", "same", "doubled", "liked", "watched");
        Row asSet = recall.get("as set");
        assertThat(asSet.<Double>getAs("value")).isGreaterThan(0.1);
        assertThat(asSet.<Double>getAs("difference")).isNull();

        // Equal strengths are trained on once. Doubled strengths with half of α make the same model.
        Row same = recall.get("same");
        assertThat(same.<Double>getAs("value")).isEqualTo(asSet.<Double>getAs("value"));
        assertThat(same.<Double>getAs("difference")).isNull();
        assertThat(recall.get("doubled").<Double>getAs("difference")).isCloseTo(0.0, within(0.005));
        assertThat(recall.get("doubled").<Long>getAs("pairs")).isEqualTo(asSet.<Long>getAs("pairs"));
        assertThat(recall.get("doubled").<Double>getAs("mean_strength"))
                .isCloseTo(2 * asSet.<Double>getAs("mean_strength"), within(1e-6));
        assertThat(recall.get("doubled").<Double>getAs("alpha"))
                .isCloseTo(asSet.<Double>getAs("alpha") / 2, within(1e-6));

        // Without long views there is little to learn from.
        assertThat(recall.get("liked").<Double>getAs("difference_high")).isNegative();
        assertThat(recall.get("liked").<Long>getAs("pairs")).isLessThan(asSet.<Long>getAs("pairs") / 2);
        assertThat(recall.get("liked").<Double>getAs("p")).isLessThan(0.05);
        // Watch quantiles have information that likes alone do not have.
        assertThat(recall.get("watched").<Double>getAs("value"))
                .isGreaterThan(recall.get("liked").<Double>getAs("high"));

        assertThat(strengths(table("strength_variants").filter(col("variant").equalTo("same"))))
                .isEqualTo(strengths(table("training_split")));

        assertThat(Files.readAllLines(root.resolve("ablation/date=2022-05-06/table.md")))
                .startsWith("| strengths | recall@20 | difference | pairs | mean strength |", "|---|---|---|---|---|")
                .hasSize(7)
                .last()
                .asString()
                .startsWith("| liked | 0.");
        assertThat(ablate.out()).contains("as set: as set, recall@20 0.", "liked: liked, recall@20 0.");
    }

    @Test
    void settingsThatAreNoPartOfTheStrengthsAreRefused() {
        assertRefused(
                "ablation.variants.other.test-days = 2",
                "unknown setting reelrank.ablation.variants.other.test-days (--set ablation.variants.other.test-days: 1)");
        assertRefused(
                "ablation.variants.other.strength.like = 101",
                "illegal setting reelrank.ablation.variants.other.strength.like = 101",
                "must be a number between -100 and 100");
        assertRefused(
                "ablation.metrics = [\"recall@7\"]",
                "illegal setting reelrank.ablation.metrics: recall@7 is not measured");
    }

    @Test
    void ablationWithoutHeldOutDaysIsRefused() {
        Command refused = ablate("--set", "features.test-days=0");
        assertThat(refused.exit()).as(refused.err()).isEqualTo(4);
        assertThat(refused.err()).contains("nothing to measure by on 2022-05-06", "set features.test-days above 0");
    }

    @Test
    void aVariantWithoutAnyStrengthIsRefused() {
        Command refused = ablate(
                "--set",
                "ablation { variants = null, variants { nothing { strength { long_view = 0, like = 0 }, history { long_view = 0, like = 0 } } } }");
        assertThat(refused.exit()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err())
                .contains("illegal setting reelrank.ablation.variants.\"nothing\": must leave some pair a strength");
    }

    private static void assertRefused(String setting, String... messages) {
        Command refused = Command.overSample("ablate", root.resolve("refused"), "--set", setting);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains(messages);
    }

    private static Command ablate(String... more) {
        return Command.overSample(
                "ablate",
                root,
                Stream.concat(Stream.of(SETTINGS), Stream.of(more)).toArray(String[]::new));
    }

    private static List<String> strengths(Dataset<Row> rows) {
        return Frames.lines(rows.filter("strength <> 0").select("user_idx", "video_idx", "strength"));
    }

    private static Dataset<Row> table(String table) {
        try (Stream<Path> runs =
                Files.list(root.resolve("tables").resolve(table).resolve("dt=2022-05-06"))) {
            Path newest = runs.filter(path -> path.getFileName().toString().startsWith("run="))
                    .max(Path::compareTo)
                    .orElseThrow();
            return spark().read().parquet(newest.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
