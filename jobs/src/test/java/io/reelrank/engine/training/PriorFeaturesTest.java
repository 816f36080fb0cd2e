package io.reelrank.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.ModelSettings;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PriorFeaturesTest extends SparkTest {
    private static final ModelSettings.PriorSettings ALL =
            new ModelSettings.PriorSettings(1, 1, ModelSettings.PriorSettings.KNOWN, 1, 100);

    /** Each bit of a video's number is a feature that it has. */
    @Test
    void aVideoMayHaveAnyOfTheFeatures() {
        Dataset<Row> videos = Frames.of(
                spark(),
                "video_idx int, creator_id string, tags array<string>, words array<string>, category string,"
                        + " duration_bucket string",
                IntStream.range(0, 32)
                        .mapToObj(i -> "%d | %s | %s | %s | %s | %s"
                                .formatted(
                                        i,
                                        (i & 1) > 0 ? "ann" : "",
                                        (i & 2) > 0 ? "[\"cats\"]" : "[]",
                                        (i & 4) > 0 ? "[\"nap\"]" : "[]",
                                        (i & 8) > 0 ? "pets" : "null",
                                        (i & 16) > 0 ? "under_15s" : "unknown"))
                        .toArray(String[]::new));
        Dataset<Row> interactions = videos.selectExpr("video_idx", "1f as strength");

        Dataset<Row> found =
                PriorFeatures.of(videos, interactions, ALL, 1).orElseThrow().items();

        assertThat(Frames.lines(found.selectExpr("video_idx", "size(features)")))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 32)
                        .mapToObj(i -> i + " | " + Integer.bitCount(i))
                        .toList());
        assertThat(PriorFeatures.of(videos.filter("video_idx = 0"), interactions, ALL, 1))
                .isEmpty();
    }
}
