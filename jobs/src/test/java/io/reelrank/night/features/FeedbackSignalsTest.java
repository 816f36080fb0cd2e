package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.tables.Events;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackSignalsTest extends SparkTest {
    private static final String EVENTS =
            "dt date, event_id string, user_id string, video_id string, kind string, event_time timestamp,"
                    + " watch_ms bigint, duration_ms bigint, traffic_source string";
    private static final String VIDEOS = "video_id string, video_idx int, creator_id string, duration_ms bigint";
    private static final String SUSPECTS = "user_id string, reason string";
    private static final EventFilter COUNTING = new EventFilter(750, CreatorIds.USERS);

    private final FeedbackSignals signals = new FeedbackSignals(SomeSettings.halvingIn(10));

    private final RowCache cache = new RowCache();

    @AfterEach
    void release() {
        cache.close();
    }

    @ParameterizedTest
    @CsvSource({
        // watch, length, long view?
        "18000, 60000, true",
        "17999, 60000, false",
        "18999, 60000, true",
        "9000, 9000, true",
        "9000, 9999, true",
        "8999, 9999, false",
        "9999, 10000, false",
        "10000, 10000, true",
        "18000, 18999, true",
        "17999, 18999, false",
        "1, 500, true",
        "0, 500, false",
        "0, 60000, false",
        "18000, , true",
        "17999, , false",
        ", 9000, null",
    })
    void aLongViewIsTheVideosWholeSecondsOr18(String watch, String length, String isLongView) {
        Dataset<Row> play = Frames.of(
                spark(), "watch_ms bigint, duration_ms bigint", watch + " | " + (length == null ? "null" : length));
        assertThat(Frames.lines(
                        play.select(Events.isLongView(functions.col("watch_ms"), functions.col("duration_ms"), 18))))
                .containsExactly(isLongView);
    }

    @Test
    void aLongPlayIsALongView() {
        Dataset<Row> events = events(
                "2022-05-06 | e1 | u | long | play | 2022-05-06 10:00:00 | 20000 | 60000 | feed",
                "2022-05-06 | e2 | u | long | play | 2022-05-06 11:00:00 | 2000 | 60000 | feed",
                "2022-05-06 | e3 | u | long | like | 2022-05-06 12:00:00 | null | 60000 | feed");

        assertThat(Frames.lines(of(events, Frames.of(spark(), VIDEOS, "long | 7 | maker | 60000"))))
                .containsExactly(
                        "2022-05-06 | u | long | 7 | 2022-05-06 10:00:00 | 20000 | 60000 | play | feed | null | null | true | false | true | null | false",
                        "2022-05-06 | u | long | 7 | 2022-05-06 11:00:00 | 2000 | 60000 | play | feed | null | null | true | false | false | null | false",
                        "2022-05-06 | u | long | 7 | 2022-05-06 12:00:00 | null | 60000 | like | feed | null | null | true | false | false | null | false");
    }

    @Test
    void aLengthMissingInTheLogComesFromTheVideo() {
        Dataset<Row> events = events(
                "2022-05-06 | e1 | u | known | play | 2022-05-06 10:00:00 | 5000 | null | feed",
                "2022-05-06 | e2 | u | known | play | 2022-05-06 11:00:00 | 5000 | 60000 | feed",
                "2022-05-06 | e3 | u | stranger | play | 2022-05-06 12:00:00 | 5000 | null | feed");
        Dataset<Row> videos = Frames.of(spark(), VIDEOS, "known | 0 | c | 5500", "other | 1 | c | 1");

        assertThat(Frames.lines(of(events, videos).select("video_id", "duration_ms", "is_long_view")))
                .containsExactly("known | 5500 | true", "known | 60000 | false", "stranger | null | false");
    }

    @Test
    void aKindHasItsWeightAndAnyOtherNone() {
        Dataset<Row> kinds = signals(
                "play | true | null | false",
                "like | false | null | false",
                "hide | false | null | false",
                "play | false | null | false",
                "share | false | null | false");
        assertThat(Frames.lines(kinds.select(functions.col("kind"), weight(signals), signals.isRelevant())))
                .containsExactly(
                        "hide | -4.0 | false",
                        "like | 2.0 | true",
                        "play | 0.0 | false",
                        "play | 1.0 | true",
                        "share | 0.0 | false");
    }

    @Test
    void eventsOfSuspectsOwnVideosAndPlaysByAccidentDoNotCount() {
        Dataset<Row> events = events(
                "2022-05-06 | e1 | bot | v | like | 2022-05-06 10:00:00 | null | 60000 | feed",
                "2022-05-06 | e2 | bot | v | play | 2022-05-06 10:00:00 | 20000 | 60000 | feed",
                "2022-05-06 | e3 | maker | v | play | 2022-05-06 10:00:00 | 2000 | 60000 | feed",
                "2022-05-06 | e4 | maker | other | play | 2022-05-06 10:00:00 | 2000 | 60000 | feed",
                "2022-05-06 | e5 | u | v | play | 2022-05-06 10:00:00 | 749 | 60000 | feed",
                "2022-05-06 | e6 | u | v | play | 2022-05-06 11:00:00 | 750 | 60000 | feed",
                "2022-05-06 | e7 | u | v | play | 2022-05-06 12:00:00 | null | 60000 | feed",
                "2022-05-06 | e8 | u | v | impression | 2022-05-06 12:00:00 | null | 60000 | feed",
                "2022-05-06 | e9 | u | short | play | 2022-05-06 12:00:00 | 600 | 500 | feed",
                "2022-05-06 | e0 | u | unknown | play | 2022-05-06 12:00:00 | 900 | null | feed");
        Dataset<Row> videos = Frames.of(
                spark(), VIDEOS, "v | 0 | maker | 60000", "other | 1 | somebody | 60000", "short | 2 | somebody | 500");
        Dataset<Row> suspects = Frames.of(spark(), SUSPECTS, "bot | active_hours", "bot | watch_spread");

        Dataset<Row> rows = EventFilter.markSuspects(of(events, videos), suspects, "user_id");

        assertThat(Frames.lines(rows.select("user_id", "video_id", "kind", "watch_ms", "counts")))
                .containsExactly(
                        "bot | v | like | null | false",
                        "bot | v | play | 20000 | false",
                        "maker | other | play | 2000 | true",
                        "maker | v | play | 2000 | false",
                        "u | short | play | 600 | true",
                        "u | unknown | play | 900 | true",
                        "u | v | impression | null | true",
                        "u | v | play | 749 | false",
                        "u | v | play | 750 | true",
                        "u | v | play | null | true");
    }

    @Test
    void ownVideosCountIfCreatorIdsAreNoUserIds() {
        Dataset<Row> events = events("2022-05-06 | e3 | 7 | v | play | 2022-05-06 10:00:00 | 2000 | 60000 | feed");

        assertThat(Frames.lines(signals.of(
                                FeedbackSignals.withVideos(events, Frames.of(spark(), VIDEOS, "v | 0 | 7 | 60000")),
                                new EventFilter(750, CreatorIds.OWN),
                                cache)
                        .select("counts")))
                .containsExactly("true");
    }

    @Test
    void anAmountIsAPartOfTheWeight() {
        FeedbackSignals watching = new FeedbackSignals(
                SomeSettings.weighing(Map.of("long_view", 1.0, "watch", 4.0, "skip", -2.0, "play", 0.5)));
        Dataset<Row> plays = signals(
                "play | true | 0.25 | false",
                "play | false | null | true",
                "play | false | 0.5 | false",
                "like | false | null | false");
        assertThat(Frames.lines(plays.select(functions.col("kind"), weight(watching))))
                .containsExactly("like | 0.0", "play | -1.5", "play | 2.5", "play | 2.5");
    }

    @Test
    void aHistorysEntryHasItsKindsWeight() {
        Dataset<Row> kinds = Frames.of(spark(), "kind string", "like", "play");
        assertThat(Frames.lines(kinds.select(functions.col("kind"), signals.historyWeight())))
                .containsExactly("like | 1.0", "play | 0.0");
    }

    @Test
    void aPlayIsAWatchByHowFarItIsAboveAndASkipBelow() {
        // Quantiles 0.1, 0.3, 0.5, 0.7 and 0.9; above 0.5 they are watches of (q − 0.5) / 0.5, below 0.2 a skip.
        Dataset<Row> events = events(
                "2022-05-06 | e1 | a | v | play | 2022-05-06 10:00:00 | 1000 | 60000 | feed",
                "2022-05-06 | e2 | b | v | play | 2022-05-06 10:00:00 | 2000 | 60000 | feed",
                "2022-05-06 | e3 | c | v | play | 2022-05-06 10:00:00 | 4000 | 60000 | feed",
                "2022-05-06 | e4 | d | v | play | 2022-05-06 10:00:00 | 8000 | 60000 | feed",
                "2022-05-06 | e5 | e | v | play | 2022-05-06 10:00:00 | 16000 | 60000 | feed",
                "2022-05-06 | e6 | f | v | like | 2022-05-06 10:00:00 | null | 60000 | feed");
        Dataset<Row> lasting = FeedbackSignals.withVideos(events, Frames.of(spark(), VIDEOS));

        List<Row> rows = new FeedbackSignals(SomeSettings.weighing(Map.of("watch", 1.0, "skip", -1.0)))
                .of(lasting, COUNTING, cache)
                .selectExpr("user_id", "round(watch_amount, 9)", "is_skip")
                .orderBy("user_id")
                .collectAsList();

        assertThat(rows)
                .extracting(row -> row.mkString(" "))
                .containsExactly(
                        "a null true", "b null false", "c null false", "d 0.4 false", "e 0.8 false", "f null false");
        // A kind without a weight is not marked.
        assertThat(Frames.lines(signals.of(lasting, COUNTING, cache)
                        .select("watch_amount", "is_skip")
                        .distinct()))
                .containsExactly("null | false");
    }

    private static Dataset<Row> signals(String... lines) {
        return Frames.of(spark(), "kind string, is_long_view boolean, watch_amount double, is_skip boolean", lines);
    }

    private static Column weight(FeedbackSignals signals) {
        return signals.weights().stream().reduce(Column::plus).orElseThrow();
    }

    /** Events that no list showed. */
    private static Dataset<Row> events(String... lines) {
        return Frames.of(spark(), EVENTS, lines)
                .selectExpr("*", "cast(null as date) as list_version", "cast(null as int) as list_place");
    }

    private Dataset<Row> of(Dataset<Row> events, Dataset<Row> videos) {
        return signals.of(FeedbackSignals.withVideos(events, videos), COUNTING, cache);
    }
}
