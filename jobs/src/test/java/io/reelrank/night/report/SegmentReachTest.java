package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SegmentReachTest extends SparkTest {
    @Test
    void partsOfFewPeopleAreLeftOutOfAllShares() {
        Dataset<Row> people = SegmentReach.people(
                Frames.of(
                        spark(),
                        "user_idx int, taste string, activity string, plays bigint, busiest_hour int",
                        "1 | food | heavy | 9 | 8",
                        "2 | food | heavy | 9 | 8",
                        "3 | food | light | 9 | 8",
                        "4 | food | light | 9 | 8",
                        "5 | cars | heavy | 9 | 8",
                        "6 | null | light | 9 | 8",
                        "7 | null | light | 9 | 8",
                        "8 | cars | heavy | 9 | 8"),
                Frames.of(spark(), "user_idx int, segment string", "1 | north", "2 | north", "9 | north"),
                Frames.of(spark(), "user_idx int", "8"));
        Dataset<Row> viewers = Frames.of(
                spark(),
                "creator_idx int, user_idx int, watched bigint",
                "7 | 1 | 1",
                "7 | 2 | 64",
                "7 | 3 | 1",
                "11 | 1 | 1",
                "11 | 2 | 128",
                "5 | 3 | 2",
                "5 | 4 | 2",
                "7 | 4 | 4");
        // Cars has one person, as 8 is a bot. Of the six others a third is in each row; food has ⅔, heavy ⅓, north ⅓.
        // Day 7 of bob
        // is before the window.
        assertThat(Frames.lines(new SegmentReach(SomePairs.windows(1, 7), 2, creators())
                        .of(people, viewers)
                        .selectExpr(
                                "interest",
                                "activity",
                                "segment",
                                "users",
                                "round(share, 6)",
                                "round(lift, 6)",
                                "creators")))
                .containsExactly(
                        " | light |  | 2 | 0.333333 | 2.25 | []",
                        "food | heavy | north | 2 | 0.333333 | 4.5 | [{ann, 2, 1.0}]",
                        "food | light |  | 2 | 0.333333 | 1.125 | [{ann, 2, 1.0}, {cyd, 2, 1.0}]");
    }

    /** Who sees all viewers of a taste beside those of its segments would know the two of a segment that is not told. */
    @Test
    void noCellIsLeftOverFromWhatAudiencesTell() {
        List<String> profiles = new ArrayList<>();
        List<String> viewers = new ArrayList<>();
        for (int user = 0; user < 20; user++) {
            profiles.add("%d | food | %s | 9 | 8".formatted(user, user < 6 ? "heavy" : user < 12 ? "light" : "medium"));
        }
        // Ann reached all six heavy ones and two of eight medium ones.
        for (int user : new int[] {0, 1, 2, 3, 4, 5, 12, 13}) {
            viewers.add("7 | %d | 1".formatted(user));
        }
        // Bob reached six of eight: the two that he did not are few.
        for (int user = 12; user < 18; user++) {
            viewers.add("11 | %d | 1".formatted(user));
        }
        Dataset<Row> people = SegmentReach.people(
                Frames.of(
                        spark(),
                        "user_idx int, taste string, activity string, plays bigint, busiest_hour int",
                        profiles.toArray(String[]::new)),
                Frames.of(spark(), "user_idx int, segment string"),
                Frames.of(spark(), "user_idx int"));
        Dataset<Row> watched =
                Frames.of(spark(), "creator_idx int, user_idx int, watched bigint", viewers.toArray(String[]::new));

        assertThat(Frames.lines(new SegmentReach(SomePairs.windows(1), 3, creators())
                        .of(people, watched)
                        .select("activity", "users", "creators")))
                .containsExactly("heavy | 6 | []", "light | 6 | []", "medium | 8 | []");
    }

    /** Of two with as many viewers, the first by id is named first, whatever their numbers. */
    private static CreatorNumbers creators() {
        return new CreatorNumbers(
                Frames.of(spark(), "creator_idx int, creator_id string", "7 | ann", "11 | bob", "5 | cyd"));
    }
}
