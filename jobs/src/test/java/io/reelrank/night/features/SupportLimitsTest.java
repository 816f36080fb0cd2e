package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.StrengthSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SupportLimitsTest extends SparkTest {
    private static final String PAIRS = "user_idx int, video_idx int, strength float, last_seen timestamp";
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private static List<String> limited(StrengthSettings.SupportSettings limits, Dataset<Row> pairs) {
        return Frames.lines(new SupportLimits(limits).of(pairs).select("user_idx", "video_idx", "strength"));
    }

    @Test
    void withoutLimitsEveryStrengthCounts() {
        Dataset<Row> pairs =
                Frames.of(spark(), PAIRS, "1 | 7 | 2 | 2022-05-01 00:00:00", "2 | 7 | 0 | 2022-05-01 00:00:00");
        assertThat(Frames.lines(new SupportLimits(new StrengthSettings.SupportSettings(NO_LIMIT, 1, 1, 1)).of(pairs)))
                .containsExactly("1 | 7 | 2.0 | 2022-05-01 00:00:00", "2 | 7 | 0.0 | 2022-05-01 00:00:00");
    }

    @Test
    void theNewestPairsOfABusyUserCount() {
        Dataset<Row> pairs = Frames.of(
                spark(),
                PAIRS,
                "1 | 5 | 1 | 2022-05-03 00:00:00",
                "1 | 6 | 1 | 2022-05-02 00:00:00",
                "1 | 7 | -1 | 2022-05-02 00:00:00",
                "1 | 8 | 1 | 2022-05-01 00:00:00",
                // Strength 0 takes no place.
                "1 | 9 | 0 | 2022-05-04 00:00:00",
                "2 | 5 | 1 | 2022-04-01 00:00:00",
                "2 | 6 | 1 | 2022-04-01 00:00:00");
        assertThat(limited(new StrengthSettings.SupportSettings(2, 1, 1, 1), pairs))
                .containsExactly(
                        "1 | 5 | 1.0",
                        "1 | 6 | 1.0",
                        "1 | 7 | 0.0",
                        "1 | 8 | 0.0",
                        "1 | 9 | 0.0",
                        "2 | 5 | 1.0",
                        "2 | 6 | 1.0");
    }

    @Test
    void theNewestOfManyAreThoseOfASort() {
        Random random = new Random(3);
        record Pair(int video, int second) {}
        List<Pair> all = new ArrayList<>();
        for (int video = 0; video < 2000; video++) {
            all.add(new Pair(video, random.nextInt(60)));
        }
        String[] lines = all.stream()
                .map(pair -> "1 | %d | 1 | 2022-05-01 00:00:%02d".formatted(pair.video(), pair.second()))
                .toArray(String[]::new);
        List<String> newest = all.stream()
                .sorted(Comparator.comparingInt(Pair::second).reversed().thenComparingInt(Pair::video))
                .limit(300)
                .map(pair -> Integer.toString(pair.video()))
                .sorted()
                .collect(Collectors.toList());

        Dataset<Row> counting = new SupportLimits(new StrengthSettings.SupportSettings(300, 1, 1, 1))
                .of(Frames.of(spark(), PAIRS, lines).repartition(4))
                .filter("strength <> 0")
                .select("video_idx");

        assertThat(Frames.lines(counting)).isEqualTo(newest);
    }

    @Test
    void aVideosStrengthsAreScaledToItsShare() {
        // |3| + |-3| + 2 = 8. Video 7 has 6 of these and may have a quarter, 2: a third of its own.
        Dataset<Row> pairs = Frames.of(
                spark(),
                PAIRS,
                "1 | 7 | 3 | 2022-05-01 00:00:00",
                "2 | 7 | -3 | 2022-05-01 00:00:00",
                "1 | 8 | 1 | 2022-05-01 00:00:00",
                "2 | 9 | 1 | 2022-05-01 00:00:00");
        assertThat(limited(new StrengthSettings.SupportSettings(NO_LIMIT, 0.25, 1, 1), pairs))
                .containsExactly("1 | 7 | 1.0", "1 | 8 | 1.0", "2 | 7 | -1.0", "2 | 9 | 1.0");
    }

    @Test
    void usersAndVideosWithoutSupportAreDropped() {
        Dataset<Row> pairs = Frames.of(
                spark(),
                PAIRS,
                "1 | 7 | 1 | 2022-05-01 00:00:00",
                "1 | 8 | 1 | 2022-05-01 00:00:00",
                "2 | 7 | 1 | 2022-05-01 00:00:00",
                "2 | 8 | 0 | 2022-05-01 00:00:00",
                "3 | 7 | 1 | 2022-05-01 00:00:00",
                "3 | 9 | 1 | 2022-05-01 00:00:00");
        assertThat(limited(new StrengthSettings.SupportSettings(NO_LIMIT, 1, 2, 1), pairs))
                .containsExactly(
                        "1 | 7 | 1.0", "1 | 8 | 1.0", "2 | 7 | 0.0", "2 | 8 | 0.0", "3 | 7 | 1.0", "3 | 9 | 1.0");
        // Without user 2, videos 8 and 9 have one user each.
        assertThat(limited(new StrengthSettings.SupportSettings(NO_LIMIT, 1, 2, 2), pairs))
                .containsExactly(
                        "1 | 7 | 1.0", "1 | 8 | 0.0", "2 | 7 | 0.0", "2 | 8 | 0.0", "3 | 7 | 1.0", "3 | 9 | 0.0");
    }
}
