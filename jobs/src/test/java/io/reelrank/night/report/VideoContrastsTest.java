package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class VideoContrastsTest extends SparkTest {
    @Test
    void videosOfFewPlaysOrWithoutCreatorAreNotJudged() {
        Dataset<Row> facts = Frames.of(
                spark(),
                "video_idx int, video_id string, creator_id string, category string, age_days double, tags array<string>, duration_bucket string",
                "1 | v1 | ann | null | 2.5 | [\"sea\"] | under_15s",
                "2 | v2 | ann | food | 2.5 | [] | under_15s",
                "3 | v3 | ann | food | 2.5 | [] | under_15s");
        Dataset<Row> quality = Frames.of(
                spark(),
                "video_idx int, pull double, plays bigint, wanted bigint",
                "1 | 0.5 | 10 | 4",
                "2 | 0.5 | 9 | 4",
                "3 | null | 10 | 4");
        Dataset<Row> videos = Frames.of(spark(), "video_id string, title string", "v2 | a title");
        assertThat(Frames.lines(new VideoContrasts(10)
                        .judged(facts, quality, videos)
                        .select("creator_id", "video_idx", "pull", "wanted", "category", "title")))
                .containsExactly("ann | 1 | 0.5 | 4 |  | null");
    }

    @Test
    void videosWithATagAreComparedWithTheCreatorsOthers() {
        List<Row> tests = tests(
                "1 | 0.3 | [\"sea\"] | under_15s | food | t",
                "2 | 0.4 | [\"sea\"] | under_15s | food | t",
                "3 | 0.5 | [\"sea\", \"sea\"] | under_15s | food | t",
                "4 | 0.0 | [] | under_15s | food | t",
                "5 | 0.1 | [] | under_15s | food | t",
                "6 | 0.2 | [\"sky\"] | over_3m | food | t");
        // Only sea is on three videos and missing on three. t = 0.3 / √(0.01 · 2/3) with 4 degrees of freedom.
        assertThat(tests).hasSize(1);
        Row sea = tests.get(0);
        assertThat(sea.<String>getAs("rule")).isEqualTo("tag_lifts");
        assertThat(sea.<String>getAs("subject")).isEqualTo("sea");
        assertThat(sea.<Long>getAs("evidence")).isEqualTo(3);
        assertThat(sea.<Double>getAs("value")).isCloseTo(0.4, within(1e-9));
        assertThat(sea.<Double>getAs("usual")).isCloseTo(0.1, within(1e-9));
        assertThat(sea.<Double>getAs("error")).isCloseTo(0.02 / 3, within(1e-9));
        assertThat(sea.<Double>getAs("variance")).isCloseTo(0.01, within(1e-9));
        assertThat(sea.<Double>getAs("p")).isCloseTo(0.0213, within(1e-4));
    }

    /** Of a tag that means nothing, a probability of 0.002 is found so often and not more, though three videos have it. */
    @Test
    void byChanceNoMoreIsFoundThanTheProbabilitySays() {
        Dataset<Row> videos = spark().range(0, 4000 * 20, 1, 2)
                .selectExpr(
                        "concat('c', id div 20) creator_id",
                        "cast(id as int) video_idx",
                        "randn(5) pull",
                        "if(id % 20 < 9, array(concat('t', id % 20 div 3)), cast(array() as array<string>)) tags",
                        "'under_15s' duration_bucket",
                        "'food' category",
                        "'t' title",
                        "1L wanted");
        Dataset<Row> tests = VideoContrasts.of(videos)
                .filter("rule in ('tag_lifts', 'tag_sinks')")
                .localCheckpoint();
        // 24 of 12,000 are expected, with a standard deviation of 5.
        assertThat(tests.filter("p <= 0.002").count()).isBetween(9L, 39L);
        assertThat(tests.count()).isEqualTo(12_000);
    }

    @Test
    void subjectsOfTheSameVideosAreOneTest() {
        List<Row> tests = tests(
                "1 | 0.3 | [\"sea\", \"see\"] | over_3m | food | t",
                "2 | 0.4 | [\"sea\", \"see\"] | over_3m | food | t",
                "3 | 0.5 | [\"sea\", \"see\"] | over_3m | food | t",
                "4 | 0.0 | [\"land\"] | under_15s | food | t",
                "5 | 0.1 | [\"land\"] | under_15s | food | t",
                "6 | 0.2 | [\"land\"] | under_15s | food | t");
        assertThat(tests)
                .extracting(test -> test.<String>getAs("rule") + " " + test.<String>getAs("subject"))
                .containsExactlyInAnyOrder("tag_lifts sea", "length_lifts over_3m");
    }

    @Test
    void aSeriesAndTheMainNicheAreAssumedToBeBetter() {
        List<Row> tests = tests(
                "1 | 0.3 | [] | under_15s | food | Tea, part 1",
                "2 | 0.4 | [] | under_15s | food | Tea, part 2",
                "3 | 0.5 | [] | under_15s | food | Tea, part 3",
                "4 | 0.0 | [] | under_15s | cars | t",
                "5 | 0.1 | [] | under_15s | cars | t",
                "6 | 0.2 | [] | under_15s | cars | t",
                "7 | 0.4 | [] | under_15s | food | t");
        assertThat(tests)
                .extracting(test -> test.<String>getAs("rule") + " " + test.<String>getAs("subject"))
                .containsExactlyInAnyOrder("series_lifts tea part #", "scatter food");
        Row series = tests.stream()
                .filter(test -> test.<String>getAs("rule").equals("series_lifts"))
                .findFirst()
                .orElseThrow();
        // 0.4 beside 0.175: squares 0.02 and 0.0875, so t = 0.225 / √(0.1075 / 5 · (1/3 + 1/4)), 5 degrees of freedom.
        assertThat(series.<Double>getAs("p")).isCloseTo(0.0504, within(1e-4));
        Row niche = tests.stream()
                .filter(test -> test.<String>getAs("rule").equals("scatter"))
                .findFirst()
                .orElseThrow();
        // Of each niche its own mean is taken.
        assertThat(niche.<Double>getAs("value")).isCloseTo(0, within(1e-9));
        assertThat(niche.<Double>getAs("p")).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void videosThatAreLeftSoonAreHalfOfClickbait() {
        Dataset<Row> videos = judged(
                "ann | 1 | -0.3 | [] | under_15s | food | t | 1",
                "ann | 2 | -0.2 | [] | under_15s | food | t | 1",
                "ann | 3 | -0.1 | [] | under_15s | food | t | 1",
                "bob | 4 | 0.3 | [] | under_15s | food | t | 1",
                "bob | 5 | 0.3 | [] | under_15s | food | t | 1");
        List<Row> tests = VideoContrasts.of(videos).filter("rule = 'clickbait'").collectAsList();
        // The niche's mean is 0, so t = −0.2 / √(0.01 / 3) = −3.464 with 2 degrees of freedom. Bob has two videos.
        assertThat(tests).hasSize(1);
        assertThat(tests.get(0).<Double>getAs("value")).isCloseTo(-0.2, within(1e-8));
        assertThat(tests.get(0).<Double>getAs("p")).isCloseTo(0.0371, within(1e-4));
    }

    @Test
    void aNicheIsUnderservedWhereFewVideosHaveATagThatViewersWant() {
        // Five of eleven creators have a video with rare; everybody has two without.
        StringBuilder lines = new StringBuilder();
        int video = 0;
        for (int creator = 0; creator < 11; creator++) {
            for (int i = 0; i < 2; i++) {
                lines.append("c%d | %d | 0.1 | [\"all\"] | under_15s | food | t | 1\n".formatted(creator, video++));
            }
            if (creator < 5) {
                lines.append("c%d | %d | %s | [\"rare\"] | under_15s | food | t | 4\n"
                        .formatted(creator, video++, 0.3 + 0.01 * creator));
            }
        }
        Dataset<Row> uses = VideoContrasts.of(judged(lines.toString().split("\n", -1)))
                .filter("rule = 'underserved'")
                .localCheckpoint();
        List<Row> tests = NicheDemand.of(uses).orderBy("creator_id").collectAsList();
        assertThat(tests)
                .extracting(test -> test.<String>getAs("creator_id") + " " + test.<String>getAs("subject"))
                .containsExactly("c10 rare", "c5 rare", "c6 rare", "c7 rare", "c8 rare", "c9 rare");
        // The differences are 0.2 to 0.24: their mean has t = 0.22 / √(0.00025 / 5) = 31.1 with 4 degrees of freedom.
        assertThat(tests.get(0).<Double>getAs("difference")).isCloseTo(0.22, within(1e-8));
        assertThat(tests.get(0).<Long>getAs("evidence")).isEqualTo(5);
        assertThat(tests.get(0).<Double>getAs("p")).isCloseTo(3.2e-6, within(1e-7));
    }

    /** Each line: video, pull, tags, length, category, title. */
    private static List<Row> tests(String... lines) {
        String[] ofAnn = new String[lines.length];
        for (int i = 0; i < lines.length; i++) {
            ofAnn[i] = "ann | " + lines[i] + " | 1";
        }
        return VideoContrasts.of(judged(ofAnn))
                .filter("rule not in ('underserved', 'clickbait')")
                .collectAsList();
    }

    private static Dataset<Row> judged(String... lines) {
        return Frames.of(
                spark(),
                "creator_id string, video_idx int, pull double, tags array<string>, duration_bucket string,"
                        + " category string, title string, wanted bigint",
                Arrays.stream(lines).filter(line -> !line.isEmpty()).toArray(String[]::new));
    }
}
