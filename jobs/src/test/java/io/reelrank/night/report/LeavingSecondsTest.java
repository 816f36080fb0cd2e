package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class LeavingSecondsTest extends SparkTest {
    private static final String ENDS = "creator_idx int, video_idx int, length int, reached int, viewers bigint";

    @Test
    void viewersAreCountedByWhereTheyLeft() {
        // Video 11 of bob lasts 20 s, of which 16 s are beyond edge 7 (15 s); 6 s are beyond edge 4 (5 s), and a loop
        // reaches 25 s.
        Dataset<Row> counted = SomePairs.counted(SomePairs.pairs(
                spark(),
                "2022-05-06 | 1 | 11 | 1 | 1 | 6000",
                "2022-05-06 | 2 | 11 | 1 | 1 | 6900",
                "2022-05-05 | 2 | 11 | 1 | 1 | 25000",
                "2022-05-05 | 3 | 11 | 1 | 0 | null",
                "2022-04-01 | 4 | 11 | 1 | 1 | 6000"));
        assertThat(Frames.lines(new LeavingSeconds(28, 1).ends(counted)))
                .containsExactly("11 | 11 | 7 | 4 | 2", "11 | 11 | 7 | 8 | 1");
    }

    @Test
    void aSpanIsComparedWithWhatThoseBesideItLetExpect() {
        // Spans 3-5, 5-7 and 7-10 of videos that go on. Of bob's 100 viewers 10 leave in each; 100, 90, 80 are there.
        Dataset<Row> ends = Frames.of(
                spark(),
                ENDS,
                "1 | 1 | 6 | 3 | 10",
                "1 | 1 | 6 | 4 | 10",
                "1 | 1 | 6 | 5 | 10",
                "1 | 1 | 6 | 6 | 70",
                "2 | 2 | 6 | 3 | 10",
                "2 | 2 | 6 | 4 | 40",
                "2 | 2 | 6 | 5 | 5",
                "2 | 2 | 6 | 6 | 45");
        Dataset<Row> tests =
                LeavingSeconds.of(new LeavingSeconds(28, 20).spans(ends)).filter("creator_idx = 2 and subject = '5-7'");
        Row test = tests.head();
        // Of ann's 100, 90, 50 who are there, bob lets expect 10, 10, 6.25; beside 5-7 there left 15 of 16.25.
        assertThat(tests.count()).isEqualTo(1);
        assertThat(test.<String>getAs("rule")).isEqualTo("early_leavers");
        assertThat(test.<Long>getAs("evidence")).isEqualTo(90);
        assertThat(test.<Double>getAs("value")).isCloseTo(40.0 / 90, within(1e-12));
        assertThat(test.<Double>getAs("usual")).isCloseTo(15 / 16.25 * 10 / 90, within(1e-12));
        // At least 40 of 55 where 13 / 29.25 are expected.
        assertThat(test.<Double>getAs("p")).isCloseTo(2.0e-5, within(1e-5));
    }
}
