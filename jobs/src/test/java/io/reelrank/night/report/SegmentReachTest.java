package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.ReportSettings.LeastPeople;
import io.reelrank.core.stage.RowCache;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentReachTest extends SparkTest {
    private final RowCache cache = new RowCache();

    @AfterEach
    void release() {
        cache.close();
    }

    @Test
    void partsOfFewPeopleAreLeftOutOfAllShares() {
        UserCells people = UserCells.of(
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
                Frames.of(spark(), "user_idx int", "8"),
                cache);
        Dataset<Row> viewers = Frames.of(
                spark(),
                "creator_idx int, user_idx int, watched bigint, source string",
                "7 | 1 | 1 | null",
                "7 | 2 | 64 | null",
                "7 | 3 | 1 | null",
                "11 | 1 | 1 | null",
                "11 | 2 | 128 | null",
                "5 | 3 | 2 | null",
                "5 | 4 | 2 | null",
                "7 | 4 | 4 | null");
        // Cars has one person, as 8 is a bot. Of the six others a third is in each row; food has ⅔, heavy ⅓, north ⅓.
        // Day 7 of bob
        // is before the window.
        assertThat(Frames.lines(segments(people, viewers, 2, 7)
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
            viewers.add("7 | %d | 1 | null".formatted(user));
        }
        // Bob reached six of eight: the two that he did not are few.
        for (int user = 12; user < 18; user++) {
            viewers.add("11 | %d | 1 | null".formatted(user));
        }
        UserCells people = UserCells.of(
                Frames.of(
                        spark(),
                        "user_idx int, taste string, activity string, plays bigint, busiest_hour int",
                        profiles.toArray(String[]::new)),
                Frames.of(spark(), "user_idx int, segment string"),
                Frames.of(spark(), "user_idx int"),
                cache);
        Dataset<Row> watched = Frames.of(
                spark(),
                "creator_idx int, user_idx int, watched bigint, source string",
                viewers.toArray(String[]::new));

        assertThat(Frames.lines(segments(people, watched, 3, 1).select("activity", "users", "creators")))
                .containsExactly("heavy | 6 | []", "light | 6 | []", "medium | 8 | []");
    }

    private static Dataset<Row> segments(UserCells people, Dataset<Row> viewers, int minPeople, int days) {
        AudienceParts parts = new AudienceParts(SomePairs.windows(1, days), new LeastPeople(minPeople, minPeople));
        Dataset<Row> ties = Frames.of(spark(), "creator_idx int, user_idx int, follows boolean");
        return new SegmentReach(minPeople, creators())
                .of(people.cells(), AudienceParts.reached(parts.audience(viewers, people.users(), ties)));
    }

    /** Of two with as many viewers, the first by id is named first, whatever their numbers. */
    private static CreatorNumbers creators() {
        return new CreatorNumbers(
                Frames.of(spark(), "creator_idx int, creator_id string", "7 | ann", "11 | bob", "5 | cyd"));
    }
}
