package io.reelrank.engine.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.core.settings.EvaluationSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class EvaluationTest extends SparkTest {
    private static final String PAIRS = "user_idx int, video_idx int, strength float";
    private static final EvaluationSettings SETTINGS = TestSettings.with(
                    "evaluation.cutoffs=[2]",
                    "evaluation.list-length=2",
                    "evaluation.replicates=20",
                    "evaluation.max-users=1000",
                    "evaluation.seed=1",
                    "evaluation.light-below=2",
                    "evaluation.medium-below=4",
                    "evaluation.attribute-values=5",
                    "evaluation.new-video-days=7",
                    "evaluation.parity-min-users=1",
                    "evaluation.mllib.iterations=0",
                    // Metrics are named at cutoffs.
                    "gate.metrics=[mrr]",
                    "tune.metrics=[mrr]",
                    "ablation.metrics=[mrr]")
            .evaluation();

    // Items 10, 11, 12, 13; "down" ranks them in this order, "factor" by the first factor, ascending or descending.
    private static final Ranking DOWN = (user, scores) -> {
        for (int i = 0; i < scores.length; i++) {
            scores[i] = -i;
        }
    };
    private static final Ranking FACTOR = (user, scores) -> {
        for (int i = 0; i < scores.length; i++) {
            scores[i] = user.factors("model").length == 0 ? Float.NaN : user.factors("model")[0] * i;
        }
    };

    @Test
    void figuresAreThoseByHand() {
        Dataset<Row> figures = figures();

        // User 1 has seen 10; 11 and 13 of 11, 12, 13 are positive. down finds 11 of 11, 12; factor (+1) finds 13 of
        // 13, 12.
        // User 2 has seen nothing; 12 is positive, 99 is no candidate. down shows 10, 11; factor (none) ties: 10, 11.
        // The positives of user 3 are seen or no candidates: the user does not count.
        assertThat(Frames.lines(figures.filter(
                                col("segment").equalTo("all").and(col("metric").isin("recall@2", "mrr", "coverage@2")))
                        .select("model", "metric", "value", "users")))
                .containsExactly(
                        "down | coverage@2 | 0.75 | 2",
                        "down | mrr | 0.6666666567325592 | 2",
                        "down | recall@2 | 0.25 | 2",
                        "factor | coverage@2 | 1.0 | 2",
                        "factor | mrr | 0.6666666567325592 | 2",
                        "factor | recall@2 | 0.25 | 2");
    }

    @Test
    void segmentsAreGroupsOfUsersAndOfPositives() {
        assertThat(Frames.lines(figures()
                        .filter(col("model").equalTo("down").and(col("metric").equalTo("recall@2")))
                        .select("segment", "value", "users")))
                .containsExactly(
                        "activity=heavy | 0.5 | 1",
                        "activity=new | 0.0 | 1",
                        "all | 0.25 | 2",
                        "length=long | 0.0 | 2",
                        "length=short | 1.0 | 1");
    }

    @Test
    void parityIsTheWorstGroupOverTheBest() {
        assertThat(Frames.lines(figures()
                        .filter(col("model").equalTo("down").and(col("metric").equalTo("parity_recall@2")))
                        .select("segment", "value")))
                .containsExactly("activity | 0.0", "length | 0.0");
    }

    @Test
    void theFirstModelHasNoDifferenceAndTheOthersHaveTheirs() {
        Dataset<Row> figures = figures().filter(col("segment").equalTo("activity=heavy"));
        assertThat(Frames.lines(figures.filter(col("metric").equalTo("percentile_rank"))
                        .select("model", "value", "difference", "p")))
                // down: 11 is first and 13 last, with strengths 1 and 3; factor the other way round.
                .containsExactly("down | 0.75 | null | null", "factor | 0.25 | -0.5 | 0.0");
    }

    @Test
    void theNumberOfPartitionsChangesNothing() {
        List<String> lines = Frames.lines(figures());
        spark().conf().set("spark.sql.shuffle.partitions", "3");
        try {
            assertThat(Frames.lines(figures())).isEqualTo(lines);
        } finally {
            spark().conf().set("spark.sql.shuffle.partitions", "4");
        }
    }

    private static Dataset<Row> figures() {
        Catalogue catalogue = new Catalogue(
                new int[] {10, 11, 12, 13},
                new String[] {"a", "a", "b", "b"},
                new double[] {1, 2, 3, 4},
                new int[][] {{0}, {1}, {2}, {3}},
                Map.of("length", new String[] {"short", "short", "long", "long"}));
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put("down", DOWN);
        rankings.put("factor", FACTOR);
        Dataset<Row> positives = Frames.of(
                spark(), PAIRS, "1 | 11 | 1", "1 | 13 | 3", "2 | 12 | 1", "2 | 99 | 1", "3 | 99 | 1", "3 | 10 | 1");
        Dataset<Row> seen = Frames.of(spark(), PAIRS, "1 | 10 | 1", "3 | 10 | 0", "4 | 12 | 1");
        Dataset<Row> groups = Frames.of(
                spark(),
                "user_idx int, groups array<string>",
                "1 | [\"activity=heavy\"]",
                "2 | [\"activity=new\"]",
                "4 | [\"activity=new\"]");
        Dataset<Row> factors = Frames.of(spark(), "user_idx int, factors array<float>", "1 | [1.0]", "4 | [1.0]");
        return new Evaluation(catalogue, rankings, Metrics.ofAccuracy(List.of(2), 2), SETTINGS)
                .of(EvaluationInput.of(positives, seen).withGroups(groups).withFactors("model", factors));
    }
}
