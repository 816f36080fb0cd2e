package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DecayedPopularityTest extends SparkTest {
    private static final Instant END = Instant.parse("2022-05-07T00:00:00Z");
    private static final DecayedPopularity POPULARITY = new DecayedPopularity(2);

    @Test
    void aUserMakesAVideoPopularOnceADay() {
        Dataset<Row> days = days(
                "2022-05-06 | 1 | 7 | 2022-05-06 00:00:00 | long_view",
                "2022-05-06 | 1 | 7 | 2022-05-06 12:00:00 | like",
                "2022-05-05 | 1 | 7 | 2022-05-05 00:00:00 | like",
                "2022-05-05 | 2 | 7 | 2022-05-05 00:00:00 | like",
                "2022-05-05 | 2 | 8 | 2022-05-05 00:00:00 | play",
                "2022-05-05 | 2 | 9 | 2022-05-03 00:00:00 | like");

        List<Row> popular = POPULARITY.of(days, END).orderBy("video_idx").collectAsList();

        assertThat(popular).extracting(row -> row.getInt(0)).containsExactly(7, 9);
        assertThat(popular).extracting(row -> row.getDouble(1)).containsExactly(3.0, 1.0);
        // The last event of a user-day counts: one is half a day old, two are two days old, which is the half-life.
        assertThat(popular.get(0).getDouble(2)).isCloseTo(Math.pow(2, -0.25) + 0.5 + 0.5, within(1e-8));
        assertThat(popular.get(1).getDouble(2)).isCloseTo(0.25, within(1e-8));
    }

    @Test
    void aSegmentHasThePopularityOfItsUsersAndAUserIsShownOnceADay() {
        Dataset<Row> days = days(
                "2022-05-06 | 1 | 7 | 2022-05-07 00:00:00 | like",
                "2022-05-04 | 2 | 7 | 2022-05-05 00:00:00 | like",
                "2022-05-06 | 2 | 8 | 2022-05-06 00:00:00 | play",
                "2022-05-06 | 2 | 8 | 2022-05-07 00:00:00 | play");
        Dataset<Row> segments = Frames.of(spark(), "user_idx int, segment string", "1 | young", "2 | old");

        assertThat(Frames.lines(POPULARITY.bySegment(days, segments, END)))
                .containsExactly("old | 7 | 0.5", "young | 7 | 1.0");
        assertThat(Frames.lines(POPULARITY.shown(days, END))).containsExactly("7 | 1.5", "8 | 1.0");
    }

    @Test
    void nothingDependsOnPartitions() {
        String[] lines = new String[500];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "2022-05-%02d | %d | %d | 2022-05-%02d 03:%02d:%02d | like"
                    .formatted(1 + i % 6, i % 30, i % 4, 1 + i % 6, i % 60, i % 53);
        }
        Dataset<Row> days = days(lines);
        assertThat(Frames.lines(POPULARITY.of(days.repartition(7), END)))
                .isEqualTo(Frames.lines(POPULARITY.of(days.coalesce(1), END)));
    }

    private static Dataset<Row> days(String... lines) {
        return SomeDays.of(
                Frames.of(spark(), "dt date, user_idx int, video_idx int, event_time timestamp, kind string", lines),
                new FeedbackSignals(SomeSettings.halvingIn(10)));
    }
}
