package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.time.Instant;
import java.time.ZoneId;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PointInTimeFeaturesTest extends SparkTest {
    private static final Instant END = Instant.parse("2022-05-07T00:00:00Z");

    private final PointInTimeFeatures features =
            new PointInTimeFeatures(new DecayedPopularity(2), ZoneId.of("Asia/Shanghai"));

    // 01:00 UTC is 9 o'clock in Shanghai, the fourth part of the day; popularity halves in 2 days.
    private static Dataset<Row> days() {
        return SomeDays.of(
                Frames.of(
                        spark(),
                        "dt date, user_idx int, video_idx int, event_time timestamp, kind string",
                        "2022-05-04 | 1 | 7 | 2022-05-05 00:00:00 | play",
                        "2022-05-04 | 1 | 7 | 2022-05-05 00:00:00 | long_view",
                        "2022-05-04 | 2 | 7 | 2022-05-05 00:00:00 | impression",
                        "2022-05-06 | 2 | 9 | 2022-05-06 01:00:00 | play",
                        "2022-05-06 | 2 | 8 | 2022-05-07 00:00:00 | play"),
                new FeedbackSignals(SomeSettings.halvingIn(10)));
    }

    @Test
    void aVideoHasWhatWasShownAndWantedWithDecay() {
        Dataset<Row> pulls = Frames.of(spark(), "video_idx int, pull double", "7 | 0.25");
        assertThat(Frames.lines(features.videos(days(), pulls, END)
                        .filter("video_idx < 9")
                        .select("video_idx", "positives", "recent_positives", "recent_shown", "pull")))
                .containsExactly("7 | 1.0 | 0.5 | 1.0 | 0.25", "8 | 0.0 | 0.0 | 1.0 | 0.0");
    }

    @Test
    void hoursAreSharesOfAUserAndLiftsOfAVideo() {
        assertThat(Frames.lines(features.users(days())))
                .containsExactly(
                        "1 | [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]", "2 | [0.0, 0.0, 0.5, 0.5, 0.0, 0.0, 0.0, 0.0]");
        // The only video with positives has the hours of all.
        assertThat(Frames.lines(features.videos(days(), Frames.of(spark(), "video_idx int, pull double"), END)
                        .select("video_idx", "hours")))
                .allMatch(line -> line.endsWith("[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]"));
    }
}
