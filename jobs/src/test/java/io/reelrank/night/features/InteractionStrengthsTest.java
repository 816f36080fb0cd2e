package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.tables.DayPairs;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class InteractionStrengthsTest extends SparkTest {
    private static final LocalDate END = LocalDate.of(2022, 5, 6);
    private static final LocalDate EVE = END.minusDays(1);
    private static final String ROWS = "dt date, user_idx int, video_idx int, event_time timestamp, kind string";
    private static final String HISTORY = "user_idx int, video_idx int, kind string, until timestamp";
    private static final double FLOAT = 1e-6;

    private static final FeedbackSignals SIGNALS = new FeedbackSignals(SomeSettings.halvingIn(10));

    private final InteractionStrengths pairs = pairs(10);

    private static InteractionStrengths pairs(double halfLifeDays) {
        return new InteractionStrengths(SomeSettings.halvingIn(halfLifeDays).strength(), SIGNALS, ZoneOffset.UTC);
    }

    @Test
    void aStrengthIsTheSumOfDecayedWeights() {
        Dataset<Row> rows = rows(
                "2022-05-06 | 1 | 7 | 2022-05-06 12:00:00 | long_view",
                "2022-05-04 | 1 | 7 | 2022-05-04 18:00:00 | like",
                "2022-05-04 | 1 | 7 | 2022-05-04 18:00:00 | play");

        List<Row> found = pairs.asOf(pairs.evidence(days(rows), none()), END).collectAsList();

        // 1 + 2 · 2^(−2/10)
        double expected = 1 + 2 * Math.pow(2, -0.2);
        assertThat(found).hasSize(1);
        assertThat((double) found.get(0).<Float>getAs("strength")).isCloseTo(expected, within(FLOAT));
        assertThat(found.get(0).getAs("last_seen").toString()).isEqualTo("2022-05-06 12:00:00.0");
    }

    @Test
    void anEventOfHalfALifeCountsHalf() {
        Dataset<Row> rows = rows("2022-04-26 | 1 | 7 | 2022-04-26 00:00:00 | like");
        assertThat(lines(rows, none())).containsExactly("1 | 7 | 1.0 | 2022-04-26 00:00:00");
    }

    @Test
    void aHistorysEntryCountsItsWeightWithoutDecay() {
        Dataset<Row> history = history(
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | play | 2022-01-01 00:00:00",
                "1 | 8 | long_view | 2022-01-01 00:00:00",
                "1 | 9 | long_view | 2022-05-07 00:00:00");

        assertThat(lines(rows(), history))
                .containsExactly("1 | 7 | 1.0 | 2022-01-01 00:00:00", "1 | 8 | 0.5 | 2022-01-01 00:00:00");
    }

    @Test
    void logsAndHistoryOfAPairAddUp() {
        Dataset<Row> rows = rows("2022-04-26 | 1 | 7 | 2022-04-26 00:00:00 | like");
        Dataset<Row> history = history("1 | 7 | long_view | 2022-01-01 00:00:00");

        assertThat(lines(rows, history)).containsExactly("1 | 7 | 1.5 | 2022-04-26 00:00:00");
    }

    @Test
    void aStrengthIsClippedOnBothSides() {
        Dataset<Row> history = history(
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 8 | hide | 2022-01-01 00:00:00",
                "1 | 8 | hide | 2022-01-01 00:00:00",
                "1 | 8 | hide | 2022-01-01 00:00:00");

        assertThat(lines(rows(), history))
                .containsExactly("1 | 7 | 5.0 | 2022-01-01 00:00:00", "1 | 8 | -5.0 | 2022-01-01 00:00:00");
    }

    @Test
    void negativeAndPositiveWeightsAddUp() {
        Dataset<Row> rows = rows(
                "2022-04-26 | 1 | 7 | 2022-04-26 00:00:00 | like", "2022-04-26 | 1 | 7 | 2022-04-26 00:00:00 | hide");
        assertThat(lines(rows, none())).containsExactly("1 | 7 | -1.0 | 2022-04-26 00:00:00");
    }

    @Test
    void aPairWithoutAWeightedSignalHasStrengthZero() {
        Dataset<Row> rows = rows("2022-05-06 | 1 | 7 | 2022-05-06 12:00:00 | impression");
        assertThat(lines(rows, none())).containsExactly("1 | 7 | 0.0 | 2022-05-06 12:00:00");
    }

    @Test
    void unseenPositivesAreWantedAndWereNotSeenBefore() {
        Dataset<Row> rows = rows(
                "2022-05-06 | 1 | 7 | 2022-05-06 00:00:00 | like",
                "2022-05-06 | 1 | 7 | 2022-05-06 00:00:01 | long_view",
                "2022-05-06 | 1 | 8 | 2022-05-06 00:00:00 | like",
                "2022-05-06 | 2 | 8 | 2022-05-06 00:00:00 | long_view",
                "2022-05-06 | 2 | 9 | 2022-05-06 00:00:00 | play",
                // Seen before: in the logs, and in a history.
                "2022-05-01 | 1 | 8 | 2022-05-01 00:00:00 | impression",
                "2022-05-06 | 3 | 7 | 2022-05-06 00:00:00 | like",
                "2022-05-06 | 3 | 8 | 2022-05-06 00:00:00 | like",
                // Of a day after the held-out one.
                "2022-05-07 | 2 | 8 | 2022-05-07 00:00:00 | like",
                "2022-05-07 | 4 | 8 | 2022-05-07 00:00:00 | like");
        Dataset<Row> history = history("3 | 7 | play | 2022-01-01 00:00:00", "3 | 8 | play | 2022-05-06 12:00:00");

        assertThat(Frames.lines(pairs.unseenPositives(pairs.evidence(days(rows), history), EVE, 1, rows.limit(0))))
                .containsExactly("1 | 7 | 3.0", "2 | 8 | 1.0", "3 | 8 | 2.0");
    }

    @Test
    void whatWasTakenBackIsNoPositive() {
        Dataset<Row> rows = rows(
                // On the same day, and then liked again.
                "2022-05-06 | 1 | 7 | 2022-05-06 00:00:00 | like",
                "2022-05-06 | 1 | 7 | 2022-05-06 00:00:05 | unlike",
                "2022-05-06 | 1 | 8 | 2022-05-06 00:00:00 | like",
                "2022-05-06 | 1 | 8 | 2022-05-06 00:00:05 | unlike",
                "2022-05-06 | 1 | 8 | 2022-05-06 00:00:06 | like",
                // On a later day.
                "2022-05-05 | 2 | 7 | 2022-05-05 23:59:59 | like",
                "2022-05-06 | 2 | 7 | 2022-05-06 00:00:01 | unlike",
                // A long view stays.
                "2022-05-05 | 2 | 8 | 2022-05-05 23:00:00 | long_view",
                "2022-05-05 | 2 | 8 | 2022-05-05 23:59:59 | like",
                "2022-05-06 | 2 | 8 | 2022-05-06 00:00:01 | unlike");
        Dataset<Row> ids = rows.selectExpr("*", "string(user_idx) as user_id", "string(video_idx) as video_id");

        Dataset<Row> revocations = SIGNALS.revocations(ids);

        Dataset<Row> evidence = pairs.evidence(days(rows), none());
        assertThat(Frames.lines(pairs.unseenPositives(evidence, EVE.minusDays(1), 2, revocations)
                        .select("user_idx", "video_idx")))
                .containsExactly("1 | 8", "2 | 8");
        assertThat(Frames.lines(pairs.firstEncounters(evidence, EVE.minusDays(1), 2, revocations)))
                .containsExactly("1 | 7 | false", "1 | 8 | true", "2 | 7 | false", "2 | 8 | true");
        // The day before the unlike: nothing was taken back yet.
        assertThat(Frames.lines(pairs.unseenPositives(
                                evidence, EVE.minusDays(1), 1, revocations.filter("dt = date '2022-05-05'"))
                        .select("user_idx", "video_idx")))
                .containsExactly("2 | 7", "2 | 8");
    }

    @Test
    void eventsThatDoNotCountAddNothingButTheirPair() {
        Dataset<Row> rows = rows(
                        "2022-05-06 | 1 | 7 | 2022-05-06 12:00:00 | like",
                        "2022-05-06 | 1 | 7 | 2022-05-06 13:00:00 | like",
                        "2022-05-05 | 1 | 8 | 2022-05-05 13:00:00 | hide")
                .withColumn("counts", functions.expr("event_time = timestamp '2022-05-06 12:00:00'"));

        assertThat(Frames.lines(
                        pairs.asOf(pairs.evidence(days(rows), history("1 | 9 | like | 2022-01-01 00:00:00")), END)
                                .select("video_idx", "strength", "last_seen", "logged", "wanted", "hides")))
                .containsExactly(
                        "7 | 2.0 | 2022-05-06 13:00:00 | true | true | 0",
                        "8 | 0.0 | 2022-05-05 13:00:00 | false | false | 0",
                        "9 | 1.0 | 2022-01-01 00:00:00 | false | false | 0");
        // A user who is suspected later has only seen the video, whatever the day says.
        Dataset<Row> suspected = days(rows).withColumn("counts", functions.lit(false));
        assertThat(Frames.lines(pairs.asOf(pairs.evidence(suspected, none()), END)
                        .select("video_idx", "strength", "logged", "wanted")))
                .containsExactly("7 | 0.0 | false | false", "8 | 0.0 | false | false");
    }

    @Test
    void laterDaysAreIgnored() {
        Dataset<Row> rows = rows(
                "2022-05-07 | 1 | 7 | 2022-05-07 12:00:00 | like", "2022-05-06 | 1 | 8 | 2022-05-06 12:00:00 | like");
        assertThat(lines(rows, none())).containsExactly("1 | 8 | 2.0 | 2022-05-06 12:00:00");
    }

    @Test
    void theDaysOfAPairAddUp() {
        Dataset<Row> signals = Frames.of(
                spark(),
                "dt date, user_idx int, video_idx int, event_time timestamp, kind string, watch_ms bigint,"
                        + " duration_ms bigint",
                "2022-05-05 | 1 | 7 | 2022-05-05 12:00:00 | impression | null | 20000",
                "2022-05-05 | 1 | 7 | 2022-05-05 12:00:00 | play | 5000 | 20000",
                "2022-05-05 | 1 | 7 | 2022-05-05 13:00:00 | play | 40000 | 20000",
                "2022-05-05 | 1 | 7 | 2022-05-05 13:00:00 | long_view | 40000 | 20000",
                "2022-05-06 | 1 | 7 | 2022-05-06 12:00:00 | play | 10000 | 20000",
                "2022-05-06 | 1 | 7 | 2022-05-06 12:00:00 | hide | null | 20000",
                "2022-05-06 | 1 | 7 | 2022-05-06 12:00:00 | report | null | null");
        Dataset<Row> days = days(signals);
        assertThat(Frames.lines(days.select(
                        "dt", "last_seen", "weight", "wanted_at", "impressions", "plays", "long_views", "played_at")))
                .containsExactly(
                        "2022-05-05 | 2022-05-05 13:00:00 | 1.0 | 2022-05-05 13:00:00 | 1 | 2 | 1 | 2022-05-05 13:00:00",
                        "2022-05-06 | 2022-05-06 12:00:00 | -4.0 | null | 0 | 1 | 0 | 2022-05-06 12:00:00");
        // Watch shares 0.25, 1 and 0.5; the last play did not reach the end.
        assertThat(Frames.lines(days.select(
                        "longest_ms",
                        "duration_ms",
                        "measured",
                        "watch_shares",
                        "share_squares",
                        "finished",
                        "hides",
                        "reports")))
                .containsExactly(
                        "10000 | 20000 | 1 | 0.5 | 0.25 | false | 1 | 1",
                        "40000 | 20000 | 2 | 1.25 | 1.0625 | true | 0 | 0");
        assertThat(Frames.lines(pairs.asOf(pairs.evidence(days, none()), END)
                        .drop("user_idx", "strength", "last_seen", "logged")))
                .containsExactly("7 | true | true | 3 | 40000 | 20000 | 3 | 1.75 | 1.3125 | true | 1 | 1");
    }

    @Test
    void ofSeveralListsTheNewestAndThereTheBestPlaceIsKept() {
        Dataset<Row> days = SomeDays.of(
                Frames.of(
                        spark(),
                        "user_idx int, video_idx int, kind string, list_version date, list_place int",
                        "1 | 7 | impression | 2022-05-04 | 1",
                        "1 | 7 | impression | 2022-05-05 | 1000000",
                        "1 | 7 | play | 2022-05-05 | 30",
                        "1 | 7 | like | null | null",
                        "2 | 7 | impression | 2022-05-05 | 1",
                        "3 | 7 | impression | null | null"),
                new FeedbackSignals(SomeSettings.halvingIn(10)));

        assertThat(Frames.lines(days.select("user_idx", "list_version", "list_place")))
                .containsExactly("1 | 2022-05-05 | 30", "2 | 2022-05-05 | 1", "3 | null | null");
    }

    @Test
    void viewsAreAlsoAccidentalButNeverOfOwnVideos() {
        Dataset<Row> days = SomeDays.of(
                Frames.of(
                        spark(),
                        "user_idx int, video_idx int, kind string, watch_ms bigint, duration_ms bigint, counts boolean,"
                                + " own boolean",
                        // A whole view of a short video; an accident; a play without watch time; one of a long view.
                        "1 | 7 | play | 6000 | 6000 | true | false",
                        "1 | 7 | play | 300 | 6000 | false | false",
                        "1 | 7 | play | 0 | 6000 | true | false",
                        "1 | 7 | long_view | 6000 | 6000 | true | false",
                        "1 | 7 | share | null | 6000 | true | false",
                        "2 | 7 | play | 7000 | 60000 | true | false",
                        "3 | 7 | play | 9000 | null | true | false",
                        "4 | 7 | play | 9000 | 9000 | false | true",
                        "4 | 7 | like | null | 9000 | false | true"),
                new FeedbackSignals(SomeSettings.halvingIn(10)));
        assertThat(Frames.lines(days.select(
                        "user_idx",
                        "views",
                        "valid_views",
                        "viewed_ms",
                        "watch_ms",
                        "measured_views",
                        "completions",
                        "shares",
                        "likes")))
                .containsExactly(
                        "1 | 2 | 1 | 6000 | 6300 | 2 | 1 | 1 | 0",
                        "2 | 1 | 0 | 7000 | 7000 | 1 | 0 | 0 | 0",
                        "3 | 1 | 1 | 9000 | 9000 | 0 | 0 | 0 | 0",
                        "4 | 0 | 0 | null | 0 | 0 | 0 | 0 | 0");
    }

    @Test
    void viewsAreCountedByTheNamedTrafficSources() {
        Dataset<Row> days = SomeDays.of(
                Frames.of(
                        spark(),
                        "user_idx int, video_idx int, kind string, watch_ms bigint, traffic_source string",
                        "1 | 7 | play | 6000 | feed",
                        "1 | 7 | play | 6000 | search",
                        "1 | 7 | play | 3000 | search",
                        "1 | 7 | play | 3000 | profile",
                        "1 | 7 | play | 0 | feed",
                        "1 | 7 | like | null | search",
                        "2 | 7 | play | 6000 | null"),
                new FeedbackSignals(SomeSettings.halvingIn(10)));
        assertThat(Frames.lines(days.selectExpr("user_idx", "views", "cast(views_by_source AS string)")))
                .containsExactly("1 | 4 | [1, 2]", "2 | 1 | [0, 0]");
    }

    @Test
    void theDaysAreThoseOfTheTable() {
        Dataset<Row> days = days(rows("2022-05-06 | 1 | 7 | 2022-05-06 12:00:00 | like"));
        DayPairs.TABLE.fields().forEach(field -> assertThat(
                        days.schema().apply(field.name()).dataType().asNullable())
                .as(field.name())
                .isEqualTo(field.type().asNullable()));
    }

    @Test
    void firstEncountersWereNotSeenBefore() {
        Dataset<Row> rows = rows(
                "2022-05-06 | 1 | 7 | 2022-05-06 00:00:00 | long_view",
                "2022-05-06 | 2 | 7 | 2022-05-06 00:00:00 | impression",
                "2022-05-06 | 2 | 8 | 2022-05-06 00:00:00 | play",
                "2022-05-05 | 2 | 8 | 2022-05-05 00:00:00 | impression",
                "2022-05-05 | 2 | 9 | 2022-05-05 00:00:00 | impression");
        assertThat(Frames.lines(pairs.firstEncounters(pairs.evidence(days(rows), none()), EVE, 1, rows.limit(0))))
                .containsExactly("1 | 7 | true", "2 | 7 | false");
    }

    @Test
    void nothingDependsOnPartitions() {
        String[] lines = new String[500];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "2022-05-%02d | %d | %d | 2022-05-%02d 03:%02d:%02d | %s"
                    .formatted(1 + i % 6, i % 3, i % 4, 1 + i % 6, i % 60, i % 53, i % 2 == 0 ? "long_view" : "like");
        }
        Dataset<Row> rows = rows(lines);
        InteractionStrengths fast = pairs(0.5);
        assertThat(Frames.lines(
                        fast.asOf(fast.evidence(days(rows.repartition(7)).repartition(5), none()), END)))
                .isEqualTo(Frames.lines(
                        fast.asOf(fast.evidence(days(rows.coalesce(1)).coalesce(1), none()), END)));
    }

    private static Dataset<Row> rows(String... lines) {
        return Frames.of(spark(), ROWS, lines);
    }

    private List<String> lines(Dataset<Row> rows, Dataset<Row> history) {
        return Frames.lines(pairs.asOf(pairs.evidence(days(rows), history), END)
                .select("user_idx", "video_idx", "strength", "last_seen"));
    }

    private static Dataset<Row> days(Dataset<Row> rows) {
        return SomeDays.of(rows, SIGNALS);
    }

    private static Dataset<Row> history(String... lines) {
        return Frames.of(spark(), HISTORY, lines).withColumn("counts", functions.lit(true));
    }

    private static Dataset<Row> none() {
        return history();
    }
}
