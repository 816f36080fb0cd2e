package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.settings.CollectSettings;
import io.reelrank.core.settings.CsvDialect;
import io.reelrank.core.settings.PseudonymKey;
import io.reelrank.core.settings.SourcesSettings.Coded;
import io.reelrank.core.settings.SourcesSettings.EventSource;
import io.reelrank.core.settings.SourcesSettings.Files;
import io.reelrank.core.settings.SourcesSettings.Flag;
import io.reelrank.core.settings.SourcesSettings.Format;
import io.reelrank.core.settings.SourcesSettings.ListColumns;
import io.reelrank.core.settings.SourcesSettings.Span;
import io.reelrank.core.settings.SourcesSettings.TimeColumn;
import io.reelrank.core.settings.SourcesSettings.Unit;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventMappingTest extends SparkTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final CollectSettings SETTINGS = TestSettings.section(
                    "collect", "late-days=2", "max-watch-ms=21600000")
            .collect();
    private static final Files FILES = new Files("log.csv", Format.CSV, CsvDialect.RFC_4180);
    private static final Span WATCH = new Span("watch", Unit.MS);
    private static final Span LENGTH = new Span("length", Unit.MS);

    // The columns of the raw row.
    private static final String WIDE = "user, video, time, watch, length, liked, page";
    private static final String LONG = "id, user, video, time, what";

    private final EventMapping wide = new EventMapping(
            "log",
            new EventSource(
                    FILES,
                    Optional.empty(),
                    "user",
                    "video",
                    new TimeColumn("time", Optional.empty(), Optional.of("yyyy-MM-dd HH:mm:ss"), SHANGHAI),
                    Optional.of(WATCH),
                    Optional.of(LENGTH),
                    Optional.of("page"),
                    Optional.empty(),
                    Optional.empty(),
                    flags()),
            SETTINGS,
            SHANGHAI,
            UserIds.asDelivered());
    private final EventMapping narrow = new EventMapping(
            "log",
            new EventSource(
                    FILES,
                    Optional.of("id"),
                    "user",
                    "video",
                    new TimeColumn("time", Optional.of(Unit.S), Optional.empty(), SHANGHAI),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Coded("what", Map.of("heart", "like", "watch", "play"))),
                    Map.of()),
            SETTINGS,
            SHANGHAI,
            UserIds.asDelivered());
    private final EventMapping narrowWithoutId = new EventMapping(
            "log",
            new EventSource(
                    FILES,
                    Optional.empty(),
                    "user",
                    "video",
                    new TimeColumn("time", Optional.of(Unit.S), Optional.empty(), SHANGHAI),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Coded("what", Map.of("heart", "like", "watch", "play"))),
                    Map.of()),
            SETTINGS,
            SHANGHAI,
            UserIds.asDelivered());

    private static Map<String, Flag> flags() {
        Map<String, Flag> flags = new LinkedHashMap<>();
        flags.put("impression", new Flag(Optional.empty(), Optional.empty()));
        flags.put("like", new Flag(Optional.of("liked"), Optional.empty()));
        flags.put("play", new Flag(Optional.of("watch"), Optional.of(0.0)));
        return flags;
    }

    @Test
    void theMappingUsesTheColumnsThatTheSettingsName() {
        assertThat(wide.columns()).containsExactly("length", "liked", "page", "time", "user", "video", "watch");
        assertThat(narrow.columns()).containsExactly("id", "time", "user", "video", "what");
    }

    @Test
    void aWideRowHoldsAnEventForEachFlag() {
        Dataset<Row> validated = wide.validated(rows(
                WIDE,
                "u1 | v1 | 2022-05-06 08:00:00 | 5000 | 9000 | 1 | feed",
                "u2 | v1 | 2022-05-06 08:00:01 | 0 | 9000 | 0 | null"));

        assertThat(Frames.lines(EventMapping.events(validated)
                        .select(
                                "user_id",
                                "video_id",
                                "event_time",
                                "kind",
                                "watch_ms",
                                "duration_ms",
                                "traffic_source")))
                .containsExactly(
                        "u1 | v1 | 2022-05-06 00:00:00 | impression | null | 9000 | feed",
                        "u1 | v1 | 2022-05-06 00:00:00 | like | null | 9000 | feed",
                        "u1 | v1 | 2022-05-06 00:00:00 | play | 5000 | 9000 | feed",
                        "u2 | v1 | 2022-05-06 00:00:01 | impression | null | 9000 | null");
        assertThat(Frames.lines(validated.select("reason", "odd"))).containsExactly("null | ", "null | ");
    }

    @Test
    void aNarrowRowHoldsOneEventOfItsKind() {
        Dataset<Row> validated =
                narrow.validated(rows(LONG, "e1 | u1 | v1 | 1651788000 | heart", "e2 | u1 | v1 | 1651788000 | watch"));

        assertThat(Frames.lines(EventMapping.events(validated)
                        .select("event_id", "user_id", "video_id", "event_time", "kind", "watch_ms")))
                .containsExactly(
                        "log:e1 | u1 | v1 | 2022-05-05 22:00:00 | like | null",
                        "log:e2 | u1 | v1 | 2022-05-05 22:00:00 | play | null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "null | v | 2022-05-06 08:00:00 | 1 | 1 | 0 | f; user_id is missing",
                "u | null | 2022-05-06 08:00:00 | 1 | 1 | 0 | f; video_id is missing",
                "u | v | null | 1 | 1 | 0 | f; event_time is missing",
                "u | v | yesterday | 1 | 1 | 0 | f; event_time is not a time like yyyy-MM-dd HH:mm:ss",
                "u | v | 2022-05-07 00:00:00 | 1 | 1 | 0 | f; event_time is after the end of the file's day",
                "u | v | 2022-05-03 23:59:59 | 1 | 1 | 0 | f; event_time is more than 2 days before the file's day",
                "u | v | 2022-05-06 08:00:00 | long | 1 | 0 | f; watch_ms is not a number of milliseconds",
                "u | v | 2022-05-06 08:00:00 | -1 | 1 | 0 | f; watch_ms is negative",
                "u | v | 2022-05-06 08:00:00 | 21600001 | 1 | 0 | f; watch_ms is above collect.max-watch-ms",
                "u | v | 2022-05-06 08:00:00 | 1 | long | 0 | f; duration_ms is not a number of milliseconds",
                "u | v | 2022-05-06 08:00:00 | 1 | -1 | 0 | f; duration_ms is negative",
                "u | v | 2022-05-06 08:00:00 | 1 | 1 | yes | f; 'liked is not a flag: 0, 1, true or false'"
            })
    void aWideRowIsRejectedForItsFirstReason(String row, String reason) {
        assertThat(reasons(wide, WIDE, row)).containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "null | u | v | 1651788000 | heart; event_id is missing",
                "e | u | v | 1651788000 | null; kind is missing",
                "e | u | v | 1651788000 | star; kind is none that the settings map",
                "e | u | v | noon | heart; event_time is not a number of seconds since 1970"
            })
    void aNarrowRowIsRejectedForItsFirstReason(String row, String reason) {
        assertThat(reasons(narrow, LONG, row)).containsExactly(reason);
    }

    @Test
    void aRowWithoutAnyEventIsRejected() {
        EventMapping likes = withFlag("like", new Flag(Optional.of("liked"), Optional.empty()));
        assertThat(reasons(likes, WIDE, "u | v | 2022-05-06 08:00:00 | 1 | 1 | 0 | f"))
                .containsExactly("holds no event");
    }

    @Test
    void aFlagWithAThresholdNeedsANumber() {
        EventMapping likes = withFlag("like", new Flag(Optional.of("liked"), Optional.of(2.0)));
        assertThat(reasons(
                        likes,
                        WIDE,
                        "u | v | 2022-05-06 08:00:00 | 1 | 1 | much | f",
                        "u | v | 2022-05-06 08:00:00 | 1 | 1 | 2 | f",
                        "u | v | 2022-05-06 08:00:00 | 1 | 1 | null | f",
                        "u | v | 2022-05-06 08:00:00 | 1 | 1 | 2.5 | f"))
                .containsExactly("holds no event", "holds no event", "liked is not a number", "null");
    }

    @Test
    void theReadersReasonComesFirst() {
        Dataset<Row> broken = rows(WIDE, "null | null | null | null | null | null | null")
                .withColumn("malformed", lit("not 7 comma separated values"));
        assertThat(Frames.lines(wide.validated(broken).select("reason")))
                .containsExactly("not 7 comma separated values");
    }

    @Test
    void aDayRunsFromMidnightToMidnightInThePlatformsZone() {
        assertThat(reasons(
                        wide,
                        WIDE,
                        "u | v | 2022-05-06 23:59:59 | 1 | 1 | 0 | f",
                        "u | v | 2022-05-04 00:00:00 | 1 | 1 | 0 | f"))
                .containsExactly("null", "null");
        // 2022-05-06T15:59:59Z is the last second of the day in Shanghai.
        assertThat(reasons(narrow, LONG, "e | u | v | 1651852799 | heart", "e | u | v | 1651852800 | heart"))
                .containsExactly("event_time is after the end of the file's day", "null");
    }

    @Test
    void oddRowsAreAcceptedWithAReason() {
        assertThat(Frames.lines(wide.validated(rows(
                                WIDE,
                                "a | v | 2022-05-06 08:00:00 | 1 | 0 | 0 | f",
                                "b | v | 2022-05-06 08:00:00 | 5001 | 1000 | 0 | f",
                                "c | v | 2022-05-06 08:00:00 | 5000 | 1000 | 0 | f",
                                "d | v | 2022-05-06 08:00:00 | 5000 | null | 0 | f"))
                        .select("user_id", "reason", "odd", "duration_ms")))
                .containsExactly(
                        "a | null | duration is 0 | null",
                        "b | null | played more than 5 times its length | 1000",
                        "c | null |  | 1000",
                        "d | null |  | null");
    }

    @Test
    void onlyRepeatsShareAnId() {
        List<String> ids = ids(
                wide,
                WIDE,
                "u | v | 2022-05-06 08:00:00 | 1 | 1 | 0 | f",
                "u | v | 2022-05-06 08:00:00 | 2 | 1 | 1 | g",
                "u | w | 2022-05-06 08:00:00 | 1 | 1 | 0 | f",
                "w | v | 2022-05-06 08:00:00 | 1 | 1 | 0 | f",
                "u | v | 2022-05-06 08:00:01 | 1 | 1 | 0 | f");

        assertThat(ids.get(0)).matches("[0-9a-f]{32}").isEqualTo(ids.get(1));
        assertThat(ids.stream().distinct()).hasSize(4);
    }

    @Test
    void theKindIsPartOfTheIdOfANarrowRow() {
        List<String> ids = ids(
                narrowWithoutId,
                LONG,
                "null | u | v | 1651788000 | heart",
                "null | u | v | 1651788000 | heart",
                "null | u | v | 1651788000 | watch");

        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    }

    @Test
    void theSourcesOwnIdIsKept() {
        assertThat(ids(narrow, LONG, "e1 | u | v | 1651788000 | heart")).containsExactly("log:e1");
    }

    @Test
    void withAKeyIdsBecomePseudonymsAndNoRowIsKept() {
        UserIds userIds = UserIds.under(new PseudonymKey("0123456789abcdef0123456789abcdef"));
        EventMapping keyed = new EventMapping(
                "log",
                new EventSource(
                        FILES,
                        Optional.of("id"),
                        "user",
                        "video",
                        new TimeColumn("time", Optional.of(Unit.S), Optional.empty(), SHANGHAI),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Coded("what", Map.of("heart", "like", "watch", "play"))),
                        Map.of()),
                SETTINGS,
                SHANGHAI,
                userIds);

        assertThat(Frames.lines(keyed.validated(rows(
                                LONG,
                                "e1 | u | v | 1651788000 | heart",
                                "e2 | nan | v | 1651788000 | heart",
                                "e3 | 1.0 | v | 1651788000 | heart",
                                "e4 | null | v | 1651788000 | heart",
                                "e5 | u | v | soon | heart"))
                        .select("event_id", "user_id", "raw", "reason")))
                .containsExactlyInAnyOrder(
                        "log:%s | %s | null | null".formatted(userIds.of("e1"), userIds.of("u")),
                        "log:%s | %s | null | user_id is a placeholder, no id"
                                .formatted(userIds.of("e2"), userIds.of("nan")),
                        "log:%s | %s | null | user_id is a decimal number, no id"
                                .formatted(userIds.of("e3"), userIds.of("1.0")),
                        "log:%s | null | null | user_id is missing".formatted(userIds.of("e4")),
                        "log:%s | %s | null | event_time is not a number of seconds since 1970"
                                .formatted(userIds.of("e5"), userIds.of("u")));
    }

    @Test
    void aRowTellsWhichListShowedTheVideo() {
        String columns = "user, video, time, version, place";

        Dataset<Row> validated = listed(UserIds.asDelivered())
                .validated(rows(
                        columns,
                        "u1 | v1 | 1651788000 | 2022-05-04/20220505T020000000 | 3",
                        "u2 | v1 | 1651788000 | 2022-05-04 | null",
                        "u3 | v1 | 1651788000 | null | null",
                        "u4 | v1 | 1651788000 | v17 | 3",
                        "u5 | v1 | 1651788000 | 2022-05-04 | 0",
                        "u6 | v1 | 1651788000 | 2022-05-04 | 1.5"));

        assertThat(Frames.lines(validated.select("user_id", "list_version", "list_place", "reason")))
                .containsExactly(
                        "u1 | 2022-05-04 | 3 | null",
                        // Without a place nothing can be looked up in the list.
                        "u2 | null | null | null",
                        "u3 | null | null | null",
                        "u4 | null | null | list_version does not begin with a date such as 2022-05-06",
                        "u5 | null | null | list_place is not a whole number from 1 to 1,000,000",
                        "u6 | null | null | list_place is not a whole number from 1 to 1,000,000");
        assertThat(listed(UserIds.asDelivered()).columns())
                .containsExactly("place", "time", "user", "version", "video");
        assertThat(listed(UserIds.asDelivered()).required()).containsExactly("time", "user", "video");
    }

    @Test
    void withAKeyRowsThatDifferInTheirListAloneHaveAnOrder() {
        UserIds keyed = UserIds.under(new PseudonymKey("0123456789abcdef0123456789abcdef"));

        Dataset<Row> validated = listed(keyed)
                .validated(rows(
                        "user, video, time, version, place",
                        "u1 | v1 | 1651788000 | 2022-05-04 | 3",
                        "u1 | v1 | 1651788000 | 2022-05-04 | 4",
                        "u1 | v1 | 1651788000 | 2022-05-05 | 3"));

        assertThat(Frames.lines(validated.select(EventMapping.RAW_HASH)))
                .doesNotContain("null")
                .doesNotHaveDuplicates();
    }

    private static EventMapping listed(UserIds userIds) {
        return new EventMapping(
                "log",
                new EventSource(
                        FILES,
                        Optional.empty(),
                        "user",
                        "video",
                        new TimeColumn("time", Optional.of(Unit.S), Optional.empty(), SHANGHAI),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new ListColumns("version", "place")),
                        Optional.empty(),
                        Map.of("impression", new Flag(Optional.empty(), Optional.empty()))),
                SETTINGS,
                SHANGHAI,
                userIds);
    }

    private static EventMapping withFlag(String kind, Flag flag) {
        return new EventMapping(
                "log",
                new EventSource(
                        FILES,
                        Optional.empty(),
                        "user",
                        "video",
                        new TimeColumn("time", Optional.empty(), Optional.of("yyyy-MM-dd HH:mm:ss"), SHANGHAI),
                        Optional.of(WATCH),
                        Optional.of(LENGTH),
                        Optional.of("page"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(kind, flag)),
                SETTINGS,
                SHANGHAI,
                UserIds.asDelivered());
    }

    private static List<String> reasons(EventMapping mapping, String columns, String... lines) {
        return Frames.lines(mapping.validated(rows(columns, lines)).select("reason"));
    }

    private static List<String> ids(EventMapping mapping, String columns, String... lines) {
        return mapping.validated(rows(columns, lines)).orderBy("line").select("event_id").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** Rows of a file of 2022-05-06, as SourceReader returns them. */
    private static Dataset<Row> rows(String columns, String... lines) {
        String[] names = columns.split(", ", -1);
        String ddl = "line bigint, " + String.join(" string, ", names) + " string";
        String[] numbered = new String[lines.length];
        Arrays.setAll(numbered, i -> (i + 1) + " | " + lines[i]);
        Column[] row = Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new);
        return Frames.of(spark(), ddl, numbered)
                .select(
                        lit("2022-05-06").cast("date").as("dt"),
                        lit("log.csv").as("file"),
                        col("line"),
                        lit("raw").as("raw"),
                        lit(null).cast("string").as("malformed"),
                        struct(row).as("row"));
    }
}
