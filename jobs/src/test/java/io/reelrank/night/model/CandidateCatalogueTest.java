package io.reelrank.night.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.engine.evaluation.Catalogue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CandidateCatalogueTest extends SparkTest {
    /** Each bit of a video's number is something that is known of it. */
    @Test
    void anyPartOfWhatIsKnownOfAVideoMayBeMissing() {
        String[] videos = new String[32];
        for (int i = 0; i < 32; i++) {
            videos[i] = "%d | %s | %s | %s | %s | %s"
                    .formatted(
                            i,
                            (i & 1) > 0 ? "ann" : "",
                            (i & 2) > 0 ? "[\"cats\"]" : "[]",
                            (i & 4) > 0 ? "pets" : "null",
                            (i & 8) > 0 ? "under_15s" : "unknown",
                            (i & 16) > 0 ? "1.5" : "null");
        }
        Dataset<Row> features = Frames.of(
                spark(),
                "video_idx int, creator_id string, tags array<string>, category string, duration_bucket string,"
                        + " age_days double",
                videos);
        Dataset<Row> positives = Frames.of(spark(), "user_idx int, video_idx int");

        Catalogue catalogue = CandidateCatalogue.of(features, positives, 3, 7);

        assertThat(catalogue.size()).isEqualTo(32);
        assertThat(catalogue.terms()[0]).isEmpty();
        assertThat(catalogue.terms()[31]).hasSize(2);
        int[] list = {0, 1, 8, 16, 31};
        CandidateCatalogue.listMetrics(20).forEach(metric -> assertThat(metric.of(list, catalogue))
                .as(metric.label())
                .satisfiesAnyOf(value -> assertThat(value).isNaN(), value -> assertThat(value)
                        .isFinite()));
    }
}
