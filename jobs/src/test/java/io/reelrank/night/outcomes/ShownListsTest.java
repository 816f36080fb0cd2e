package io.reelrank.night.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ShownListsTest extends SparkTest {
    private static final String SHOWINGS =
            "dt date, user_id string, video_id string, list_version date, list_place int, is_accepted int";
    private static final String LISTS = "dt date, user_id string, video_ids array<string>, scores array<float>,"
            + " sources array<string>, reasons array<string>";

    @Test
    void aShowingIsAPairWithAnImpressionOrAViewOfNoSuspect() {
        Dataset<Row> pairs = Frames.of(
                spark(),
                "dt date, user_idx int, video_idx int, impressions bigint, views bigint, valid_views bigint",
                "2022-05-06 | 0 | 7 | 1 | 0 | 0",
                "2022-05-06 | 0 | 8 | 0 | 2 | 1",
                // Only a late follow.
                "2022-05-06 | 0 | 9 | 0 | 0 | 0",
                "2022-05-06 | 1 | 7 | 1 | 1 | 1");

        assertThat(Frames.lines(ShownLists.showings(
                                pairs,
                                Frames.of(spark(), "user_id string", "bot"),
                                Frames.of(spark(), "user_idx int, user_id string", "0 | ann", "1 | bot"),
                                Frames.of(spark(), "video_idx int, video_id string", "7 | v", "8 | w", "9 | x"))
                        .select("user_id", "video_id", "is_accepted")))
                .containsExactly("ann | v | 0", "ann | w | 1");
    }

    @Test
    void aShowingGetsSourceAndReasonOfItsPlaceInTheListThatShowedIt() {
        Dataset<Row> lists = Frames.of(
                spark(),
                LISTS,
                "2022-05-05 | ann | [\"v\",\"w\"] | [0.9,0.8] | [\"als\",\"new-video\"] | [\"because_watched:x:y\",\"new\"]",
                "2022-05-04 | ann | [\"w\"] | [0.7] | [\"popular\"] | [\"popular\"]");
        Dataset<Row> showings = Frames.of(
                spark(),
                SHOWINGS,
                "2022-05-06 | ann | v | 2022-05-05 | 1 | 1",
                "2022-05-06 | ann | w | 2022-05-05 | 2 | 0",
                "2022-05-06 | ann | w | 2022-05-04 | 1 | 0",
                // Another place, a place beyond the list, a night whose lists are gone, and a user without a list.
                "2022-05-06 | ann | w | 2022-05-05 | 1 | 0",
                "2022-05-06 | ann | w | 2022-05-05 | 9 | 0",
                "2022-05-06 | ann | w | 2022-04-01 | 1 | 0",
                "2022-05-06 | bob | w | 2022-05-05 | 2 | 0");

        assertThat(Frames.lines(ShownLists.listed(showings, lists, 1)
                        .select("user_id", "video_id", "version", "list_place", "source", "reason", "scores")))
                .containsExactly(
                        "ann | v | 2022-05-05 | 1 | als | because_watched | [0.9]",
                        "ann | w | 2022-05-04 | 1 | popular | popular | [0.7]",
                        "ann | w | 2022-05-05 | 2 | new-video | new | [0.9]",
                        "ann | w | unknown | 1 | null | null | [0.9]",
                        "ann | w | unknown | 1 | null | null | null",
                        "ann | w | unknown | 9 | null | null | [0.9]",
                        "bob | w | unknown | 2 | null | null | null");
    }
}
