package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import java.time.Instant;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class VideoFactsTest extends SparkTest {
    private static final Instant END = Instant.parse("2022-05-07T00:00:00Z");
    private static final String INDEX = "video_id string, video_idx int";
    private static final String VIDEOS = "video_id string, creator_id string, title string, tags array<string>,"
            + " category string, duration_ms bigint, published_at timestamp, status string, dt date";

    @Test
    void aVideoIsEligibleWhenVisibleAndPublished() {
        Dataset<Row> index = Frames.of(spark(), INDEX, "a | 0", "b | 1", "c | 2", "d | 3", "e | 4", "f | 5");
        Dataset<Row> videos = Frames.of(
                spark(),
                VIDEOS,
                "a | ann | A | [\"x\", \"y\"] | fun | 14999 | 2022-05-05 12:00:00 | visible | 2022-05-06",
                "b | bob | B | [] | null | 15000 | null | visible | 2022-05-06",
                "c | bob | C | [] | null | null | 2022-05-07 00:00:00 | visible | 2022-05-06",
                "d | bob | D | [] | null | 60000 | 2022-05-07 12:00:00 | visible | 2022-05-06",
                "e | bob | E | [] | null | 180000 | null | hidden | 2022-05-06",
                "z | bob | Z | [] | null | 1 | null | visible | 2022-05-06");

        assertThat(Frames.lines(VideoFacts.of(index, videos, END)))
                .containsExactly(
                        "0 | a | ann | [x, y] | fun | 14999 | under_15s | 1.5 | true",
                        "1 | b | bob | [] | null | 15000 | 15s_to_60s | null | true",
                        "2 | c | bob | [] | null | null | unknown | 0.0 | true",
                        "3 | d | bob | [] | null | 60000 | 1m_to_3m | -0.5 | false",
                        "4 | e | bob | [] | null | 180000 | over_3m | null | false",
                        "5 | f |  | [] | null | null | unknown | null | false");
    }

    /** Each bit of a video's number is a column that it has. Whatever it has, it may be recommended. */
    @Test
    void anyOptionalColumnsMayBeMissing() {
        String[] index = new String[32];
        String[] videos = new String[32];
        for (int i = 0; i < 32; i++) {
            index[i] = "v" + i + " | " + i;
            videos[i] = "v%d | ann | %s | %s | %s | %s | %s | visible | 2022-05-06"
                    .formatted(
                            i,
                            (i & 1) > 0 ? "Cats and dogs" : "null",
                            (i & 2) > 0 ? "[\"cats\"]" : "[]",
                            (i & 4) > 0 ? "pets" : "null",
                            (i & 8) > 0 ? "9000" : "null",
                            (i & 16) > 0 ? "2022-05-01 00:00:00" : "null");
        }
        Dataset<Row> rows = Frames.of(spark(), VIDEOS + ", description string", addNull(videos));
        Dataset<Row> facts = VideoFacts.of(Frames.of(spark(), INDEX, index), rows, END);

        assertThat(facts.filter("eligible and tags is not null and duration_bucket is not null")
                        .count())
                .isEqualTo(32);
        Vocabulary vocabulary = new Vocabulary(
                new WordExtraction(new HanlpSegmenter()),
                TestSettings.section("features", "words.min-videos=1", "words.max-share=1")
                        .features()
                        .words());
        assertThat(vocabulary.of(rows).count()).isEqualTo(16);
        assertThat(vocabulary.of(rows.filter("title is null")).count()).isZero();
    }

    private static String[] addNull(String[] rows) {
        return Arrays.stream(rows).map(row -> row + " | null").toArray(String[]::new);
    }
}
