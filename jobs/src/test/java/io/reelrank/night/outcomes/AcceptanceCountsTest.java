package io.reelrank.night.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AcceptanceCountsTest extends SparkTest {
    private static final String COUNTS = "impressions bigint, views bigint, valid_views bigint, long_views bigint,"
            + " likes bigint, comments bigint, shares bigint, favourites bigint, follows bigint, hides bigint, reports bigint";

    @Test
    void showingsAreCountedByVersionAndPart() {
        Dataset<Row> listed = Frames.of(
                spark(),
                "user_id string, version string, list_place int, source string, reason string, experiment string,"
                        + " is_accepted int, " + COUNTS,
                "ann | 2022-05-05 | 1 | als | taste | null | 1 | 1 | 2 | 2 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0",
                "ann | 2022-05-05 | 2 | new-video | new | null | 0 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 0",
                "bob | 2022-05-05 | 1 | als | taste | shuffled | 1 | 1 | 1 | 1 | 0 | 0 | 1 | 1 | 1 | 1 | 0 | 1",
                "bob | unknown | 4 | null | null | null | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0");
        Dataset<Row> unlisted = Frames.of(
                spark(),
                "user_id string, is_accepted int, " + COUNTS,
                "ann | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0",
                "cid | 1 | 1 | 1 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0",
                "cid | 1 | 1 | 1 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0",
                "cid | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0");
        Dataset<Row> segments = Frames.of(spark(), "user_id string, segment string", "ann | age=18");

        Dataset<Row> rows = AcceptanceCounts.of(unlisted, listed, segments);

        assertThat(Frames.lines(rows.select(
                        "version", "breakdown", "part", "showings", "users", "share", "accepted", "acceptance")))
                .containsExactly(
                        "2022-05-05 | all | all | 3 | 2 | 0.375 | 2 | 0.6666666666666666",
                        "2022-05-05 | experiment | none | 2 | 1 | 0.25 | 1 | 0.5",
                        "2022-05-05 | experiment | shuffled | 1 | 1 | 0.125 | 1 | 1.0",
                        "2022-05-05 | place | 1 | 2 | 2 | 0.25 | 2 | 1.0",
                        "2022-05-05 | place | 2 | 1 | 1 | 0.125 | 0 | 0.0",
                        "2022-05-05 | reason | new | 1 | 1 | 0.125 | 0 | 0.0",
                        "2022-05-05 | reason | taste | 2 | 2 | 0.25 | 2 | 1.0",
                        "2022-05-05 | segment | age=18 | 2 | 1 | 0.25 | 1 | 0.5",
                        "2022-05-05 | segment | none | 1 | 1 | 0.125 | 1 | 1.0",
                        "2022-05-05 | source | als | 2 | 2 | 0.25 | 2 | 1.0",
                        "2022-05-05 | source | new-video | 1 | 1 | 0.125 | 0 | 0.0",
                        "none | all | all | 4 | 2 | 0.5 | 2 | 0.5",
                        "unknown | all | all | 1 | 1 | 0.125 | 0 | 0.0");
        assertThat(Frames.lines(rows.filter("version = '2022-05-05' and breakdown = 'all'")
                        .select(
                                "impressions",
                                "views",
                                "valid_views",
                                "long_views",
                                "likes",
                                "comments",
                                "shares",
                                "favourites",
                                "follows",
                                "hides",
                                "reports")))
                .containsExactly("3 | 4 | 3 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1");
        assertThat(rows.filter("not (acceptance_low <= acceptance and acceptance <= acceptance_high)")
                        .count())
                .isZero();
    }
}
