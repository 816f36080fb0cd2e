package io.reelrank.night.clean;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import io.reelrank.core.tables.Suspects;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class BehaviourFiguresTest extends SparkTest {
    private static final String EVENTS = "user_id string, video_id string, kind string, event_time timestamp,"
            + " watch_ms bigint, duration_ms bigint";
    private static final String VIDEOS = "video_id string, creator_id string, duration_ms bigint";

    @Test
    void ratesComeFromTheBusiestHourAndDay() {
        // Shanghai is 8 hours ahead: 15:59 and 16:00 UTC are on different days there.
        Dataset<Row> events = Frames.of(
                spark(),
                EVENTS,
                "u | v | play | 2022-05-06 10:00:00 | 1800000 | null",
                "u | v | play | 2022-05-06 10:10:00 | 3600000 | null",
                "u | v | play | 2022-05-06 10:59:59 | 900000 | null",
                "u | v | play | 2022-05-06 15:59:59 | null | null",
                "u | v | play | 2022-05-06 16:00:00 | null | null",
                "u | v | impression | 2022-05-06 17:00:00 | null | null");

        // The busiest hour has 1800 s and 900 s without its longest play. Active are hours 18 and 23 of one day, and
        // hour
        // 0 of the next.
        assertThat(lines(events, "watch_per_hour", "plays_per_hour", "plays_per_day", "active_hours"))
                .containsExactly(
                        "u | active_hours | 1.5 | 5",
                        "u | plays_per_day | 4.0 | 5",
                        "u | plays_per_hour | 3.0 | 5",
                        "u | watch_per_hour | 0.75 | 5");
    }

    @Test
    void theHourThatComesTwiceWhenSummerTimeEndsIsTwoHours() {
        // In Berlin the clock went from 03:00 back to 02:00 at 01:00 UTC.
        Dataset<Row> events = Frames.of(
                spark(),
                EVENTS,
                "u | v | play | 2022-10-30 00:00:00 | 1800000 | null",
                "u | v | play | 2022-10-30 00:30:00 | 1800000 | null",
                "u | v | play | 2022-10-30 01:00:00 | 1800000 | null",
                "u | v | play | 2022-10-30 01:30:00 | 1800000 | null");
        Dataset<Row> videos = Frames.of(spark(), VIDEOS, "v | c1 | 8000");

        assertThat(Frames.lines(new BehaviourFigures(ZoneId.of("Europe/Berlin"), CreatorIds.USERS)
                        .of(events, videos)
                        .filter(col(Suspects.REASON).isin("watch_per_hour", "plays_per_hour", "active_hours"))
                        .select(Suspects.USER_ID, Suspects.REASON, Suspects.FIGURE, Suspects.EVIDENCE)))
                .containsExactly(
                        "u | active_hours | 2.0 | 4", "u | plays_per_hour | 2.0 | 4", "u | watch_per_hour | 0.5 | 4");
    }

    @Test
    void spreadsAreDistancesBetweenQuantiles() {
        // 21 watch times from e^8 to e^10 ms, in steps of e^0.1: the quartiles are the 6th and the 16th, the deciles
        // the
        // 3rd and the 19th.
        String[] plays = new String[21];
        for (int k = 0; k < plays.length; k++) {
            long watch = Math.round(Math.exp(8 + 0.1 * k));
            plays[k] = "u | v | play | 2022-05-06 10:00:00 | %d | %d".formatted(watch, 10_000);
        }

        assertThat(Frames.lines(figures(Frames.of(spark(), EVENTS, plays))
                        .filter("reason like '%spread'")
                        .selectExpr("reason", "round(figure, 6)", "evidence")))
                .containsExactly("share_spread | 1.6 | 21", "watch_spread | 1.0 | 21");
    }

    @Test
    void playsWithoutWatchTimeOrLengthGiveNoSpread() {
        Dataset<Row> events = Frames.of(
                spark(),
                EVENTS,
                "u | unknown | play | 2022-05-06 10:00:00 | 4000 | null",
                "u | v | play | 2022-05-06 10:00:00 | 4000 | null",
                "u | v | play | 2022-05-06 10:00:00 | 0 | null",
                "silent | v | play | 2022-05-06 10:00:00 | null | null");

        assertThat(lines(events, "watch_spread", "share_spread"))
                .containsExactly("u | share_spread | 0.0 | 1", "u | watch_spread | 0.0 | 2");
    }

    @Test
    void creatorSharesComeFromTheCreatorWithMostPlaysOrLikes() {
        Dataset<Row> events = Frames.of(
                spark(),
                EVENTS,
                "u | v | play | 2022-05-06 10:00:00 | 1 | 9",
                "u | v | play | 2022-05-06 10:00:00 | 1 | 9",
                "u | w | play | 2022-05-06 10:00:00 | 1 | 9",
                "u | x | play | 2022-05-06 10:00:00 | 1 | 9",
                "u | x | like | 2022-05-06 10:00:00 | null | 9",
                "u | unknown | play | 2022-05-06 10:00:00 | 1 | 9",
                "c1 | v | play | 2022-05-06 10:00:00 | 1 | 9",
                "c1 | x | play | 2022-05-06 10:00:00 | 1 | 9");

        // v and w are the own videos of c1, so that their play of v does not count.
        assertThat(lines(events, "creator_plays", "creator_likes"))
                .containsExactly(
                        "c1 | creator_plays | 1.0 | 1", "u | creator_likes | 1.0 | 1", "u | creator_plays | 0.75 | 4");
    }

    private static List<String> lines(Dataset<Row> events, Object... reasons) {
        return Frames.lines(figures(events).filter(col(Suspects.REASON).isin(reasons)));
    }

    private static Dataset<Row> figures(Dataset<Row> events) {
        Dataset<Row> videos = Frames.of(spark(), VIDEOS, "v | c1 | 8000", "w | c1 | 8000", "x | c2 | 8000");
        return new BehaviourFigures(ZoneId.of("Asia/Shanghai"), CreatorIds.USERS).of(events, videos);
    }
}
