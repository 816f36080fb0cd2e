package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CreatorAffinityTest extends SparkTest {
    @Test
    void theLastFollowCountsAndEachHiddenVideoOnce() {
        Dataset<Row> facts =
                Frames.of(spark(), "video_idx int, creator_id string", "7 | ann", "8 | ann", "9 | bob", "10 | ");
        Dataset<Row> signals = Frames.of(
                spark(),
                "user_idx int, video_idx int, event_time timestamp, kind string",
                "0 | 7 | 2022-05-06 01:00:00 | follow",
                "0 | 8 | 2022-05-06 02:00:00 | unfollow",
                "0 | 8 | 2022-05-06 03:00:00 | hide",
                "0 | 8 | 2022-05-06 04:00:00 | hide",
                "0 | 7 | 2022-05-06 04:00:00 | report",
                "1 | 7 | 2022-05-06 01:00:00 | unfollow",
                "1 | 8 | 2022-05-06 02:00:00 | follow",
                "2 | 9 | 2022-05-06 02:00:00 | follow",
                "2 | 9 | 2022-05-06 02:00:00 | unfollow",
                "3 | 9 | 2022-05-06 02:00:00 | play",
                "3 | 10 | 2022-05-06 02:00:00 | hide");

        assertThat(Frames.lines(CreatorAffinity.of(
                        SomeDays.of(signals, new FeedbackSignals(SomeSettings.halvingIn(10))), facts)))
                .containsExactly("0 | ann | false | 1 | 1", "1 | ann | true | 0 | 0", "2 | bob | false | 0 | 0");
    }
}
