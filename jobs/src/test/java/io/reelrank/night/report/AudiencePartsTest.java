package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.ReportSettings.LeastPeople;
import io.reelrank.core.stage.RowCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AudiencePartsTest extends SparkTest {
    private static final String PROFILES = "user_idx int, taste string, busiest_hour int";

    private final RowCache cache = new RowCache();

    @AfterEach
    void release() {
        cache.close();
    }

    @Test
    void smallPartsAreTakenTogetherSoThatNoDifferenceTellsThem() {
        // Ten viewers: 5 food, 3 cars, 2 music. With at least 3, music alone is too small, and is hidden behind cars.
        assertThat(tastes(3, 5, 3, 2))
                .containsExactly("ann | taste | (others) | 5 | 0.5 | null", "ann | taste | food | 5 | 0.5 | 0.5");
        assertThat(tastes(2, 5, 3, 2))
                .containsExactly(
                        "ann | taste | cars | 3 | 0.3 | 0.3",
                        "ann | taste | food | 5 | 0.5 | 0.5",
                        "ann | taste | music | 2 | 0.2 | 0.2");
        // Only the total could be told.
        assertThat(tastes(6, 5, 3, 2)).isEmpty();
        assertThat(tastes(11, 5, 3, 2)).isEmpty();
    }

    /** Whoever knows the total and all parts that are told learns of no group of fewer people. */
    @Test
    void partsAndTotalsTellOfNoFewerPeople() {
        Random random = new Random(4);
        for (int round = 0; round < 8; round++) {
            int[] sizes = random.ints(3, 0, 14).toArray();
            int total = IntStream.of(sizes).sum();
            int told = 0;
            for (String line : tastes(5, sizes)) {
                int viewers = Integer.parseInt(line.split(" \\| ", -1)[3]);
                assertThat(viewers).isGreaterThanOrEqualTo(5);
                told += viewers;
            }
            assertThat(told == 0 || told == total).isTrue();
        }
    }

    /** Who knows the viewers of all creators finds those of a withheld part by what is usual, if it is of more than is told. */
    @Test
    void whatIsUsualIsOfWhatIsToldAlone() {
        // Of ann's 25 viewers 12 like food; bob has seven, too few to tell.
        List<String> pairs = new ArrayList<>();
        List<String> tastes = new ArrayList<>();
        for (int user = 0; user < 32; user++) {
            pairs.add("2022-05-06 | %d | %d | 1 | 1 | 4000".formatted(user, user < 25 ? 7 : 11));
            tastes.add("%d | %s | 8".formatted(user, user < 12 || user >= 25 ? "food" : "cars"));
        }
        assertThat(Frames.lines(ofTastes(10, pairs, tastes).select("creator_id", "part", "viewers", "usual_share")))
                .containsExactly("ann | cars | 13 | 0.52", "ann | food | 12 | 0.48");
    }

    /** A part that most creators have too few viewers of to be told is no rarity for those of whom it is told. */
    @Test
    void whatIsUsualIsThatOfTheCreatorsOfWhomThePartIsTold() {
        // Of ann's 25 viewers 12 like food and 13 cars, of bob's 30 viewers 12 like food and 18 music.
        List<String> pairs = new ArrayList<>();
        List<String> tastes = new ArrayList<>();
        for (int user = 0; user < 55; user++) {
            pairs.add("2022-05-06 | %d | %d | 1 | 1 | 4000".formatted(user, user < 25 ? 7 : 11));
            String other = user < 25 ? "cars" : "music";
            tastes.add("%d | %s | 8".formatted(user, user < 12 || (user >= 25 && user < 37) ? "food" : other));
        }
        assertThat(Frames.lines(ofTastes(10, pairs, tastes)
                        .selectExpr("creator_id", "part", "viewers", "round(usual_share, 4)")))
                .containsExactly(
                        "ann | cars | 13 | 0.52",
                        "ann | food | 12 | 0.4364",
                        "bob | food | 12 | 0.4364",
                        "bob | music | 18 | 0.6");
    }

    @Test
    void partsAreWhatIsKnownOfTheViewers() {
        Dataset<Row> counted = SomePairs.counted(
                SomePairs.pairs(spark(), "2022-05-06 | 1 | 7 | 1 | 1 | 4000", "2022-05-06 | 2 | 7 | 1 | 1 | 4000"));
        Dataset<Row> ties = Frames.of(
                spark(), "creator_id string, user_idx int, follows boolean", "ann | 1 | true", "bob | 2 | true");
        assertThat(Frames.lines(audience(1, counted, Frames.of(spark(), PROFILES, "1 | food | 8", "3 | food | 9"), ties)
                        .filter(col("breakdown").notEqual("taste"))
                        .select("breakdown", "part", "viewers", "tgi")))
                .containsExactly(
                        "hour |  | 1 | 100.0",
                        "hour | 08 | 1 | 100.0",
                        "segment |  | 1 | 100.0",
                        "segment | f18 | 1 | 100.0",
                        "tie | follower | 1 | 100.0",
                        "tie | stranger | 1 | 100.0");
    }

    private List<String> tastes(int least, int... sizes) {
        List<String> pairs = new ArrayList<>();
        List<String> tastes = new ArrayList<>();
        int user = 0;
        for (int taste = 0; taste < sizes.length; taste++) {
            for (int i = 0; i < sizes[taste]; i++) {
                pairs.add("2022-05-06 | %d | 7 | 1 | 1 | 4000".formatted(user));
                tastes.add("%d | %s | 8"
                        .formatted(user++, List.of("food", "cars", "music").get(taste)));
            }
        }
        return Frames.lines(ofTastes(least, pairs, tastes)
                .select("creator_id", "breakdown", "part", "viewers", "share", "usual_share"));
    }

    private Dataset<Row> ofTastes(int least, List<String> pairs, List<String> tastes) {
        return audience(
                        least,
                        SomePairs.counted(SomePairs.pairs(spark(), pairs.toArray(String[]::new))),
                        Frames.of(spark(), PROFILES, tastes.toArray(String[]::new)),
                        Frames.of(spark(), "creator_id string, user_idx int, follows boolean"))
                .filter(col("breakdown").equalTo("taste"));
    }

    private static Dataset<Row> segments() {
        return Frames.of(spark(), "user_idx int, segment string", "2 | f18");
    }

    private Dataset<Row> audience(int least, Dataset<Row> counted, Dataset<Row> profiles, Dataset<Row> ties) {
        AudienceParts parts = new AudienceParts(SomePairs.windows(1), new LeastPeople(least, least));
        UserCells people = UserCells.of(
                profiles.selectExpr("*", "'heavy' activity", "1L plays"),
                segments(),
                Frames.of(spark(), "user_idx int"),
                cache);
        CreatorNumbers creators = SomePairs.creators(spark());
        Dataset<Row> audience = parts.audience(
                ReportSums.viewers(ReportSums.met(counted, List.of())), people.users(), creators.numbered(ties));
        return creators.named(
                parts.of(parts.told(AudienceParts.parts(audience, AudienceParts.reached(audience), people.cells()))));
    }
}
