package io.reelrank.night.report;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.stage.RowCache;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OfferTastesTest extends SparkTest {
    private static final String SHOWN = "2022-05-06 | %d | %d | 1 | 0 | null";
    private static final String TOOK = "2022-05-06 | %d | %d | 1 | 1 | 9000";
    private static final String LEFT = "2022-05-06 | %d | %d | 1 | 1 | 2000";

    private final RowCache cache = new RowCache();

    @AfterEach
    void release() {
        cache.close();
    }

    @Test
    void peopleOfTwoDaysCountOnceAndWhoLeftEarlyDidNotTakeIt() {
        Dataset<Row> counted = counted(Stream.of(
                TOOK.formatted(1, 7),
                TOOK.formatted(1, 9),
                "2022-05-05 | 1 | 7 | 1 | 1 | 1000",
                SHOWN.formatted(2, 7),
                LEFT.formatted(10, 7),
                SHOWN.formatted(0, 9),
                "2022-04-20 | 3 | 7 | 1 | 1 | 9000"));
        OfferTastes tastes = new OfferTastes(SomePairs.windows(1, 7), 1);
        assertThat(Frames.lines(tastes.ofVideos(counted)
                        .select("creator_idx", "video_idx", "taste_idx", "offered", "viewers", "took", "days")))
                .containsExactly(
                        "7 | 7 | 1 | 2 | 1 | 1 | 2",
                        "7 | 7 | 2 | 1 | 1 | 0 | 1",
                        "7 | 9 | 0 | 1 | 0 | 0 | 0",
                        "7 | 9 | 1 | 1 | 1 | 1 | 1");
        assertThat(Frames.lines(tastes.ofCreators(ReportSums.met(counted, List.of()))
                        .select("creator_idx", "taste_idx", "offered", "viewers", "took")))
                .containsExactly("7 | 0 | 1 | 0 | 0", "7 | 1 | 2 | 1 | 1", "7 | 2 | 1 | 1 | 0");
    }

    @Test
    void tastesOfFewPeopleAreNotToldNorTheNextSmallest() {
        // Taste 1: three of six took it; taste 2: two of three, of whom one did not; taste 3: two of five.
        Stream<String> pairs = Stream.of(
                        lines(TOOK, 1, 2, 3),
                        lines(SHOWN, 4, 5, 6),
                        lines(TOOK, 10, 11),
                        lines(SHOWN, 12),
                        lines(TOOK, 20, 21),
                        lines(SHOWN, 22, 23, 24))
                .flatMap(each -> each);
        OfferTastes tastes = new OfferTastes(SomePairs.windows(1), 2);
        assertThat(Frames.lines(told(tastes, counted(pairs))
                        .selectExpr(
                                "creator_idx",
                                "taste_idx",
                                "offered",
                                "took",
                                "took_share",
                                "round(took_low, 4)",
                                "round(took_high, 4)",
                                "usual_took_share")))
                // Wilson's interval with z = 1.645: (3 + 1.353 ± 1.645 √(1.5 + 0.676)) / (6 + 2.706).
                .containsExactly("7 | 1 | 6 | 3 | 0.5 | 0.2213 | 0.7787 | null");
    }

    @Test
    void whatIsUsualIsOfTheTasteInTheNiche() {
        // All videos of ann and 12 of bob are food, which is bob's niche too: of ann's taste 1 half took, of bob's a
        // third.
        Stream<String> pairs = Stream.of(
                        lines(TOOK, 1, 2),
                        lines(SHOWN, 3, 4),
                        lines(TOOK, 10, 11),
                        lines(SHOWN, 12, 13),
                        ofVideo(12, TOOK, 1, 2),
                        ofVideo(12, SHOWN, 3, 4, 5, 6),
                        ofVideo(11, TOOK, 1, 2, 30, 31),
                        ofVideo(11, SHOWN, 3, 4, 32, 33))
                .flatMap(each -> each);
        OfferTastes tastes = new OfferTastes(SomePairs.windows(1), 2);
        Dataset<Row> counted = counted(pairs);
        Dataset<Row> ofCreators = told(tastes, counted);
        assertThat(Frames.lines(shares(ofCreators, "creator_idx")))
                // Of all 18 people that are told, 10 are of taste 1.
                .containsExactly(
                        "11 | 1 | 6 | 0.6 | 0.5556 | 2 | 0.4",
                        "11 | 4 | 4 | 0.4 | null | 2 | null",
                        "7 | 1 | 4 | 0.5 | 0.5556 | 2 | 0.4",
                        "7 | 2 | 4 | 0.5 | null | 2 | null");
        assertThat(Frames.lines(shares(ofVideos(tastes, counted, ofCreators), "video_idx")))
                // Of the 14 people of both videos of food, 10 are of taste 1.
                .containsExactly(
                        "11 | 1 | 4 | 0.5 | null | 2 | null",
                        "11 | 4 | 4 | 0.5 | null | 2 | null",
                        "12 | 1 | 6 | 1.0 | 0.7143 | 2 | 0.4",
                        "7 | 1 | 4 | 0.5 | 0.7143 | 2 | 0.4",
                        "7 | 2 | 4 | 0.5 | null | 2 | null");
    }

    private static Dataset<Row> shares(Dataset<Row> told, String key) {
        return told.selectExpr(
                key,
                "taste_idx",
                "offered",
                "offered_share",
                "round(usual_offered_share, 4)",
                "took",
                "usual_took_share");
    }

    /** {@code creator_audience} names all tastes. */
    private static Dataset<Row> told(OfferTastes tastes, Dataset<Row> counted) {
        Dataset<Row> people = people(tastes, counted);
        Dataset<Row> kinds = Frames.of(spark(), "creator_idx int, niche string", "7 | food", "11 | food");
        return tastes.toldOfCreators(people, met(tastes, counted), people.select("creator_idx", "taste_idx"), kinds);
    }

    private Dataset<Row> ofVideos(OfferTastes tastes, Dataset<Row> counted, Dataset<Row> told) {
        Dataset<Row> kinds =
                Frames.of(spark(), "video_idx int, niche string", "7 | food", "9 | food", "11 | cars", "12 | food");
        return tastes.toldOfVideos(tastes.ofVideos(counted), met(tastes, counted), told, kinds, cache);
    }

    private static Dataset<Row> met(OfferTastes tastes, Dataset<Row> counted) {
        return tastes.met(people(tastes, counted), tastes.ofVideos(counted));
    }

    private static Dataset<Row> people(OfferTastes tastes, Dataset<Row> counted) {
        return tastes.ofCreators(ReportSums.met(counted, List.of()));
    }

    private static Stream<String> lines(String pair, int... users) {
        return ofVideo(7, pair, users);
    }

    private static Stream<String> ofVideo(int video, String pair, int... users) {
        return Arrays.stream(users).mapToObj(user -> pair.formatted(user, video));
    }

    /** A play of more than 7 s is valid. */
    private static Dataset<Row> counted(Stream<String> pairs) {
        return SomePairs.counted(SomePairs.pairs(spark(), pairs.toArray(String[]::new))
                .withColumn("valid_views", expr("if(viewed_ms > 7000, 1L, 0L)")));
    }
}
