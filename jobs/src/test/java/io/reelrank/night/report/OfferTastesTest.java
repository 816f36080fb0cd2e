package io.reelrank.night.report;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class OfferTastesTest extends SparkTest {
    private static final String SHOWN = "2022-05-06 | %d | %d | 1 | 0 | null";
    private static final String TOOK = "2022-05-06 | %d | %d | 1 | 1 | 9000";
    private static final int LEAST = 2;
    private static final String ALL_TASTES = "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10";
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
        Dataset<Row> told = told(tastes, tastes.ofCreators(ReportSums.met(counted(pairs), List.of())), ALL_TASTES);
        assertThat(Frames.lines(told.selectExpr(
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
    void aTasteThatTheAudienceTakesTogetherIsNotTold() {
        Stream<String> pairs = Stream.of(1, 10, 20)
                .flatMap(first -> Stream.concat(
                        lines(TOOK, first, first + 1, first + 2), lines(SHOWN, first + 3, first + 4, first + 5)));
        OfferTastes tastes = new OfferTastes(SomePairs.windows(1), 2);
        Dataset<Row> people = tastes.ofCreators(ReportSums.met(counted(pairs), List.of()));
        assertThat(Frames.lines(told(tastes, people, ALL_TASTES).select("taste_idx")))
                .containsExactly("1", "2", "3");
        assertThat(Frames.lines(told(tastes, people, "1, 3").select("taste_idx")))
                .containsExactly("1", "3");
    }

    @Test
    void aTasteOfAVideoIsNotToldWhereFewPeopleMetSeveralVideos() {
        // Of taste 1 one person, of taste 2 nobody met both videos.
        Stream<String> pairs = Stream.of(
                        lines(TOOK, 1, 2, 10, 11),
                        lines(SHOWN, 3, 4, 12, 13),
                        ofVideo(9, TOOK, 5, 6, 14, 15),
                        ofVideo(9, SHOWN, 4, 7, 8, 16, 17))
                .flatMap(each -> each);
        OfferTastes tastes = new OfferTastes(SomePairs.windows(1), 2);
        Dataset<Row> counted = counted(pairs);
        Dataset<Row> people = tastes.ofCreators(ReportSums.met(counted, List.of()));
        assertThat(Frames.lines(ofVideos(tastes, counted, people, told(tastes, people, ALL_TASTES))
                        .select("video_idx", "taste_idx", "offered", "took")))
                .containsExactly("7 | 2 | 4 | 2", "9 | 2 | 4 | 2");
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
        Dataset<Row> people = tastes.ofCreators(ReportSums.met(counted, List.of()));
        Dataset<Row> ofCreators = told(tastes, people, ALL_TASTES);
        assertThat(Frames.lines(shares(ofCreators, "creator_idx")))
                // Of all 18 people that are told, 10 are of taste 1.
                .containsExactly(
                        "11 | 1 | 6 | 0.6 | 0.5556 | 2 | 0.4",
                        "11 | 4 | 4 | 0.4 | null | 2 | null",
                        "7 | 1 | 4 | 0.5 | 0.5556 | 2 | 0.4",
                        "7 | 2 | 4 | 0.5 | null | 2 | null");
        assertThat(Frames.lines(shares(ofVideos(tastes, counted, people, ofCreators), "video_idx")))
                // Of the 14 people of both videos of food, 10 are of taste 1.
                .containsExactly(
                        "11 | 4 | 4 | 1.0 | null | 2 | null",
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

    /** Who subtracts what is told of tastes, of videos and of all videos from each other, and from their totals, finds no few people. */
    @Test
    void nothingThatIsToldLeavesFewPeopleOver() {
        Random random = new Random(3);
        int toldOfCreators = 0;
        int toldOfVideos = 0;
        for (int round = 0; round < 6; round++) {
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
            OfferTastes tastes = new OfferTastes(SomePairs.windows(1), LEAST);
            Dataset<Row> counted = counted(pairs.stream());
            Dataset<Row> people = tastes.ofCreators(ReportSums.met(counted, List.of()));
            Dataset<Row> told = told(tastes, people, round % 2 == 0 ? ALL_TASTES : "1, 2, 4, 5, 6, 8, 9, 10");
            List<Row> creators = told.collectAsList();
            List<Row> videos = ofVideos(tastes, counted, people, told).collectAsList();
            List<Row> ofCreators = people.collectAsList();
            List<Row> ofVideos = tastes.ofVideos(counted).collectAsList();
            toldOfCreators += creators.size();
            toldOfVideos += videos.size();
            Stream.concat(creators.stream(), videos.stream())
                    .forEach(row -> isTold(row.getAs("offered"), row.getAs("took")));
            for (Row row : creators) {
                Row all = one(ofCreators, row, "creator_idx", "taste_idx");
                leavesMany(all.<Long>getAs("offered") - all.<Long>getAs("viewers"), all);
                leavesMany(all.<Long>getAs("viewers") - all.<Long>getAs("took"), all);
            }
            for (Row row : videos) {
                Row ofCreator = one(creators, row, "creator_idx", "taste_idx");
                for (String count : List.of("offered", "took")) {
                    long all = ofCreator.getAs(count);
                    leavesMany(all - row.<Long>getAs(count), row);
                    leavesMany(sum(alike(ofVideos, row, "creator_idx", "taste_idx"), count) - all, row);
                    long untold = sum(alike(ofVideos, row, "creator_idx", "taste_idx"), count)
                            - sum(alike(videos, row, "creator_idx", "taste_idx"), count);
                    leavesMany(untold, row);
                }
                for (String count : List.of("offered", "viewers", "took")) {
                    List<Row> toldTastes = alike(videos, row, "video_idx");
                    long untold = sum(alike(ofVideos, row, "video_idx"), count)
                            - toldTastes.stream()
                                    .mapToLong(each -> one(ofVideos, each, "video_idx", "taste_idx")
                                            .getAs(count))
                                    .sum();
                    if (!count.equals("viewers")) {
                        leavesMany(untold, row);
                    }
                    // Of the creator's people those who met another video alone, of tastes that are not told of this
                    // one.
                    long others = sum(alike(ofCreators, row, "creator_idx"), count)
                            - toldTastes.stream()
                                    .mapToLong(each -> one(ofCreators, each, "creator_idx", "taste_idx")
                                            .getAs(count))
                                    .sum()
                            - untold;
                    leavesMany(others, row);
                }
            }
        }
        assertThat(toldOfCreators).isGreaterThan(20);
        assertThat(toldOfVideos).isGreaterThan(10);
    }

    private static void isTold(long offered, long took) {
        assertThat(took).isGreaterThanOrEqualTo(LEAST);
        assertThat(offered - took).isGreaterThanOrEqualTo(LEAST);
    }

    private static void leavesMany(long people, Row row) {
        assertThat(people == 0 || people >= LEAST)
                .as("%d are left of %s", people, row)
                .isTrue();
    }

    private static long sum(List<Row> rows, String count) {
        return rows.stream().mapToLong(row -> row.getAs(count)).sum();
    }

    private static List<Row> alike(List<Row> rows, Row as, String... keys) {
        return rows.stream()
                .filter(row ->
                        Arrays.stream(keys).allMatch(key -> row.getAs(key).equals(as.getAs(key))))
                .toList();
    }

    private static Row one(List<Row> rows, Row as, String... keys) {
        List<Row> found = alike(rows, as, keys);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Dataset<Row> told(OfferTastes tastes, Dataset<Row> people, String named) {
        Dataset<Row> kinds = Frames.of(spark(), "creator_idx int, niche string", "7 | food", "11 | food");
        return tastes.toldOfCreators(
                people, people.filter("taste_idx in (" + named + ")").select("creator_idx", "taste_idx"), kinds);
    }

    private static Dataset<Row> ofVideos(
            OfferTastes tastes, Dataset<Row> counted, Dataset<Row> people, Dataset<Row> told) {
        Dataset<Row> kinds =
                Frames.of(spark(), "video_idx int, niche string", "7 | food", "9 | food", "11 | cars", "12 | food");
        return tastes.toldOfVideos(tastes.ofVideos(counted), people, told, kinds);
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
