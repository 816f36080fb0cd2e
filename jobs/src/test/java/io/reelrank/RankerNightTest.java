package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.EarlierSplit;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.RankerParts;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.ShownPairs;
import io.reelrank.core.tables.TrainingSplit;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night that evaluates rankers and orders the lists by one, checked by what it writes. */
@Tag("slow")
class RankerNightTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");

    @TempDir
    private static Path root;

    private static Command night;
    private static TableStore store;

    @BeforeAll
    static void runTheNight() {
        spark();
        night = Command.overSample("nightly", root, with("--to", "recommend"));
        store = new TableStore(spark(), root.toString());
    }

    @Test
    void everyEvaluatedRankerHasItsMetricsAndItsDifferenceToTheModel() {
        assertThat(night.exit()).as(night.err()).isZero();
        List<Row> figures = read(ModelQuality.TABLE)
                .filter(col("segment").equalTo("all").and(col("metric").equalTo("recall@50")))
                .filter(col("model").isin("als+logistic", "als+boosted", "als+perceptron"))
                .orderBy("model")
                .collectAsList();
        assertThat(figures.stream().map(row -> row.<String>getAs("model")))
                .containsExactly("als+logistic", "als+perceptron");
        figures.forEach(row -> {
            assertThat(row.<Double>getAs("value")).isGreaterThan(0.2);
            assertThat(row.<Double>getAs("difference"))
                    .isBetween(row.getAs("difference_low"), row.getAs("difference_high"));
        });
    }

    @Test
    void rankersLearnFromPairsThatWereNotSeenBefore() {
        Map.of("split", TrainingSplit.TABLE, "earlier", EarlierSplit.TABLE).forEach((asOf, known) -> {
            Dataset<Row> shown = read(ShownPairs.TABLE).filter(col("as_of").equalTo(asOf));
            assertThat(shown.filter("wanted").count()).isPositive();
            assertThat(shown.filter("not wanted").count()).isPositive();
            assertThat(shown.join(read(known), new String[] {"user_idx", "video_idx"}, "left_semi")
                            .count())
                    .isZero();
        });
    }

    @Test
    void theServingRankerIsWrittenAndOrdersTheLists() {
        assertThat(read(RankerParts.TABLE).select("learner").distinct().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("boosted");
        List<Row> lists = read(Recommendations.TABLE).collectAsList();
        assertThat(lists).hasSizeGreaterThan(400);
        for (Row row : lists) {
            List<Float> scores = row.getList(row.fieldIndex("scores"));
            assertThat(scores).isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(row.<String>getList(row.fieldIndex("video_ids")))
                    .hasSameSizeAs(scores)
                    .doesNotHaveDuplicates();
            List<String> sources = row.getList(row.fieldIndex("sources"));
            assertThat(sources.stream().filter("als"::equals).count()).isIn(0L, (long) sources.size());
            assertThat(row.<String>getList(row.fieldIndex("reasons"))).hasSameSizeAs(scores);
        }
    }

    @Test
    void aListHasAHundredVideosOrAllUnseenOnes() {
        Dataset<Row> eligible =
                read(VideoFeatures.TABLE).filter("eligible").select("video_idx").persist();
        Dataset<Row> seen = read(Interactions.TABLE)
                .join(eligible, "video_idx")
                .groupBy("user_idx")
                .count();
        Dataset<Row> wrong = read(Recommendations.TABLE)
                .selectExpr("user_id", "size(video_ids) as listed")
                .join(read(UserIndex.TABLE), "user_id")
                .join(seen, new String[] {"user_idx"}, "left")
                .filter("listed <> least(100, %d - coalesce(count, 0))".formatted(eligible.count()));
        assertThat(wrong.collectAsList()).isEmpty();
        eligible.unpersist();
    }

    @Test
    void noListHasAVideoThatTheUserHasSeen() {
        Dataset<Row> listed = read(Recommendations.TABLE)
                .selectExpr("user_id", "explode(video_ids) as video_id")
                .join(read(UserIndex.TABLE), "user_id")
                .join(read(VideoIndex.TABLE), "video_id");
        assertThat(listed.join(read(Interactions.TABLE), new String[] {"user_idx", "video_idx"}, "left_semi")
                        .count())
                .isZero();
    }

    @Test
    void otherShufflePartitionsGiveTheSameRankers() {
        String former = spark().conf().get("spark.sql.shuffle.partitions");
        spark().conf().set("spark.sql.shuffle.partitions", "7");
        List<Table> tables = List.of(ModelQuality.TABLE, RankerParts.TABLE);
        try {
            List<String> before = digests(tables);
            Command again = Command.overSample("nightly", root, with("--from", "model", "--to", "model", "--force"));
            assertThat(again.exit()).as(again.err()).isZero();
            assertThat(digests(tables)).isEqualTo(before);
        } finally {
            spark().conf().set("spark.sql.shuffle.partitions", former);
        }
    }

    /** Small rankers, and lists that are not reordered. */
    private static String[] with(String... options) {
        return Stream.concat(
                        Arrays.stream(options),
                        Stream.of(
                                "--set",
                                "ranker.measured=[logistic, perceptron]",
                                "--set",
                                "ranker.serves=boosted",
                                "--set",
                                "ranker.boosted.trees=5",
                                "--set",
                                "ranker.iterations=10",
                                "--set",
                                "recommend.rerank={ diversity = 0, calibration = 0, max-per-creator = 0,"
                                        + " new-video-share = 0, small-creator-share = 0 }"))
                .toArray(String[]::new);
    }

    private static List<String> digests(List<Table> tables) {
        return tables.stream()
                .map(table -> store.manifest(table, DATE).orElseThrow().digest())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Dataset<Row> read(Table table) {
        return store.read(table, List.of(DATE)).drop("dt");
    }
}
