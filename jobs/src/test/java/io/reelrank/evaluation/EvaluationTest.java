package io.reelrank.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.evaluation.Evaluation.Ranking;
import io.reelrank.scoring.TopItems;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class EvaluationTest extends SparkTest {
    private static final String PAIR = "user_idx int, video_idx int";
    private static final double QUANTUM = 2e-9;

    /** 60 videos of which the lower is the better. */
    private static final TopItems BY_NUMBER = items(false);
    /** 60 videos of which the higher is the better. */
    private static final TopItems BACKWARDS = items(true);

    @Test
    void theMeansAreOverTheUsersWhoWantedSomething() {
        // User 1 wants 0 and 21, met 1; user 2 wants 59 and has no factors; user 3 wants nothing.
        Dataset<Row> wanted = Frames.of(spark(), PAIR, "1 | 21", "1 | 0", "2 | 59");
        Dataset<Row> met = Frames.of(spark(), PAIR, "1 | 1", "3 | 2");
        Dataset<Row> factors = Frames.of(spark(), "user_idx int, factors array<float>", "1 | [2]", "3 | [1]");

        // "taste": user 1 ranks 0, 2, 3, … by the known one, so 0 has place 1 and 21 place 21; user 2, cold, finds 59
        // at
        // place 1.
        // "number": 59 is found by nobody; user 1 as before.
        List<Row> figures = Evaluation.of(
                        Map.of(
                                "taste", new Ranking(withFactors(), BACKWARDS),
                                "number", new Ranking(BY_NUMBER, BY_NUMBER)),
                        wanted,
                        met,
                        factors)
                .orderBy("model", "metric")
                .collectAsList();

        double ndcg = 1 / (1 + Math.log(2) / Math.log(3));
        assertThat(figures)
                .extracting(row -> row.getString(0) + " " + row.getString(1) + " " + row.getLong(3))
                .containsExactly(
                        "number hit_rate@20 2",
                        "number ndcg@20 2",
                        "number recall@50 2",
                        "taste hit_rate@20 2",
                        "taste ndcg@20 2",
                        "taste recall@50 2");
        assertValue(figures.get(0), 0.5);
        assertValue(figures.get(1), ndcg / 2);
        assertValue(figures.get(2), 0.5);
        assertValue(figures.get(3), 1);
        assertValue(figures.get(4), (ndcg + 1) / 2);
        assertValue(figures.get(5), 1);
    }

    @Test
    void theFiguresDoNotDependOnPartitions() {
        String[] pairs = IntStream.range(0, 300)
                .mapToObj(i -> (i % 50) + " | " + (i * 7 % 60))
                .distinct()
                .toArray(String[]::new);
        Dataset<Row> wanted = Frames.of(spark(), PAIR, pairs);
        Dataset<Row> met = Frames.of(spark(), PAIR, "1 | 1", "2 | 2");
        Dataset<Row> factors = Frames.of(spark(), "user_idx int, factors array<float>", "1 | [2]");
        Map<String, Ranking> rankings = Map.of("number", new Ranking(BY_NUMBER, BY_NUMBER));

        assertThat(Frames.lines(Evaluation.of(rankings, wanted.repartition(7), met, factors)))
                .isEqualTo(Frames.lines(Evaluation.of(rankings, wanted.coalesce(1), met, factors)))
                .hasSize(3);
    }

    private static void assertValue(Row figure, double expected) {
        assertThat(figure.getDouble(2)).isCloseTo(expected, within(QUANTUM));
    }

    private static TopItems items(boolean isBackwards) {
        float[] biases = new float[60];
        for (int i = 0; i < biases.length; i++) {
            biases[i] = isBackwards ? i : -i;
        }
        return new TopItems(0, IntStream.range(0, 60).toArray(), new float[0], biases);
    }

    private static TopItems withFactors() {
        float[] factors = new float[60];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = -i;
        }
        return new TopItems(1, IntStream.range(0, 60).toArray(), factors, new float[60]);
    }
}
