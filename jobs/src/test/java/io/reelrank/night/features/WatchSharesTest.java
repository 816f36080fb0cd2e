package io.reelrank.night.features;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.tables.LengthClass;
import io.reelrank.engine.training.BiasModel;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class WatchSharesTest extends SparkTest {
    private static final String SIGNALS =
            "user_idx int, video_idx int, kind string, watch_ms bigint, duration_ms bigint";

    @Test
    void aVideoIsComparedWithVideosOfSimilarLength() {
        // Shares 1 and 0.5 of two videos of 20 s, 0.2 of one of 100 s: r = ±0.25 and 0, μ = 0, λ = 1.
        assertThat(pulls(
                        "1 | 7 | play | 20000 | 20000",
                        "2 | 8 | play | 10000 | 20000",
                        "3 | 9 | play | 20000 | 100000"))
                // b_i = r / 2 with b_u = 0; both sides in turn come to b_i = b_u = r / 3.
                .containsExactly("7 | 0.083333", "8 | -0.083333", "9 | 0.000000");
    }

    @Test
    void aWatchShareIsAtMostOne() {
        assertThat(pulls("1 | 7 | play | 90000 | 20000", "2 | 8 | play | 10000 | 20000"))
                .containsExactly("7 | 0.083333", "8 | -0.083333");
    }

    @Test
    void onlyPlaysOfKnownLengthCount() {
        assertThat(pulls(
                        "1 | 7 | play | 20000 | 20000",
                        "2 | 8 | play | 10000 | 20000",
                        "1 | 7 | long_view | 20000 | 20000",
                        "1 | 7 | impression | null | 20000",
                        "3 | 7 | play | 0 | 20000",
                        "3 | 7 | play | null | 20000",
                        "3 | 7 | play | 9000 | null",
                        "3 | 7 | play | 9000 | 0"))
                .containsExactly("7 | 0.083333", "8 | -0.083333");
        assertThat(pulls()).isEmpty();
    }

    @Test
    void thereAreTwoLengthClassesPerDoubling() {
        assertThat(Frames.lines(Frames.of(
                                spark(),
                                "duration_ms bigint",
                                "1",
                                "999",
                                "1414",
                                "1415",
                                "8000",
                                "11313",
                                "11314",
                                "60000",
                                "4096000",
                                "90000000")
                        .select(col("duration_ms"), LengthClass.of())))
                .containsExactly(
                        "1 | 0",
                        "11313 | 6",
                        "11314 | 7",
                        "1414 | 0",
                        "1415 | 1",
                        "4096000 | 24",
                        "60000 | 11",
                        "8000 | 6",
                        "90000000 | 24",
                        "999 | 0");
    }

    private static List<String> pulls(String... signals) {
        Dataset<Row> fitted =
                new WatchShares(new BiasModel(1, 1e-9, 100)).fit(SomeDays.pairs(Frames.of(spark(), SIGNALS, signals)));
        List<String> lines = Frames.lines(fitted.selectExpr("video_idx", "format_number(pull, '0.000000')"));
        fitted.unpersist();
        return lines;
    }
}
