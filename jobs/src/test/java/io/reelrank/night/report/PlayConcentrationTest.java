package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PlayConcentrationTest extends SparkTest {
    @Test
    void playsAreDividedAmongVideosAndNiches() {
        Dataset<Row> videoDays = Frames.of(
                spark(),
                "creator_id string, video_idx int, category string, ago int, impressions bigint, plays bigint",
                "ann | 1 | food | 0 | 9 | 4",
                "ann | 2 | food | 3 | 9 | 4",
                "ann | 3 | cars | 3 | 9 | 8",
                "ann | 4 | cars | 6 | 9 | 0",
                "ann | 5 | cars | 7 | 9 | 99",
                "bob | 6 | cars | 1 | 1 | 0");
        // Shares ¼, ¼, ½ have an entropy of 1.5 bits, halves of 1.
        assertThat(Frames.lines(new PlayConcentration(SomePairs.windows(1, 7))
                        .of(videoDays)
                        .selectExpr(
                                "creator_id",
                                "window_days",
                                "videos",
                                "top_video_share",
                                "round(effective_videos, 6)",
                                "round(effective_niches, 6)")))
                .containsExactly(
                        "ann | 1 | 1 | 1.0 | 1.0 | 1.0",
                        "ann | 7 | 4 | 0.5 | 2.828427 | 2.0",
                        "bob | 1 | 0 | null | null | null",
                        "bob | 7 | 1 | null | null | null");
    }

    @Test
    void oneVideoWithMostPlaysIsComparedWithCreatorsOfAsManyVideos() {
        Dataset<Row> figures = Frames.of(
                spark(),
                "creator_id string, window_days int, videos bigint, top_video_share double",
                "ann | 7 | 8 | 0.9",
                "bob | 7 | 15 | 0.6",
                "cyd | 7 | 9 | 0.3",
                "dan | 7 | 16 | 0.2",
                "eve | 7 | 4 | 0.9",
                "ann | 1 | 8 | 0.9");
        // The log-odds of 0.3, 0.6 and 0.9 are −0.847, 0.405 and 2.197: with a median deviation of 1.253 from their
        // median, ann's is
        // 0.965 standard deviations above it, and P(t > 0.965) is 0.2183 with two degrees of freedom. Dan has no peers.
        assertThat(Frames.lines(new PlayConcentration(SomePairs.windows(1, 7))
                        .tests(figures, 2)
                        .selectExpr("creator_id", "rule", "usual", "round(effect, 6)", "round(p, 3)")))
                .containsExactly(
                        "ann | one_hit | 0.6 | 0.3 | 0.218",
                        "bob | one_hit | 0.6 | 0.0 | 0.5",
                        "cyd | one_hit | 0.6 | -0.3 | 1.0");
    }
}
