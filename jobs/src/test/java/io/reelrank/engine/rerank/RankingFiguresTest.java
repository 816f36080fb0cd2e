package io.reelrank.engine.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.engine.evaluation.Catalogue;
import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Evaluation;
import io.reelrank.engine.evaluation.EvaluationInput;
import io.reelrank.engine.evaluation.Metrics;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.TopItems;
import io.reelrank.engine.training.FactorRanking;
import io.reelrank.engine.training.NeighbourRanking;
import io.reelrank.engine.training.Neighbours;
import io.reelrank.engine.training.SegmentRanking;
import io.reelrank.engine.training.UnpersonalizedRanking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * The figures of rankings that find ranks in a way of their own, against the figures of the same scores, sorted. Many
 * scores are equal, and some users have seen nearly everything or have no factors.
 */
class RankingFiguresTest extends SparkTest {
    private static final String PAIRS = "user_idx int, video_idx int, strength float";
    private static final int USERS = 150;
    private static final int ITEMS = 700;
    private static final int RANK = 2;
    private static final int[] IDS =
            IntStream.range(0, ITEMS).map(i -> 3 * i + 1).toArray();
    private static final EvaluationSettings SETTINGS = TestSettings.with(
                    "evaluation.cutoffs=[2, 15]",
                    "evaluation.list-length=15",
                    "evaluation.replicates=20",
                    "evaluation.parity-min-users=1",
                    "gate.metrics=[mrr]",
                    "tune.metrics=[mrr]",
                    "ablation.metrics=[mrr]")
            .evaluation();

    private final Random random = new Random(8);

    /** Ranks by the scores of another ranking, and by nothing else of it. */
    private record ByScores(Ranking ranking) implements Ranking {
        @Override
        public void score(EvaluatedUser user, float[] scores) {
            ranking.score(user, scores);
        }
    }

    @Test
    void figuresAreThoseOfTheScoresSorted() {
        TopItems known = items(RANK, 0.5f);
        TopItems popular = items(0, 1);
        UnpersonalizedRanking byPopularity = new UnpersonalizedRanking(popular);
        Ranking cold = new SegmentRanking(
                new int[][] {{5, 600, 1}, {}, {300}}, new float[][] {{2, 2, 1}, {}, {0.5f}}, byPopularity);
        Ranking served = new FactorRanking("model", known, cold);
        EvaluationInput input = input();
        Neighbours neighbours = Neighbours.of(input.seen().filter("strength > 0"), IDS, SETTINGS);
        ItemTraits traits = traits();
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put("served", served);
        rankings.put("popular", byPopularity);
        rankings.put("segments", cold);
        rankings.put("neighbours", NeighbourRanking.of(neighbours, popular, 0.5f));
        rankings.put("plus", new FactorRanking("model", known.plus(popular, 0.3f), byPopularity));

        assertSameFigures(rankings, input.withCandidates(candidates()));

        rankings.put("lists", reranked(served, traits, "diversity=0.2", "calibration=0.1", "max-per-creator=2"));
        rankings.put("quotas", reranked(served, traits, "new-video-share=0.3", "small-creator-share=0.4"));
        assertSameFigures(rankings, input);
    }

    private static void assertSameFigures(Map<String, Ranking> rankings, EvaluationInput input) {
        Map<String, Ranking> byScores = new LinkedHashMap<>();
        rankings.forEach((name, ranking) -> byScores.put(name, new ByScores(ranking)));
        List<String> figures = Frames.lines(figures(rankings, input));
        assertThat(figures).hasSizeGreaterThan(100).isEqualTo(Frames.lines(figures(byScores, input)));
    }

    private static Dataset<Row> figures(Map<String, Ranking> rankings, EvaluationInput input) {
        String[] creators = IntStream.of(IDS).mapToObj(id -> "c" + id % 7).toArray(String[]::new);
        int[][] terms = new int[ITEMS][];
        Arrays.setAll(terms, i -> new int[] {i % 5});
        String[] lengths = IntStream.of(IDS).mapToObj(id -> "l" + id % 3).toArray(String[]::new);
        Catalogue catalogue = new Catalogue(IDS, creators, new double[ITEMS], terms, Map.of("length", lengths));
        return new Evaluation(catalogue, rankings, Metrics.ofAccuracy(List.of(2, 15), 15), SETTINGS).of(input);
    }

    private static Ranking reranked(Ranking served, ItemTraits traits, String... values) {
        return RerankedRanking.of(
                served, IDS, traits, TestSettings.rerank(values), new RerankedRanking.ListLengths(40, 20));
    }

    /** Items whose scores are often equal: whole numbers as factors, many of them 0. */
    private TopItems items(int rank, float bias) {
        float[] factors = new float[ITEMS * rank];
        float[] biases = new float[ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            biases[i] = bias * random.nextInt(3) / 2;
            for (int k = 0; k < rank && i % 4 > 0; k++) {
                factors[i * rank + k] = i % 4 == 1 ? random.nextInt(3) - 1 : (float) random.nextGaussian();
            }
        }
        return new TopItems(rank, IDS, factors, biases);
    }

    private EvaluationInput input() {
        List<String> positives = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        List<String> factors = new ArrayList<>();
        List<String> segments = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            double share = user % 10 == 0 ? 0.985 : 0.05;
            for (int id : IDS) {
                // Some seen items are held out too, and then do not count.
                if (random.nextDouble() < share) {
                    seen.add("%d | %d | %d".formatted(user, id, random.nextInt(3)));
                }
                if (random.nextInt(100) == 0 || id == IDS[user]) {
                    positives.add("%d | %d | %d".formatted(user, id, 1 + random.nextInt(3)));
                }
            }
            if (user % 6 > 0) {
                factors.add("%d | [%d, %.3f]".formatted(user, random.nextInt(3) - 1, user % 6 - 1 + 0.1));
            }
            if (user % 4 > 0) {
                segments.add("%d | %d".formatted(user, user % 4 - 1));
            }
        }
        return EvaluationInput.of(frame(PAIRS, positives), frame(PAIRS, seen))
                .withFactors("model", frame("user_idx int, factors array<float>", factors))
                .withSegments(frame("user_idx int, segment int", segments));
    }

    /** Own candidates of every third user, from none to a few dozen. */
    private Dataset<Row> candidates() {
        List<String> pairs = new ArrayList<>();
        for (int user = 0; user < USERS; user += 3) {
            for (int i = 0; i < ITEMS; i++) {
                if (i == user || random.nextInt(ITEMS) < user / 3) {
                    pairs.add(user + " | " + IDS[i]);
                }
            }
        }
        return frame("user_idx int, video_idx int", pairs);
    }

    private ItemTraits traits() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            StringJoiner row = new StringJoiner(" | ");
            row.add("" + IDS[i]).add("" + random.nextInt(60)).add("null").add("[\"t%d\"]".formatted(i % 6));
            row.add("0.0").add("" + (i % 11 == 0)).add("" + (i % 3 == 0)).add("[%d.0, 1.0]".formatted(i % 9 - 4));
            rows.add(row.toString());
        }
        return SomeTraits.of(spark(), rows.toArray(String[]::new));
    }

    private Dataset<Row> frame(String columns, List<String> rows) {
        return Frames.of(spark(), columns, rows.toArray(String[]::new));
    }
}
