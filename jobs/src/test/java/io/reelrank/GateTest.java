package io.reelrank;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.TrainingSplit;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.VideoFactors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nights that the gate must refuse, each after a night that was published. */
@Tag("slow")
class GateTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");

    @TempDir
    private static Path good;

    @TempDir
    private Path root;

    private Path out;
    private String pointer;

    /** Publishes the night before and runs tonight up to the gate. */
    @BeforeAll
    static void runTheNights() {
        spark();
        Command before = Command.overSampleOf("2022-05-05", "nightly", good.resolve("out"));
        assertThat(before.exit()).as(before.err()).isZero();
        Command tonight = Command.overSample("nightly", good.resolve("out"), "--to", "report");
        assertThat(tonight.exit()).as(tonight.err()).isZero();
    }

    @BeforeEach
    void copyTheNights() throws IOException {
        out = root.resolve("out");
        try (Stream<Path> files = Files.walk(good.resolve("out"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = out.resolve(good.resolve("out").relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        pointer = Files.readString(out.resolve("published/LATEST.json"));
    }

    @Test
    void aGoodNightPassesTwice() throws IOException {
        Command night = Command.overSample("nightly", out, "--from", "gate");
        assertThat(night.exit()).as(night.err()).isZero();
        assertThat(Files.readString(out.resolve("published/LATEST.json"))).contains("2022-05-06");
        Command again = Command.overSample("nightly", out, "--from", "model", "--force");
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(outcomes("refused")).isEmpty();
        assertThat(outcomes("passed"))
                .contains(
                        "ndcg@20 against published",
                        "recall@50 against popularity",
                        "coverage@20",
                        "gini@20",
                        "overlap@20",
                        "rows of interactions, least",
                        "parity_ndcg@20 by activity");
        assertThat(out.resolve("drafts/date=2022-05-06/model.html"))
                .content()
                .contains("The gate let the night pass.", "<svg", "published", "<bdi>activity=heavy</bdi></th>");
    }

    @Test
    void aModelTrainedOnShuffledPairsIsRefused() {
        for (Table table : List.of(TrainingSplit.TABLE, Interactions.TABLE)) {
            rewrite(table, pairs -> {
                Dataset<Row> users =
                        pairs.withColumn("place", row_number().over(Window.orderBy("user_idx", "video_idx")));
                Dataset<Row> videos = pairs.select(
                        col("strength").as("shuffled"),
                        row_number()
                                .over(Window.orderBy(xxhash64(lit(1), col("user_idx"), col("video_idx"))))
                                .as("place"));
                // The pairs stay, so the exclusions stay. Only their strengths are shuffled.
                return users.join(videos, "place").withColumn("strength", col("shuffled"));
            });
        }
        assertRefused("model", "'ndcg@20 against published': 0.", "gate.tolerance");
    }

    @Test
    void aModelWithNanFactorsIsRefused() {
        rewrite(
                VideoFactors.TABLE,
                videos -> videos.withColumn("factors", transform(col("factors"), factor -> lit(Float.NaN))));
        assertRefused("recommend", "'video factors that are no finite numbers': 7", "must be at most 0");
    }

    @Test
    void oneUserWithInfiniteFactorsIsRefused() {
        rewrite(
                UserFactors.TABLE,
                users -> users.withColumn(
                        "factors",
                        when(
                                        col("user_idx").equalTo(5),
                                        transform(col("factors"), factor -> lit(Float.POSITIVE_INFINITY)))
                                .otherwise(col("factors"))));
        assertRefused("gate", "'user factors that are no finite numbers': 1, must be at most 0");
    }

    @Test
    void listsThatShowOneVideoToEverybodyAreRefused() {
        rewrite(Recommendations.TABLE, lists -> lists.withColumn("video_ids", array(lit("v0000001")))
                .withColumn("scores", array(lit(1f)))
                .withColumn("sources", array(lit("als")))
                .withColumn("reasons", array(lit("taste"))));
        assertRefused(
                "gate",
                "'share of lists with the most shown video': 1, must be at most 0.9500 by gate.max-largest-share",
                "'coverage@20'",
                "'gini@20'");
    }

    @Test
    void aNightWithHalfTheUsersIsRefused() {
        rewrite(
                Recommendations.TABLE,
                lists -> lists.filter(pmod(xxhash64(col("user_id")), lit(2)).equalTo(0)));
        assertRefused("gate", "'users': 2", "by gate.min-users-share");
    }

    /** Fewer iterations and a lower rank make a model that is a tenth worse, and change nothing else. */
    @Test
    void aModelATenthWorseThanThePublishedOneIsRefused() {
        Command night = Command.overSample(
                "nightly", out, "--from", "model", "--set", "model.rank=4", "--set", "model.iterations=3");
        assertThat(night.exit()).as(night.out()).isEqualTo(3);
        assertThat(night.err()).contains("against published': 0.", "may fall by 5.0% by gate.tolerance");
        assertUnchanged();
    }

    @Test
    void servingAloneRefusesARefusedNight() {
        rewrite(
                Recommendations.TABLE,
                lists -> lists.filter(size(col("video_ids")).equalTo(0)));
        assertRefused("gate", "'users with a list': 0, must be at least 1");
        Command serve = Command.overSample("serve", out);
        assertThat(serve.exit()).isEqualTo(3);
        assertUnchanged();
    }

    private void assertRefused(String from, String... messages) {
        Command night = Command.overSample("nightly", out, "--from", from);
        assertThat(night.err()).contains(messages).contains("the gate refused '", "; the published version stays");
        assertThat(night.exit()).isEqualTo(3);
        assertThat(outcomes("refused")).isNotEmpty();
        assertUnchanged();
    }

    private void assertUnchanged() {
        assertThat(out.resolve("published/LATEST.json")).content().isEqualTo(pointer);
        assertThat(out.resolve("published/runs/date=2022-05-06")).doesNotExist();
    }

    private List<String> outcomes(String outcome) {
        return new TableStore(spark(), out.toString())
                .read(GateResults.TABLE, List.of(DATE)).filter(col("outcome").equalTo(outcome)).collectAsList().stream()
                        .map(row -> row.<String>getAs("check"))
                        .toList();
    }

    private void rewrite(Table table, UnaryOperator<Dataset<Row>> change) {
        TableStore store = new TableStore(spark(), out.toString());
        Manifest manifest = store.manifest(table, DATE).orElseThrow();
        Dataset<Row> changed = change.apply(store.read(table, List.of(DATE)));
        store.write(table, changed, "20220507T000000000", Map.of(DATE, manifest.from()));
    }
}
