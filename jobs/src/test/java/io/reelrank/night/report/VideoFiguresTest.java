package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class VideoFiguresTest extends SparkTest {
    @Test
    void retentionIsTheShareOfViewersWhoseLongestPlayReachedAPoint() {
        // Video 7 lasts 10 s: 1 s, 5 s, 9.9 s and twice its length.
        Dataset<Row> counted = SomePairs.counted(SomePairs.pairs(
                spark(),
                "2022-05-06 | 1 | 7 | 1 | 1 | 1000",
                "2022-05-06 | 2 | 7 | 1 | 1 | 5000",
                "2022-05-06 | 3 | 7 | 1 | 1 | 9900",
                "2022-05-06 | 4 | 7 | 1 | 1 | 20000",
                "2022-05-06 | 4 | 11 | 1 | 1 | 20000"));
        Dataset<Row> videos = of(counted, 4, SomePairs.windows(7));
        assertThat(Frames.lines(videos.select("video_idx", "viewers", "retention", "peer_retention")))
                .containsExactly(
                        "11 | 1 | null | null",
                        "7 | 4 | [1.0, 0.75, 0.75, 0.75, 0.75, 0.5, 0.5, 0.5, 0.5, 0.25] | null");
        Dataset<Row> seven = counted.filter(col("video_idx").equalTo(7));
        Dataset<Row> twice = seven.unionByName(seven.withColumn("video_idx", lit(12)));
        // Of similar length is nobody else's video, else the class is told where the others have enough viewers.
        assertThat(Frames.lines(of(twice, 4, SomePairs.windows(7))
                        .filter(col("peer_retention").isNotNull())
                        .selectExpr("video_idx", "peer_retention[1]")))
                .containsExactly("12 | 0.75", "7 | 0.75");
        // Wilson's 90% interval for 3 of 4.
        assertThat(videos.filter(col("video_idx").equalTo(7))
                        .selectExpr("round(retention_low[1], 4)", "round(retention_high[1], 4)")
                        .head()
                        .mkString(" "))
                .isEqualTo("0.3562 0.9421");
    }

    /** Of 7 and 12 enough people watched; 9, of the same length, has two viewers, whom no difference of the others tells. */
    @Test
    void theOthersAreVideosWhoseRetentionIsTold() {
        Dataset<Row> counted = SomePairs.counted(SomePairs.pairs(
                        spark(),
                        "2022-05-06 | 1 | 7 | 1 | 1 | 10000",
                        "2022-05-06 | 2 | 7 | 1 | 1 | 10000",
                        "2022-05-06 | 3 | 7 | 1 | 1 | 1000",
                        "2022-05-06 | 1 | 12 | 1 | 1 | 10000",
                        "2022-05-06 | 2 | 12 | 1 | 1 | 10000",
                        "2022-05-06 | 3 | 12 | 1 | 1 | 10000",
                        "2022-05-06 | 1 | 9 | 1 | 1 | 1000",
                        "2022-05-05 | 1 | 9 | 1 | 1 | 1000",
                        "2022-05-06 | 2 | 9 | 1 | 1 | 1000"))
                .withColumn("duration_ms", lit(10_000L));
        assertThat(Frames.lines(of(counted, 3, SomePairs.windows(7))
                        .selectExpr("video_idx", "viewers", "round(retention[9], 6)", "round(peer_retention[9], 6)")))
                .containsExactly("12 | 3 | 1.0 | 0.833333", "7 | 3 | 0.666667 | 0.833333", "9 | 2 | null | null");
    }

    /** Three people, of whom logs have the length for one: one person's retention is not told. */
    @Test
    void retentionIsOfPeopleWhoseLengthIsKnown() {
        Dataset<Row> counted = SomePairs.counted(SomePairs.pairs(
                        spark(),
                        "2022-05-06 | 1 | 7 | 1 | 1 | 10000",
                        "2022-05-06 | 2 | 7 | 1 | 1 | 10000",
                        "2022-05-06 | 3 | 7 | 1 | 1 | 1000"))
                .withColumn("duration_ms", when(col("user_idx").equalTo(1), 10_000L));
        assertThat(Frames.lines(of(counted, 3, SomePairs.windows(7)).select("video_idx", "viewers", "retention")))
                .containsExactly("7 | 3 | null");
    }

    @Test
    void aVideoIsComparedWithTheCreatorsVideosAtTheSameAge() {
        // Published 2, 3 and 5 days ago; the fourth before anything is known.
        Dataset<Row> facts = Frames.of(
                spark(),
                "video_idx int, creator_id string, category string, age_days double, duration_ms bigint",
                "1 | ann | food | 2.5 | 1000",
                "2 | ann | food | 3.5 | 1000",
                "3 | ann | food | 5.5 | 1000",
                "4 | ann | food | 9.5 | 1000");
        Dataset<Row> pairs = SomePairs.pairs(
                spark(),
                "2022-05-04 | 1 | 1 | 1 | 4 | 1000",
                "2022-05-05 | 1 | 1 | 1 | 6 | 1000",
                "2022-05-03 | 1 | 2 | 1 | 1 | 1000",
                "2022-05-05 | 1 | 2 | 1 | 7 | 1000",
                "2022-05-01 | 1 | 3 | 1 | 3 | 1000",
                "2022-05-02 | 1 | 3 | 1 | 2 | 1000",
                "2022-05-06 | 1 | 4 | 1 | 9 | 1000");
        Dataset<Row> videos = ReportSums.videos(facts);
        Dataset<Row> counted = ReportSums.counted(
                pairs,
                Frames.of(spark(), "user_idx int"),
                videos,
                Frames.of(spark(), "user_idx int, taste_idx int"),
                SomePairs.DATE);
        assertThat(Frames.lines(figures(counted, ReportSums.videoDays(counted, videos), 1, SomePairs.windows(4))
                        .select(
                                "video_idx",
                                "age_days",
                                "plays_at_age",
                                "typical_videos",
                                "typical_low",
                                "typical_plays",
                                "typical_high")))
                // Plays on the day of publication and two days after: 10, 8 and 5; up to three only two videos are
                // known. Video 3
                // has no
                // event within the window.
                .containsExactly(
                        "1 | 2 | 10 | 3 | 6.8 | 8.0 | 8.8",
                        "2 | 3 | 8 | 2 | null | null | null",
                        "4 | null | null | 0 | null | null | null");
    }

    private Dataset<Row> of(Dataset<Row> counted, int minPeople, Windows windows) {
        return figures(counted, SomePairs.videoDays(counted), minPeople, windows);
    }

    private Dataset<Row> figures(Dataset<Row> counted, Dataset<Row> videoDays, int minPeople, Windows windows) {
        VideoFigures figures = new VideoFigures(windows, minPeople);
        return figures.of(videoDays, figures.watched(counted, new OfferTastes(windows, minPeople).ofVideos(counted)));
    }
}
