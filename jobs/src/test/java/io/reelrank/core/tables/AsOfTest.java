package io.reelrank.core.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AsOfTest extends SparkTest {
    @Test
    void theValuesAreThoseOfTheTables() {
        assertThat(AsOf.values()).extracting(AsOf::value).containsExactly("now", "split", "earlier");
    }

    @Test
    void aDateHasItsOwnRows() {
        Dataset<Row> rows = Frames.of(spark(), "video_idx int, as_of string", "1 | now", "2 | split", "3 | earlier");

        assertThat(Frames.lines(AsOf.SPLIT.of(rows))).containsExactly("2 | split");
    }

    @Test
    void stampedRowsAreThoseOfTheDate() {
        Dataset<Row> rows = AsOf.EARLIER.stamped(Frames.of(spark(), "video_idx int", "1"));

        assertThat(Frames.lines(AsOf.EARLIER.of(rows))).containsExactly("1 | earlier");
        assertThat(Frames.lines(AsOf.NOW.of(rows))).isEmpty();
    }
}
