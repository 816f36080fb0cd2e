package io.reelrank.night.report;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class OfferTastesTest extends SparkTest {
    private static final String SHOWN = "2022-05-06 | %d | %d | 1 | 0 | null";
    private static final String TOOK = "2022-05-06 | %d | %d | 1 | 1 | 9000";
    private static final String LEFT = "2022-05-06 | %d | %d | 1 | 1 | 2000";

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
                        .select(
                                "creator_idx",
                                "video_idx",
                                "taste_idx",
                                "offered",
                                "viewers",
                                "took",
                                "days",
                                "refused")))
                .containsExactly(
                        "7 | 7 | 1 | 2 | 1 | 1 | 2 | 1",
                        "7 | 7 | 2 | 1 | 1 | 0 | 1 | 1",
                        "7 | 9 | 0 | 1 | 0 | 0 | 0 | 1",
                        "7 | 9 | 1 | 1 | 1 | 1 | 1 | 0");
        assertThat(Frames.lines(tastes.ofCreators(ReportSums.met(counted, List.of()))
                        .select("creator_idx", "taste_idx", "offered", "viewers", "took", "refused")))
                .containsExactly("7 | 0 | 1 | 0 | 0 | 1", "7 | 1 | 2 | 1 | 1 | 1", "7 | 2 | 1 | 1 | 0 | 1");
    }

    @Test
    void tastesOfFewPeopleAreTakenTogetherWithTheNextSmallest() {
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
        Dataset<Row> ofCreators = ofCreators(tastes, counted(pairs));
        assertThat(Frames.lines(ofCreators.selectExpr(
                        "creator_idx",
                        "taste_idx",
                        "offered",
                        "took",
                        "took_share",
                        "round(took_low, 4)",
                        "round(took_high, 4)",
                        "usual_share")))
                // Wilson's interval with z = 1.645: (3 + 1.353 ± 1.645 √(1.5 + 0.676)) / (6 + 2.706), and so on.
                .containsExactly(
                        "7 | -1 | 8 | 4 | 0.5 | 0.2486 | 0.7514 | null",
                        "7 | 1 | 6 | 3 | 0.5 | 0.2213 | 0.7787 | null");
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
                        ofVideo(11, TOOK, 30, 31),
                        ofVideo(11, SHOWN, 32, 33))
                .flatMap(each -> each);
        OfferTastes tastes = new OfferTastes(SomePairs.windows(1), 2);
        Dataset<Row> counted = counted(pairs);
        Dataset<Row> ofCreators = ofCreators(tastes, counted);
        assertThat(Frames.lines(ofCreators.select("creator_idx", "taste_idx", "offered", "took", "usual_share")))
                .containsExactly(
                        "11 | 1 | 6 | 2 | 0.4", "11 | 4 | 4 | 2 | null", "7 | 1 | 4 | 2 | 0.4", "7 | 2 | 4 | 2 | null");
        assertThat(Frames.lines(ofVideos(tastes, counted, ofCreators)
                        .select("creator_idx", "video_idx", "taste_idx", "offered", "took", "usual_share")))
                .containsExactly(
                        "11 | 11 | 4 | 4 | 2 | null",
                        "11 | 12 | 1 | 6 | 2 | 0.4",
                        "7 | 7 | 1 | 4 | 2 | 0.4",
                        "7 | 7 | 2 | 4 | 2 | null");
    }

    /** Who subtracts what is told of a taste, of a video and of all videos from each other finds no few people. */
    @Test
    void nothingThatIsToldLeavesFewPeopleOver() {
        Random random = new Random(3);
        int least = 2;
        int told = 0;
        for (int round = 0; round < 4; round++) {
            List<String> pairs = new ArrayList<>();
            for (int user = 1; user < 99; user++) {
                for (int video : new int[] {7, 9, 11, 12}) {
                    if (random.nextInt(3) > 0) {
                        pairs.add(List.of(SHOWN, LEFT, TOOK, TOOK)
                                .get(random.nextInt(4))
                                .formatted(user, video));
                    }
                }
            }
            OfferTastes tastes = new OfferTastes(SomePairs.windows(1), least);
            Dataset<Row> counted = counted(pairs.stream());
            Dataset<Row> ofCreators = ofCreators(tastes, counted);
            Map<String, Row> creators = new HashMap<>();
            ofCreators
                    .collectAsList()
                    .forEach(row -> creators.put(row.get(0) + "/" + row.<Integer>getAs("taste_idx"), row));
            Map<String, Row> viewers = new HashMap<>();
            tastes.ofCreators(ReportSums.met(counted, List.of()))
                    .collectAsList()
                    .forEach(row -> viewers.put(row.get(0) + "/" + row.get(1), row));
            List<Row> rows = new ArrayList<>(creators.values());
            rows.addAll(ofVideos(tastes, counted, ofCreators).collectAsList());
            for (Row row : rows) {
                long offered = row.getAs("offered");
                long took = row.getAs("took");
                assertThat(took).isGreaterThanOrEqualTo(least);
                assertThat(offered - took).isGreaterThanOrEqualTo(least);
                String cell = row.getAs("creator_idx") + "/" + row.<Integer>getAs("taste_idx");
                if (row.<Integer>getAs("taste_idx") >= 0) {
                    told++;
                    Row all = creators.get(cell);
                    assertThat(all).as(cell).isNotNull();
                    assertThat(isFew(all.<Long>getAs("offered") - offered, least))
                            .isFalse();
                    assertThat(isFew(all.<Long>getAs("took") - took, least)).isFalse();
                    long played = viewers.get(cell).getAs("viewers");
                    assertThat(isFew(all.<Long>getAs("offered") - played, least))
                            .isFalse();
                    assertThat(isFew(played - all.<Long>getAs("took"), least)).isFalse();
                }
            }
        }
        assertThat(told).isGreaterThan(10);
    }

    private static boolean isFew(long people, int least) {
        return people > 0 && people < least;
    }

    private static Dataset<Row> ofCreators(OfferTastes tastes, Dataset<Row> counted) {
        Dataset<Row> kinds = Frames.of(spark(), "creator_idx int, niche string", "7 | food", "11 | food");
        return tastes.toldOfCreators(tastes.ofCreators(ReportSums.met(counted, List.of())), kinds)
                .select(
                        "creator_idx",
                        "taste_idx",
                        "offered",
                        "took",
                        "took_share",
                        "took_low",
                        "took_high",
                        "usual_share");
    }

    private static Dataset<Row> ofVideos(OfferTastes tastes, Dataset<Row> counted, Dataset<Row> ofCreators) {
        Dataset<Row> kinds =
                Frames.of(spark(), "video_idx int, niche string", "7 | food", "9 | food", "11 | cars", "12 | food");
        return tastes.toldOfVideos(tastes.ofVideos(counted), ofCreators, kinds);
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
