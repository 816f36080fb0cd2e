package io.reelrank.engine.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CreatorStandingTest extends SparkTest {
    /** Eligible videos: ann has 6 positives, bob 1, the unknown creator 2; the mean is 3. */
    @Test
    void creatorsBelowTheMeanAreSmallAndYoungVideosAreNew() {
        Dataset<Row> videos = Frames.of(
                spark(),
                "video_idx int, creator_id string, eligible boolean, age_days double, positives bigint",
                "1 | ann | true | 6.9 | 4",
                "2 | ann | true | 7.0 | 2",
                "3 | bob | true | null | 1",
                "4 | bob | false | -1.0 | 90",
                "5 |  | true | 30.0 | 2",
                "6 | cat | false | 1.0 | 9");

        assertThat(Frames.lines(CreatorStanding.of(videos, 7).select("video_idx", "is_new", "is_small")))
                .containsExactly(
                        "1 | true | false",
                        "2 | false | false",
                        "3 | false | true",
                        "4 | true | true",
                        "5 | false | true",
                        "6 | true | false");
        assertThat(Frames.lines(CreatorStanding.of(videos, 7).select("creator").filter("creator = 0")))
                .hasSize(1);
    }

    @Test
    void onlyPositiveStrengthsAreCounted() {
        assertThat(Frames.lines(CreatorStanding.positives(Frames.of(
                        spark(),
                        "user_idx int, video_idx int, strength float",
                        "1 | 7 | 1",
                        "2 | 7 | 0",
                        "3 | 7 | 2",
                        "1 | 8 | -1"))))
                .containsExactly("7 | 2");
    }
}
