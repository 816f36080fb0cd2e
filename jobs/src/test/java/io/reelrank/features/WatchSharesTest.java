package io.reelrank.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.training.BiasModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchSharesTest extends SparkTest {
    private static final String PLAYS = "user_idx int, video_idx int, watch_ms bigint, duration_ms bigint";

    private record Play(int user, int video, long watch, long duration) {
        private double share() {
            return Math.min(1, (double) watch / duration);
        }

        private String bucket() {
            return duration < 15_000 ? "a" : duration < 60_000 ? "b" : duration < 180_000 ? "c" : "d";
        }
    }

    @Test
    void aVideoIsMeasuredAgainstThoseOfItsLength() {
        // One length, shares 1 and 0.5: mean 0.75, r = ±0.25, μ = 0; one sweep with λ = 1: b = ±0.25 / 2.
        Dataset<Row> plays = Frames.of(spark(), PLAYS, "1 | 7 | 20000 | 20000", "2 | 8 | 10000 | 20000");

        assertThat(Frames.lines(new WatchShares(new BiasModel(1, 1)).fit(plays)))
                .containsExactly("7 | 1 | 1.0 | 0.125", "8 | 1 | 0.5 | -0.125");
    }

    @Test
    void aLongerPlayThanTheVideoCountsAsOne() {
        Dataset<Row> plays = Frames.of(spark(), PLAYS, "1 | 7 | 90000 | 20000", "2 | 8 | 10000 | 20000");
        assertThat(Frames.lines(new WatchShares(new BiasModel(1, 1)).fit(plays).select("video_idx", "watch_share")))
                .containsExactly("7 | 1.0", "8 | 0.5");
    }

    @Test
    void withoutPlaysThereAreNoFigures() {
        assertThat(Frames.lines(new WatchShares(new BiasModel(20, 3)).fit(Frames.of(spark(), PLAYS))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "20, 3", "2.5, 6"})
    void thePullIsThatOfASimpleAlternatingSolution(double regularization, int sweeps) {
        List<Play> plays = plays(new Random(sweeps), 400);
        Dataset<Row> frame = Frames.of(
                spark(),
                PLAYS,
                plays.stream()
                        .map(play -> play.user() + "|" + play.video() + "|" + play.watch() + "|" + play.duration())
                        .toArray(String[]::new));

        List<Row> fitted = new WatchShares(new BiasModel(regularization, sweeps))
                .fit(frame.repartition(3))
                .collectAsList();

        double[] expected = slow(plays, regularization, sweeps);
        Map<Integer, List<Play>> byVideo = plays.stream().collect(Collectors.groupingBy(Play::video));
        assertThat(fitted).hasSameSizeAs(byVideo.keySet());
        for (Row row : fitted) {
            List<Play> own = byVideo.get(row.getInt(0));
            assertThat(row.getLong(1)).isEqualTo(own.size());
            assertThat(row.getDouble(2))
                    .isCloseTo(own.stream().mapToDouble(Play::share).average().orElseThrow(), within(1e-6));
            assertThat(row.getDouble(3)).isCloseTo(expected[row.getInt(0)], within(1e-6));
        }
    }

    private static double[] slow(List<Play> plays, double regularization, int sweeps) {
        Map<String, Double> means =
                plays.stream().collect(Collectors.groupingBy(Play::bucket, Collectors.averagingDouble(Play::share)));
        double[] r = plays.stream()
                .mapToDouble(play -> play.share() - means.get(play.bucket()))
                .toArray();
        double mu = Arrays.stream(r).average().orElseThrow();
        double[] users = new double[20];
        double[] videos = new double[30];
        for (int sweep = 0; sweep < sweeps; sweep++) {
            if (sweep > 0) {
                update(users, plays, Play::user, Play::video, videos, r, mu, regularization);
            }
            update(videos, plays, Play::video, Play::user, users, r, mu, regularization);
        }
        return videos;
    }

    private static void update(
            double[] side,
            List<Play> plays,
            Function<Play, Integer> key,
            Function<Play, Integer> otherKey,
            double[] other,
            double[] r,
            double mu,
            double regularization) {
        for (int k = 0; k < side.length; k++) {
            double sum = 0;
            int count = 0;
            for (int p = 0; p < r.length; p++) {
                if (key.apply(plays.get(p)) == k) {
                    sum += r[p] - mu - other[otherKey.apply(plays.get(p))];
                    count++;
                }
            }
            side[k] = count == 0 ? 0 : sum / (regularization + count);
        }
    }

    private static List<Play> plays(Random random, int count) {
        long[] lengths = {9_000, 15_000, 59_999, 60_000, 150_000, 180_000, 600_000};
        return random.ints(count, 0, 30)
                .mapToObj(video -> {
                    long length = lengths[video % lengths.length];
                    return new Play(random.nextInt(20), video, 1 + (long) (random.nextDouble() * 1.5 * length), length);
                })
                .toList();
    }
}
