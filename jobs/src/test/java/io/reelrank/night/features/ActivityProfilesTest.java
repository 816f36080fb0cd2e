package io.reelrank.night.features;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.tables.UserProfiles;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class ActivityProfilesTest extends SparkTest {
    private static final String INDEX = "user_id string, user_idx int";
    private static final String SIGNALS = "dt date, user_idx int, video_idx int, event_time timestamp, kind string";
    private static final String HISTORY = "user_idx int, until timestamp";
    private static final String PAIRS = "user_idx int, video_idx int, strength float";
    private static final String FACTS =
            "video_idx int, tags array<string>, category string, creator_id string, duration_bucket string";
    private static final int CREATORS = TasteReader.ROW.fieldIndex(UserProfiles.CREATORS);
    private static final ActivityProfiles PROFILES =
            new ActivityProfiles(LocalDate.parse("2022-05-14"), ZoneId.of("Asia/Shanghai"), 70);

    @Test
    void activityIsCountedFromPlays() {
        // 20:00 UTC is 4 o'clock in Shanghai; 5 o'clock has as many plays but is later.
        Dataset<Row> profiles = profiles(
                List.of("ann | 0", "bob | 1"),
                List.of(
                        "2022-05-13 | 0 | 7 | 2022-05-12 20:00:00 | play",
                        "2022-05-13 | 0 | 8 | 2022-05-12 21:00:00 | play",
                        "2022-05-14 | 0 | 7 | 2022-05-13 20:59:59 | play",
                        "2022-05-14 | 0 | 7 | 2022-05-13 20:59:59 | long_view",
                        "2022-05-14 | 0 | 8 | 2022-05-13 21:59:59 | play",
                        "2022-05-12 | 0 | 7 | 2022-05-11 23:00:00 | like"),
                List.of(),
                List.of(),
                List.of());

        assertThat(Frames.lines(profiles.selectExpr(
                        "user_id",
                        "plays",
                        "long_views",
                        "active_days",
                        "activity",
                        "first_day",
                        "last_day",
                        "busiest_hour",
                        "size(hours)",
                        "slice(hours, 4, 4)")))
                .containsExactly(
                        "ann | 4 | 1 | 2 | light | 2022-05-12 | 2022-05-14 | 4 | 24 | [0.0, 0.5, 0.5, 0.0]",
                        "bob | 0 | 0 | 0 | light | null | null | null | 0 | []");
    }

    @Test
    void daysWithAPlayAreCountedOnceHoweverLongAgo() {
        // 63 and 64 days ago.
        Dataset<Row> profiles = profiles(
                List.of("ann | 0"),
                List.of(
                        "2022-05-14 | 0 | 7 | 2022-05-13 20:00:00 | play",
                        "2022-03-12 | 0 | 7 | 2022-03-11 20:00:00 | play",
                        "2022-03-12 | 0 | 8 | 2022-03-11 20:00:00 | play",
                        "2022-03-11 | 0 | 7 | 2022-03-10 20:00:00 | play",
                        "2022-03-10 | 0 | 7 | 2022-03-09 20:00:00 | like"),
                List.of(),
                List.of(),
                List.of());

        assertThat(Frames.lines(profiles.select("user_id", "active_days"))).containsExactly("ann | 3");
    }

    @Test
    void tastesAreTheSharesOfPositivePairs() {
        // Strengths 3 and 1; x is a tag of both: x 4, y 3 and z 1 of 8. Hidden and merely seen videos do not count.
        Dataset<Row> profiles = profiles(
                List.of("ann | 0", "bob | 1"),
                List.of(),
                List.of(),
                List.of("0 | 7 | 3", "0 | 8 | 1", "0 | 9 | -2", "1 | 9 | 0"),
                List.of(
                        "7 | [\"y\", \"x\"] | fun | cat | under_15s",
                        "8 | [\"z\", \"x\", \"x\"] | null |  | unknown",
                        "9 | [\"w\"] | sad | dog | over_3m"));

        // H(1/2, 3/8, 1/8) = 0.5 + 0.530639 + 0.375 bits.
        assertThat(Frames.lines(profiles.selectExpr(
                        "user_id", "tags", "categories", "creators", "lengths", "round(breadth, 6)")))
                .containsExactly(
                        "ann | [{x, 0.5}, {y, 0.375}, {z, 0.125}] | [{fun, 1.0}] | [{cat, 1.0}] | [{under_15s, 1.0}] | 1.405639",
                        "bob | [] | [] | [] | [] | null");
    }

    @Test
    void breadthChangesFromWeekToWeek() {
        // Last week ann wanted one tag; this week two with equal shares, as each video counts once and a play is not
        // relevant.
        Dataset<Row> profiles = profiles(
                List.of("ann | 0", "bob | 1", "cem | 2"),
                List.of(
                        "2022-05-07 | 0 | 7 | 2022-05-07 00:00:00 | like",
                        "2022-05-08 | 0 | 7 | 2022-05-08 00:00:00 | like",
                        "2022-05-08 | 0 | 7 | 2022-05-08 00:00:00 | long_view",
                        "2022-05-14 | 0 | 8 | 2022-05-14 00:00:00 | long_view",
                        "2022-05-14 | 0 | 9 | 2022-05-14 00:00:00 | play",
                        "2022-04-30 | 1 | 9 | 2022-04-30 00:00:00 | like",
                        "2022-05-01 | 1 | 7 | 2022-05-01 00:00:00 | like",
                        "2022-05-14 | 2 | 6 | 2022-05-14 00:00:00 | like"),
                List.of(),
                List.of(),
                List.of(
                        "6 | [] | null |  | unknown",
                        "7 | [\"x\"] | null |  | unknown",
                        "8 | [\"y\"] | null |  | unknown",
                        "9 | [\"z\"] | null |  | unknown"));

        assertThat(Frames.lines(profiles.select("user_id", "breadth_this_week", "breadth_last_week", "breadth_change")))
                .containsExactly("ann | 1.0 | 0.0 | 1.0", "bob | null | 0.0 | null", "cem | null | null | null");
    }

    @Test
    void aUserIsNewReturningOrLapsed() {
        Dataset<Row> profiles = profiles(
                List.of("new | 0", "back | 1", "gone | 2", "told | 3", "past | 4", "old | 5"),
                List.of(
                        "2022-05-08 | 0 | 7 | 2022-05-08 00:00:00 | play",
                        "2022-05-07 | 1 | 7 | 2022-05-07 00:00:00 | play",
                        "2022-05-14 | 1 | 7 | 2022-05-14 00:00:00 | impression",
                        "2022-05-07 | 2 | 7 | 2022-05-07 00:00:00 | play",
                        "2022-05-14 | 3 | 7 | 2022-05-14 00:00:00 | play"),
                List.of("3 | 2022-03-01 00:00:00", "4 | 2022-03-01 00:00:00"),
                List.of(),
                List.of());

        assertThat(Frames.lines(profiles.select("user_id", "standing")))
                .containsExactly(
                        "back | returning",
                        "gone | lapsed",
                        "new | new",
                        "old | lapsed",
                        "past | lapsed",
                        "told | returning");
    }

    @Test
    void fivePlaysAreMediumAndTwentyHeavy() {
        List<String> plays = new ArrayList<>();
        int[] counts = {4, 5, 19, 20};
        for (int user = 0; user < counts.length; user++) {
            for (int play = 0; play < counts[user]; play++) {
                plays.add("2022-05-14 | " + user + " | 7 | 2022-05-14 00:00:00 | play");
            }
        }

        Dataset<Row> profiles =
                profiles(List.of("a | 0", "b | 1", "c | 2", "d | 3"), plays, List.of(), List.of(), List.of());

        assertThat(Frames.lines(profiles.select("user_id", "activity")))
                .containsExactly("a | light", "b | medium", "c | medium", "d | heavy");
    }

    @Test
    void tenTagsAreKeptAndAllCountForTheBreadth() {
        String tags = IntStream.range(0, 11)
                .mapToObj(i -> "\"" + (char) ('k' - i) + "\"")
                .toList()
                .toString();
        Dataset<Row> profiles = profiles(
                List.of("a | 0"),
                List.of(),
                List.of(),
                List.of("0 | 7 | 1"),
                List.of("7 | " + tags + " | null |  | unknown"));

        // log2 11
        assertThat(Frames.lines(profiles.selectExpr("tags.name", "size(tags)", "round(breadth, 6)")))
                .containsExactly("[a, b, c, d, e, f, g, h, i, j] | 10 | 3.459432");
    }

    /** One user may have a fifth of all events. */
    @Test
    void theRowsOfAUserAreReadOneAfterTheOther() {
        Iterator<Row> rows = IntStream.range(0, 1_000_000)
                .mapToObj(i -> RowFactory.create(
                        3,
                        1f,
                        0f,
                        0f,
                        CollectionConverters.asScala(List.of()).toSeq(),
                        null,
                        i % 4 == 0 ? "a" : "b",
                        null))
                .iterator();

        Row taste = new TasteReader().call(3, rows);

        assertThat(taste.getInt(0)).isEqualTo(3);
        assertThat(Arrays.toString(taste.<Row[]>getAs(CREATORS))).isEqualTo("[[b,0.75], [a,0.25]]");
        assertThat(rows.hasNext()).isFalse();
    }

    @Test
    void ofSeveralRowsOfAPairTheLargestNumbersCount() {
        // a has 2 of 3, as the pair's rows are one pair; names of equal strength are in the order of their code points.
        Dataset<Row> pairs = frame(
                "user_idx int, video_idx int, strength float, this_week float, last_week float",
                List.of(
                        "0 | 7 | 1 | 0 | 0",
                        "0 | 7 | 2 | 0 | 0",
                        "0 | 7 | 0 | 1 | 0",
                        "0 | 8 | 0.5 | 0 | 0",
                        "0 | 9 | 0.5 | 0 | 0",
                        "1 | 8 | 0.5 | 0 | 0"));
        Dataset<Row> facts = frame(
                FACTS,
                List.of(
                        "7 | [\"x\"] | null | a | unknown",
                        "8 | [\"y\"] | null | \uD83C\uDFAC | unknown",
                        "9 | [\"y\"] | null | \uFF5E | unknown"));

        assertThat(Frames.lines(TasteProfiles.of(pairs, facts)
                        .selectExpr("user_idx", "creators", "breadth_this_week", "breadth_last_week")))
                .containsExactly(
                        "0 | [{a, %s}, {\uFF5E, %s}, {\uD83C\uDFAC, %s}] | 0.0 | null"
                                .formatted(2 / 3.0, 0.5 / 3, 0.5 / 3),
                        "1 | [{\uD83C\uDFAC, 1.0}] | null | null");
    }

    @Test
    void theRowsAreThoseOfTheTableAndSharesOfHoursAreWhole() {
        Dataset<Row> profiles = profiles(
                List.of("a | 0"),
                List.of("2022-05-14 | 0 | 7 | 2022-05-14 00:00:00 | play"),
                List.of(),
                List.of(),
                List.of());
        UserProfiles.TABLE.fields().forEach(field -> assertThat(
                        profiles.schema().apply(field.name()).dataType().asNullable())
                .as(field.name())
                .isEqualTo(field.type().asNullable()));
        assertThat(Frames.lines(profiles.select(aggregate(col("hours"), lit(0.0), Column::plus))))
                .containsExactly("1.0");
    }

    private static Dataset<Row> profiles(
            List<String> index, List<String> signals, List<String> history, List<String> pairs, List<String> facts) {
        Dataset<Row> entries = frame(HISTORY, history)
                .selectExpr("user_idx", "0 as video_idx", "'like' as kind", "until", "true as counts");
        Dataset<Row> evidence = SomeDays.evidence(frame(SIGNALS, signals), entries);
        return PROFILES.of(
                frame(INDEX, index), evidence, PROFILES.tastes(evidence, frame(PAIRS, pairs), frame(FACTS, facts)));
    }

    private static Dataset<Row> frame(String ddl, List<String> lines) {
        return Frames.of(spark(), ddl, lines.toArray(String[]::new));
    }
}
