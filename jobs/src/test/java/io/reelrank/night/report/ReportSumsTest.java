package io.reelrank.night.report;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.tables.CreatorFigure;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ReportSumsTest extends SparkTest {
    @Test
    void suspectsAndVideosWithoutACreatorDoNotCount() {
        Dataset<Row> counted = SomePairs.counted(
                SomePairs.pairs(
                        spark(),
                        "2022-05-06 | 1 | 7 | 0 | 1 | 3000",
                        "2022-05-06 | 2 | 7 | 1 | 1 | 9000",
                        "2022-05-06 | 3 | 8 | 1 | 1 | 9000",
                        "2022-05-04 | 1 | 7 | 1 | 0 | null"),
                3);
        // Video 8 has no creator; user 3 is a suspect.
        assertThat(Frames.lines(SomePairs.videoDays(counted)
                        .select("creator_id", "video_idx", "ago", "impressions", "plays", "viewer_days", "watch_ms")))
                .containsExactly("ann | 7 | 0 | 1 | 2 | 2 | 12000", "ann | 7 | 2 | 1 | 0 | 0 | 0");
        assertThat(Frames.lines(ReportSums.viewers(ReportSums.met(counted, List.of()))))
                .containsExactly("7 | 1 | 1 | null", "7 | 2 | 1 | null");
    }

    @Test
    void aViewerComesByTheSourceOfMostPlays() {
        Dataset<Row> counted = SomePairs.counted(SomePairs.pairs(
                        spark(),
                        "2022-05-06 | 1 | 7 | 0 | 3 | 3000",
                        "2022-05-06 | 1 | 9 | 0 | 2 | 3000",
                        "2022-05-06 | 2 | 7 | 0 | 2 | 3000",
                        "2022-05-06 | 3 | 7 | 0 | 3 | 3000"))
                .withColumn(
                        "views_by_source",
                        expr("case when user_idx = 1 and video_idx = 7 then array(2L, 1L) "
                                + "when user_idx = 1 then array(0L, 2L) "
                                + "when user_idx = 2 then array(1L, 1L) else array(1L, 0L) end"));
        // User 1: two plays by the feed, three by search. User 2: one by each. User 3: one by the feed, two by others.
        assertThat(Frames.lines(ReportSums.viewers(ReportSums.met(counted, List.of("feed", "search")))
                        .select("creator_idx", "user_idx", "source")))
                .containsExactly("7 | 1 | search", "7 | 2 | feed", "7 | 3 | ");
    }

    @Test
    void whoSawAVideoToItsEndHasNotLeft() {
        // Video 7 lasts 10 s, video 9 lasts 1.5 s.
        Dataset<Row> counted = SomePairs.counted(SomePairs.pairs(
                spark(),
                "2022-05-06 | 1 | 7 | 1 | 1 | 1999",
                "2022-05-06 | 2 | 7 | 1 | 1 | 2000",
                "2022-05-06 | 3 | 7 | 1 | 1 | 4000",
                "2022-05-06 | 4 | 7 | 1 | 1 | 5000",
                "2022-05-06 | 5 | 9 | 1 | 1 | 1500",
                "2022-05-06 | 6 | 9 | 1 | 1 | 1000"));
        Dataset<Row> rates = ReportSums.rates(
                ReportSums.totals(SomePairs.videoDays(counted), "video_idx"), List.of(CreatorFigure.LEAVE_5S_RATE));
        assertThat(Frames.lines(rates.select("video_idx", "left_2s", "left_3s", "left_5s", "leave_5s_rate")))
                .containsExactly("7 | 1 | 2 | 3 | 0.75", "9 | 1 | 1 | 1 | 0.5");
    }
}
