package io.reelrank.night.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DeduplicationTest extends SparkTest {
    private static final String VALIDATED =
            "dt date, file string, line bigint, raw_hash bigint, event_id string, watch_ms bigint,"
                    + " reason string, odd string, repeated_file string";

    @Test
    void theFirstDeliveredIsAcceptedAndOfOneDayTheLongestPlay() {
        assertThat(outcomes(
                        "2022-05-02 | a | 1 | 1 | e | 9 | null |  | null",
                        "2022-05-01 | a | 2 | 1 | e | 5 | null |  | null",
                        "2022-05-01 | a | 3 | 1 | e | 7 | null | odd | null",
                        "2022-05-01 | a | 4 | 1 | e | null | null |  | null"))
                .containsExactly(
                        "a | 1 | repeat | ", "a | 2 | repeat | ", "a | 3 | accepted | odd", "a | 4 | repeat | ");
    }

    @Test
    void ofRepeatsWithOnePlayTheTextsDecideAndNotTheNamesOfTheFiles() {
        assertThat(outcomes(
                        "2022-05-01 | a | 1 | 8 | e | 5 | null |  | null",
                        "2022-05-01 | b | 1 | -3 | e | 5 | null |  | null",
                        "2022-05-01 | c | 1 | -3 | e | 5 | null |  | null"))
                .containsExactly("a | 1 | repeat | ", "b | 1 | accepted | ", "c | 1 | repeat | ");
    }

    @Test
    void anEventThatWasAcceptedFromAnotherDeliveryIsARepeat() {
        assertThat(outcomes(
                        "2022-05-01 | a | 1 | 1 | known | 5 | null |  | null",
                        "2022-05-01 | a | 2 | 1 | new | 5 | null |  | null"))
                .containsExactly("a | 1 | repeat | ", "a | 2 | accepted | ");
    }

    @Test
    void rejectedRowsAndRowsOfRepeatedFilesMakeNoOtherRowARepeat() {
        assertThat(outcomes(
                        "2022-05-01 | a | 1 | 1 | e | 5 | broken |  | null",
                        "2022-05-01 | b | 1 | 1 | e | 5 | null |  | a",
                        "2022-05-01 | b | 2 | 1 | null | 5 | broken |  | a",
                        "2022-05-01 | known | 1 | 1 | null | null | broken |  | null",
                        "2022-05-02 | c | 1 | 1 | e | 5 | null |  | null",
                        "2022-05-02 | c | 2 | 1 | a:1 | 1 | null |  | null",
                        "2022-05-02 | c | 3 | 1 | known:1 | 1 | null |  | null"))
                .containsExactly(
                        "a | 1 | rejected | broken",
                        "b | 1 | repeat | file delivered before: a",
                        "b | 2 | repeat | file delivered before: a",
                        "c | 1 | accepted | ",
                        "c | 2 | accepted | ",
                        "c | 3 | repeat | ",
                        "known | 1 | rejected | broken");
    }

    private static List<String> outcomes(String... validated) {
        Dataset<Row> earlier = Frames.of(spark(), "event_id string", "known", "known", "known:1");
        return Frames.lines(Deduplication.withOutcomes(Frames.of(spark(), VALIDATED, validated), earlier)
                .select("file", "line", "outcome", "reason"));
    }
}
