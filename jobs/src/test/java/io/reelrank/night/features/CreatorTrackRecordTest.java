package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CreatorTrackRecordTest extends SparkTest {
    private static final String FACTS = "video_idx int, creator_id string, age_days double";
    private static final String QUALITY =
            "video_idx int, plays bigint, met bigint, wanted bigint, pull double, dt date";

    @Test
    void aVideoHasTheRecordOfItsCreatorsOthers() {
        // ann's 4 is not published yet; nobody saw her 3; bob has one video, and 6 has no creator.
        Dataset<Row> facts = Frames.of(
                spark(),
                FACTS,
                "1 | ann | 3.0",
                "2 | ann | null",
                "3 | ann | 0.0",
                "4 | ann | -0.5",
                "5 | bob | 1.0",
                "6 |  | 1.0");
        Dataset<Row> quality = Frames.of(
                spark(),
                QUALITY,
                "1 | 20 | 30 | 10 | 0.5 | 2022-05-06",
                "2 | 60 | 40 | 20 | -0.25 | 2022-05-06",
                "5 | 20 | 10 | 10 | 0.125 | 2022-05-06",
                "6 | 0 | 20 | 0 | null | 2022-05-06");

        // g = 40 / 100, so the prior is 8 of 20; λ = 20 gives weights 0.5, 0.75 and 0.5; κ = 1.
        assertThat(Frames.lines(new CreatorTrackRecord(20)
                        .of(facts, quality)
                        .selectExpr(
                                "video_idx",
                                "creator_videos",
                                "creator_plays",
                                "round(creator_wanted_rate, 6)",
                                "round(creator_pull, 6)")))
                .containsExactly(
                        // 28 / 60, -0.25 / 1.75
                        "1 | 2 | 60 | 0.466667 | -0.142857",
                        // 18 / 50, 0.5 / 1.5
                        "2 | 2 | 20 | 0.36 | 0.333333",
                        // 38 / 90, 0.25 / 2.25
                        "3 | 2 | 80 | 0.422222 | 0.111111",
                        "4 | 3 | 80 | 0.422222 | 0.111111",
                        "5 | 0 | 0 | 0.4 | 0.0",
                        "6 | 0 | 0 | 0.4 | 0.0");
    }

    @Test
    void withoutEventsTheRecordIsZero() {
        assertThat(Frames.lines(new CreatorTrackRecord(0)
                        .of(Frames.of(spark(), FACTS, "1 | ann | 3.0", "2 | ann | 3.0"), Frames.of(spark(), QUALITY))))
                .containsExactly("1 | 1 | 0 | 0.0 | 0.0", "2 | 1 | 0 | 0.0 | 0.0");
    }
}
