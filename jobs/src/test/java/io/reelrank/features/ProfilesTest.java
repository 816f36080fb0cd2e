package io.reelrank.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ProfilesTest extends SparkTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String INDEX = "user_id string, user_idx int";
    private static final String SIGNALS = "dt date, user_idx int, event_time timestamp, kind string";
    private static final String PAIRS = "user_idx int, video_idx int, strength float";
    private static final String FACTS = "video_idx int, tags array<string>";

    @Test
    void aUserIsWhatTheyDid() {
        Dataset<Row> index = Frames.of(spark(), INDEX, "ann | 0", "bob | 1");
        // 20:00 UTC is 4 o'clock in Shanghai; 5 o'clock has as many plays but is later.
        Dataset<Row> signals = Frames.of(
                spark(),
                SIGNALS,
                "2022-05-05 | 0 | 2022-05-04 20:00:00 | play",
                "2022-05-05 | 0 | 2022-05-04 21:00:00 | play",
                "2022-05-06 | 0 | 2022-05-05 20:59:59 | play",
                "2022-05-06 | 0 | 2022-05-05 20:59:59 | long_view",
                "2022-05-06 | 0 | 2022-05-05 21:59:59 | play",
                "2022-05-04 | 0 | 2022-05-03 23:00:00 | like");
        // Strengths 3 and 1; x is a tag of both: x 4, y 3 and z 1 of 8.
        Dataset<Row> pairs = Frames.of(spark(), PAIRS, "0 | 7 | 3", "0 | 8 | 1", "0 | 9 | -2", "1 | 9 | 0");
        Dataset<Row> facts = Frames.of(spark(), FACTS, "7 | [\"y\", \"x\"]", "8 | [\"z\", \"x\"]", "9 | [\"w\"]");

        assertThat(Frames.lines(Profiles.of(index, signals, pairs, facts, SHANGHAI)))
                .containsExactly(
                        "0 | ann | 4 | 1 | 2 | light | 4 | [{x, 0.5}, {y, 0.375}, {z, 0.125}]",
                        "1 | bob | 0 | 0 | 0 | light | null | []");
    }

    @Test
    void fivePlaysAreMediumAndTwentyHeavy() {
        List<String> plays = new ArrayList<>();
        int[] counts = {4, 5, 19, 20};
        for (int user = 0; user < counts.length; user++) {
            for (int play = 0; play < counts[user]; play++) {
                plays.add("2022-05-06 | " + user + " | 2022-05-06 00:00:00 | play");
            }
        }

        Dataset<Row> profiles = Profiles.of(
                Frames.of(spark(), INDEX, "a | 0", "b | 1", "c | 2", "d | 3"),
                Frames.of(spark(), SIGNALS, plays.toArray(String[]::new)),
                Frames.of(spark(), PAIRS),
                Frames.of(spark(), FACTS),
                SHANGHAI);

        assertThat(Frames.lines(profiles.select("user_id", "activity")))
                .containsExactly("a | light", "b | medium", "c | medium", "d | heavy");
    }

    @Test
    void ofElevenTagsTheTenLargestStayAndOfEqualsTheFirstByText() {
        String tags = IntStream.range(0, 11)
                .mapToObj(i -> "\"" + (char) ('k' - i) + "\"")
                .toList()
                .toString();
        Dataset<Row> profiles = Profiles.of(
                Frames.of(spark(), INDEX, "a | 0"),
                Frames.of(spark(), SIGNALS),
                Frames.of(spark(), PAIRS, "0 | 7 | 1"),
                Frames.of(spark(), FACTS, "7 | " + tags),
                SHANGHAI);

        assertThat(Frames.lines(profiles.selectExpr("tags.name", "size(tags)")))
                .containsExactly("[a, b, c, d, e, f, g, h, i, j] | 10");
    }
}
