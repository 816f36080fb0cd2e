package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SimilarCreatorsTest extends SparkTest {
    @Test
    void creatorsAreComparedByTheMeanOfTheirVideosByPlays() {
        Dataset<Row> videos = Frames.of(
                spark(),
                "video_idx int, creator_id string, met bigint, plays bigint",
                "4 | ann | 9 | 3",
                "2 | ann | 9 | 1",
                "1 | bob | 9 | 5",
                "3 | cyd | 9 | 5",
                "5 | few | 2 | 2",
                "6 | new | 9 | 5",
                "7 |  | 9 | 5");
        Dataset<Row> factors = Frames.of(
                spark(),
                "video_idx int, factors array<float>, origin string",
                "4 | [2, 0] | interactions",
                "2 | [0, 8] | interactions",
                "1 | [0, 0.5] | interactions",
                "3 | [-3, 0] | interactions",
                "5 | [1, 1] | interactions",
                "6 | [1, 1] | features",
                "7 | [1, 1] | interactions");
        // ann: (6, 8) / 10.
        assertThat(Frames.lines(SimilarCreators.of(new SimilarCreators(3).vectors(videos, factors))
                        .selectExpr("creator_id", "to_json(similar)")))
                .containsExactly(
                        "ann | [{\"creator_id\":\"bob\",\"similarity\":0.8},"
                                + "{\"creator_id\":\"cyd\",\"similarity\":-0.6}]",
                        "bob | [{\"creator_id\":\"ann\",\"similarity\":0.8},"
                                + "{\"creator_id\":\"cyd\",\"similarity\":0.0}]",
                        "cyd | [{\"creator_id\":\"bob\",\"similarity\":0.0},"
                                + "{\"creator_id\":\"ann\",\"similarity\":-0.6}]");
    }
}
