package io.reelrank;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SmallDay.Form;
import io.reelrank.SmallDay.Source;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.RejectedEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad rows in every format. Each format has a day, whose files have a valid row before each bad one. Every bad row is
 * rejected with its file, line and reason, and the row counts add up to the rows of the files.
 */
class BadInputTest extends SparkTest {
    private static final String NO_TIME = "event_time is not a number of milliseconds since 1970";
    private static final String NO_DATE = "event_time is not a time like yyyy-MM-dd HH:mm:ss";
    private static final String NO_WATCH = "watch_ms is not a number of milliseconds";
    private static final String NO_FLAG = "liked is not a flag: 0, 1, true or false";
    private static final String NO_OBJECT = "not a JSON object";
    private static final String ISO = "event_time looks like ISO 8601: set pattern = iso";

    private static final List<String> CSV_NULLS = List.of("null", "NULL", "NaN");
    private static final Map<String, String> REQUIRED =
            Map.of("user", "user_id is missing", "ts", "event_time is missing");

    @TempDir
    private static Path root;

    private static final Map<Form, Map<String, Found>> REJECTED = new EnumMap<>(Form.class);
    private static final Map<Form, Map<String, String>> EXPECTED_COUNTS = new EnumMap<>(Form.class);
    private static final Map<Form, Map<String, String>> COUNTS = new EnumMap<>(Form.class);

    /** A bad value of a column, in any format. Without a value the row does not have the column. */
    private record BadValue(Source source, String column, String value, String reason) {
        private Map<String, String> row(int number) {
            Map<String, String> row = new LinkedHashMap<>(source.good(number));
            if (value == null) {
                row.remove(column);
            } else {
                row.put(column, value);
            }
            return row;
        }

        @Override
        public String toString() {
            String shown = value != null && value.length() > 40 ? value.length() + " characters" : value;
            return "%s of %s: %s".formatted(column, source, shown);
        }
    }

    /** A line of the log that is not in its format. Its bytes are kept as characters of Latin-1. */
    private record BadLine(String name, String latin, String reason) {
        private static BadLine of(String name, String line, String reason) {
            return of(name, line.getBytes(UTF_8), reason);
        }

        private static BadLine of(String name, byte[] line, String reason) {
            return new BadLine(name, new String(line, ISO_8859_1), reason);
        }

        private byte[] bytes() {
            return latin.getBytes(ISO_8859_1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Found(String reason, String raw) {}

    /** The bad values of a form. NaN and null as text are no value in CSV: an id or a time is missing then. */
    private static List<BadValue> badValues(Form form) {
        if (form != Form.CSV && form != Form.CSV_GZ) {
            return badValues();
        }
        return badValues().stream()
                .filter(bad -> !isCsvNull(bad) || REQUIRED.containsKey(bad.column()))
                .map(bad -> isCsvNull(bad)
                        ? new BadValue(bad.source(), bad.column(), bad.value(), REQUIRED.get(bad.column()))
                        : bad)
                .toList();
    }

    private static boolean isCsvNull(BadValue bad) {
        return bad.value() != null && CSV_NULLS.contains(bad.value());
    }

    private static List<BadValue> badValues() {
        List<BadValue> values = new ArrayList<>();
        addIds(values, Source.LOG, "id", "event_id");
        addIds(values, Source.LOG, "user", "user_id");
        addIds(values, Source.LOG, "video", "video_id");
        addIds(values, Source.WIDE, "user", "user_id");
        addIds(values, Source.CATALOGUE, "video", "video_id");
        addIds(values, Source.CATALOGUE, "creator", "creator_id");
        addIds(values, Source.PROFILE, "user", "user_id");
        addIds(values, Source.BEFORE, "user", "user_id");
        for (String decimal : List.of("1.0E10", "1e+16", "-2.5", "7.")) {
            values.add(new BadValue(Source.LOG, "user", decimal, "user_id is a decimal number, no id"));
        }
        for (String placeholder : List.of("null", "NULL", "NaN", "undefined", "true")) {
            values.add(new BadValue(Source.LOG, "user", placeholder, "user_id is a placeholder, no id"));
        }
        for (String container : List.of("{}", "{\"id\":1}", "[1]", "[]")) {
            values.add(new BadValue(Source.LOG, "user", container, "user_id is a JSON array or object, no id"));
        }
        for (String unseen : List.of("u\u200B1", "u\u00011", "u\uFFFD1", "u\u00A01", "u\uFEFF1")) {
            values.add(new BadValue(Source.LOG, "user", unseen, "user_id holds characters that cannot be seen"));
        }
        values.add(new BadValue(Source.LOG, "user", "u".repeat(257), "user_id is longer than 256 characters"));

        values.add(new BadValue(Source.LOG, "ts", null, "event_time is missing"));
        for (String time : List.of(
                "noon",
                "-1",
                "NaN",
                "Infinity",
                "1e400",
                "1e999999999",
                "99999999999999999999",
                "0x1F",
                "1651788000000 ms")) {
            values.add(new BadValue(Source.LOG, "ts", time, NO_TIME));
        }
        String old = "event_time is more than 2 days before the file's day";
        values.add(new BadValue(Source.LOG, "ts", "2022-05-06 08:00:00", ISO));
        values.add(
                new BadValue(Source.LOG, "ts", "1651788000", "event_time looks like seconds since 1970: set unit = s"));
        values.add(new BadValue(
                Source.LOG, "ts", "1651788000123456", "event_time looks like microseconds since 1970: set unit = us"));
        values.add(new BadValue(
                Source.LOG,
                "ts",
                "1651788000123456789",
                "event_time looks like nanoseconds since 1970: set unit = ns"));
        values.add(new BadValue(Source.LOG, "ts", "0", old));
        values.add(new BadValue(Source.LOG, "ts", "1651593599999", old));
        values.add(new BadValue(Source.LOG, "ts", "1651852800000", "event_time is after the end of the file's day"));
        values.add(new BadValue(Source.LOG, "ts", "4102444800000", "event_time is after the end of the file's day"));
        values.add(new BadValue(Source.WIDE, "time", null, "event_time is missing"));
        for (String time : List.of("yesterday", "06.05.2022 08:00", "2022-02-30 08:00:00", "2022-05-06 25:00:00")) {
            values.add(new BadValue(Source.WIDE, "time", time, NO_DATE));
        }
        for (String time : List.of("2022-05-06T08:00:00", "2022-05-06 08:00", "2022-05-06 08:00:00.5")) {
            values.add(new BadValue(Source.WIDE, "time", time, ISO));
        }
        values.add(new BadValue(
                Source.WIDE, "time", "1651788000000", "event_time looks like milliseconds since 1970: set unit = ms"));
        values.add(new BadValue(
                Source.WIDE, "time", "2022-05-07 00:00:00", "event_time is after the end of the file's day"));
        values.add(new BadValue(Source.WIDE, "time", "2022-05-03 23:59:59", old));

        for (String watch : List.of(
                "soon",
                "NaN",
                "Infinity",
                "-Infinity",
                "1e400",
                "1e999999999",
                "99999999999999999999",
                "9223372036854775808",
                "5,5",
                "true",
                "[5]",
                "5 s",
                "--5")) {
            values.add(new BadValue(Source.LOG, "watch", watch, NO_WATCH));
        }
        values.add(new BadValue(Source.LOG, "watch", "-1", "watch_ms is negative"));
        values.add(new BadValue(Source.LOG, "watch", "-5e3", "watch_ms is negative"));
        values.add(new BadValue(Source.LOG, "watch", "21600001", "watch_ms is above collect.max-watch-ms"));
        values.add(new BadValue(Source.LOG, "watch", "1e9", "watch_ms is above collect.max-watch-ms"));
        values.add(new BadValue(Source.LOG, "length", "long", "duration_ms is not a number of milliseconds"));
        values.add(new BadValue(Source.LOG, "length", "-1", "duration_ms is negative"));
        values.add(new BadValue(Source.LOG, "action", null, "kind is missing"));
        for (String kind : List.of("teleport", "PLAY", "1", "play,like")) {
            values.add(new BadValue(Source.LOG, "action", kind, "kind is none that the settings map"));
        }

        for (String flag : List.of("yes", "2", "-1", "NaN", "1e0")) {
            values.add(new BadValue(Source.WIDE, "liked", flag, NO_FLAG));
        }
        for (String number : List.of("much", "NaN", "Infinity", "1e400")) {
            values.add(new BadValue(Source.WIDE, "profile_ms", number, "profile_ms is not a number"));
        }

        values.add(new BadValue(Source.CATALOGUE, "length", "long", "duration_ms is not a number of milliseconds"));
        values.add(new BadValue(Source.CATALOGUE, "length", "-5", "duration_ms is negative"));
        values.add(new BadValue(
                Source.CATALOGUE, "published", "soon", "published_at is not a time like yyyy-MM-dd HH:mm:ss"));
        values.add(new BadValue(
                Source.CATALOGUE,
                "published",
                "2022-13-01 00:00:00",
                "published_at is not a time like yyyy-MM-dd HH:mm:ss"));
        values.add(new BadValue(Source.CATALOGUE, "status", null, "status is missing"));
        values.add(new BadValue(Source.CATALOGUE, "status", "lost", "status is none that the settings map"));
        for (String tags : List.of("[\"cats\",\"do", "[cats", "[\"cats\"]x", "[\"cats\",]")) {
            values.add(new BadValue(Source.CATALOGUE, "tags", tags, "tags is a broken JSON array"));
        }
        values.add(
                new BadValue(Source.PROFILE, "joined", "once", "registered_at is not a time like yyyy-MM-dd HH:mm:ss"));
        values.add(new BadValue(Source.BEFORE, "until", null, "until is not a number of milliseconds since 1970"));
        values.add(new BadValue(Source.BEFORE, "until", "then", "until is not a number of milliseconds since 1970"));
        values.add(new BadValue(Source.BEFORE, "played", "[\"v1\", \"v2", "played is a broken JSON array"));
        return values;
    }

    private static void addIds(List<BadValue> values, Source source, String column, String name) {
        values.add(new BadValue(source, column, null, name + " is missing"));
        values.add(new BadValue(source, column, "", name + " is missing"));
        values.add(new BadValue(source, column, " \t ", name + " is missing"));
        values.add(new BadValue(source, column, "12345.0", name + " is a decimal number, no id"));
    }

    private static List<BadLine> badLines(Form form) {
        return switch (form) {
            case JSONL -> badJson();
            case CSV, CSV_GZ -> badCsv();
            case PARQUET -> List.of();
        };
    }

    private static List<BadLine> badJson() {
        String good = SmallDay.json(Source.LOG.good(77_777));
        List<BadLine> lines = new ArrayList<>(List.of(
                BadLine.of("cut in the middle", good.substring(0, good.length() / 2), NO_OBJECT),
                BadLine.of("cut by one character", good.substring(0, good.length() - 1), NO_OBJECT),
                BadLine.of("an array", "[" + good + "]", NO_OBJECT),
                BadLine.of("a number", "42", NO_OBJECT),
                BadLine.of("a text", "\"play\"", NO_OBJECT),
                BadLine.of("null", "null", NO_OBJECT),
                BadLine.of("words", "java.lang.NullPointerException", NO_OBJECT),
                BadLine.of("text behind", good + " done", NO_OBJECT),
                BadLine.of("two objects", good + good, NO_OBJECT),
                BadLine.of("a comma behind", good + ",", NO_OBJECT),
                BadLine.of("single quotes", good.replace('"', '\''), NO_OBJECT),
                BadLine.of("keys without quotes", good.replace("\"user\"", "user"), NO_OBJECT),
                BadLine.of("a comment", good + " // checked", NO_OBJECT),
                BadLine.of("a CSV row", "e1,u1,v1,1651788000000,1,1,feed,play", NO_OBJECT),
                BadLine.of("nested garbage", "{\"id\":" + "[".repeat(5000), NO_OBJECT),
                BadLine.of("deep nesting", "{\"id\":" + "[".repeat(5000) + "]".repeat(5000) + "}", NO_OBJECT),
                BadLine.of("a control character", good.replace("feed", "fe\u0001ed"), NO_OBJECT),
                BadLine.of("not a number, bare", raw("watch", "NaN"), NO_OBJECT),
                BadLine.of("a number with a leading zero", raw("watch", "007"), NO_OBJECT),
                BadLine.of("a key twice", good.replace("{", "{\"user\":\"u1\","), "has a key twice"),
                BadLine.of("half a character, escaped", good.replace("feed", "\\ud83d"), "holds half a character"),
                BadLine.of("a NUL character", good.replace("feed", "fe\0ed"), "holds a NUL character"),
                BadLine.of(
                        "a NUL character, escaped",
                        raw("user", "\"u\\u00001\""),
                        "user_id holds characters that cannot be seen"),
                BadLine.of("null for a key", raw("user", "null"), "user_id is missing"),
                BadLine.of("a decimal for an id", raw("user", "1.0E10"), "user_id is a decimal number, no id"),
                BadLine.of(
                        "a large decimal for an id",
                        raw("user", "12345678901234567890.0"),
                        "user_id is a decimal number, no id"),
                BadLine.of("true for an id", raw("user", "true"), "user_id is a placeholder, no id"),
                BadLine.of(
                        "an object for an id", raw("user", "{\"id\": 1}"), "user_id is a JSON array or object, no id"),
                BadLine.of("an array for an id", raw("user", "[1, 2]"), "user_id is a JSON array or object, no id"),
                BadLine.of("a text for a number", raw("ts", "\"noon\""), NO_TIME),
                BadLine.of("true for a number", raw("ts", "true"), NO_TIME),
                BadLine.of("an array for a number", raw("watch", "[5]"), NO_WATCH),
                BadLine.of("1e400", raw("watch", "1e400"), NO_WATCH),
                BadLine.of("more digits than any number has", raw("watch", "9".repeat(2000)), NO_OBJECT),
                BadLine.of("a number for a kind", raw("action", "1"), "kind is none that the settings map")));
        lines.addAll(badBytes(good));
        return lines;
    }

    private static List<BadLine> badCsv() {
        List<String> good = List.copyOf(Source.LOG.good(77_777).values());
        String line = String.join(",", good);
        String few = "not 8 comma separated values";
        List<BadLine> lines = new ArrayList<>(List.of(
                BadLine.of("a value too few", line.substring(0, line.lastIndexOf(',')), few),
                BadLine.of("a value too many", line + ",more", few),
                BadLine.of("a comma at the end", line + ",", few),
                BadLine.of("semicolons", line.replace(',', ';'), few),
                BadLine.of("a JSON object", SmallDay.json(Map.of("id", "e1")), few),
                BadLine.of("commas alone", ",,,,,,,", "user_id is missing"),
                BadLine.of("a row's second line, of two", "ed\",play", few),
                BadLine.of("text behind a quote", line.replace("feed", "\"feed\"er"), "has text behind a closed quote"),
                BadLine.of(
                        "the header again", String.join(",", Source.LOG.good(0).keySet()), NO_TIME),
                BadLine.of("a NUL character", line.replace("feed", "fe\0ed"), "holds a NUL character"),
                BadLine.of("a NUL character first", "\0" + line, "holds a NUL character")));
        lines.addAll(badBytes(line));
        return lines;
    }

    private static List<BadLine> badBytes(String good) {
        return List.of(
                BadLine.of("Latin-1", bytes(good, "feed", ISO_8859_1, "caf\u00e9"), "not UTF-8"),
                BadLine.of("GBK", bytes(good, "feed", Charset.forName("GBK"), "\u63a8\u8350"), "not UTF-8"),
                BadLine.of("a byte that stands nowhere", spliced(good, 0xff), "not UTF-8"),
                BadLine.of("a character cut in half", spliced(good, 0xe6, 0x8e), "not UTF-8"),
                BadLine.of("an overlong form", spliced(good, 0xc0, 0x80), "not UTF-8"),
                BadLine.of("half of a pair as bytes", spliced(good, 0xed, 0xa0, 0x80), "not UTF-8"),
                BadLine.of(
                        "17 million characters",
                        good.replace("feed", "x".repeat(17_000_000)),
                        "longer than 16777216 bytes"));
    }

    private static String raw(String key, String json) {
        Map<String, String> good = Source.LOG.good(77_777);
        String text = SmallDay.json(good);
        return text.replace("\"%s\":\"%s\"".formatted(key, good.get(key)), "\"%s\":%s".formatted(key, json));
    }

    private static byte[] bytes(String good, String from, Charset charset, String to) {
        return good.replace(from, to).getBytes(charset);
    }

    private static byte[] spliced(String good, int... bytes) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int at = good.indexOf("feed");
        line.writeBytes(good.substring(0, at).getBytes(UTF_8));
        for (int b : bytes) {
            line.write(b);
        }
        line.writeBytes(good.substring(at).getBytes(UTF_8));
        return line.toByteArray();
    }

    @BeforeAll
    static void collectADayOfEachForm() throws IOException {
        for (Form form : Form.values()) {
            SmallDay day = new SmallDay(root.resolve(form.extension()), form);
            Map<String, String> counts = new TreeMap<>();
            for (Source source : Source.values()) {
                List<Map<String, String>> rows = new ArrayList<>();
                for (BadValue bad : badValues(form)) {
                    if (bad.source() == source) {
                        rows.add(source.good(rows.size()));
                        rows.add(bad.row(rows.size()));
                    }
                }
                int bad = rows.size() / 2;
                // A repeat of an event. Videos, users and histories may be delivered any number of times.
                rows.add(source.good(0));
                boolean isLog = source == Source.LOG || source == Source.WIDE;
                day.write(spark(), source, "values", rows);
                counts.put(
                        source.title() + " values",
                        isLog
                                ? "accepted %d, rejected %d, repeat 1".formatted(bad, bad)
                                : "accepted %d, rejected %d".formatted(bad + 1, bad));
            }
            List<BadLine> lines = badLines(form);
            if (!lines.isEmpty()) {
                day.bytes(Source.LOG, "lines", interleaved(form, lines));
                counts.put("events.log lines", "accepted %d, rejected %d".formatted(lines.size(), lines.size()));
            }
            Command collected = day.collect();
            assertThat(collected.exit()).as(collected.err()).isZero();
            EXPECTED_COUNTS.put(form, counts);
            COUNTS.put(form, counts(table(day, CollectedRows.TABLE)));
            REJECTED.put(form, rejected(table(day, RejectedEvents.TABLE)));
        }
    }

    /** Puts a valid row before each bad line, so that a bad line cannot hide the next one. */
    private static byte[] interleaved(Form form, List<BadLine> lines) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        if (form != Form.JSONL) {
            file.writeBytes((String.join(",", Source.LOG.good(0).keySet()) + "\n").getBytes(UTF_8));
        }
        int number = 10_000;
        for (BadLine line : lines) {
            Map<String, String> good = Source.LOG.good(number++);
            file.writeBytes(
                    (form == Form.JSONL ? SmallDay.json(good) : String.join(",", good.values())).getBytes(UTF_8));
            file.write('\n');
            file.writeBytes(line.bytes());
            file.write('\n');
        }
        return file.toByteArray();
    }

    private static Dataset<Row> table(SmallDay day, Table table) {
        return new TableStore(spark(), day.storage().toString()).read(table, List.of(LocalDate.parse(SmallDay.DATE)));
    }

    private static Map<String, String> counts(Dataset<Row> rows) {
        Map<String, String> counts = new TreeMap<>();
        rows.groupBy("source", "file", "outcome")
                .sum("rows")
                .orderBy("outcome")
                .collectAsList()
                .forEach(row -> counts.merge(
                        row.getString(0) + " " + base(row.getString(1)),
                        row.getString(2) + " " + row.getLong(3),
                        (one, other) -> one + ", " + other));
        return counts;
    }

    private static Map<String, Found> rejected(Dataset<Row> rows) {
        Map<String, Found> rejected = new TreeMap<>();
        rows.select(col("source"), col("file"), col("line"), col("reason"), col("raw"))
                .collectAsList()
                .forEach(row -> rejected.put(
                        "%s %s %d".formatted(row.getString(0), base(row.getString(1)), row.getLong(2)),
                        new Found(row.getString(3), row.getString(4))));
        return rejected;
    }

    private static String base(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.substring(0, name.indexOf('.'));
    }

    static Stream<Arguments> values() {
        List<Arguments> cases = new ArrayList<>();
        for (Form form : Form.values()) {
            Map<Source, Integer> rows = new EnumMap<>(Source.class);
            for (BadValue bad : badValues(form)) {
                int line = rows.merge(bad.source(), 2, Integer::sum);
                cases.add(Arguments.of(form, bad, form == Form.CSV || form == Form.CSV_GZ ? line + 1 : line));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("values")
    void aBadValueIsRejectedWithItsReason(Form form, BadValue bad, int line) {
        Found found =
                REJECTED.get(form).get("%s values %d".formatted(bad.source().title(), line));
        assertThat(found).as("line " + line).isNotNull();
        assertThat(found.reason()).isEqualTo(bad.reason());
    }

    static Stream<Arguments> lines() {
        List<Arguments> cases = new ArrayList<>();
        for (Form form : Form.values()) {
            int line = form == Form.JSONL ? 0 : 1;
            for (BadLine bad : badLines(form)) {
                line += 2;
                cases.add(Arguments.of(form, bad, line));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("lines")
    void aBadLineIsRejectedWithItsReasonAndItsText(Form form, BadLine bad, int line) {
        Found found = REJECTED.get(form).get("events.log lines " + line);
        assertThat(found).as("line " + line).isNotNull();
        assertThat(found.reason()).isEqualTo(bad.reason());
        String whole = new String(bad.bytes(), UTF_8);
        assertThat(found.raw())
                .isEqualTo(whole.substring(
                        0, Math.min(whole.length(), bad.reason().startsWith("longer") ? 1000 : whole.length())));
    }

    @ParameterizedTest
    @EnumSource
    void rowCountsAddUpToTheRowsOfTheFiles(Form form) {
        assertThat(COUNTS.get(form)).isEqualTo(EXPECTED_COUNTS.get(form));
    }

    @Test
    void aColumnOfTheWrongTypeEndsTheNightWithAnExample() throws IOException {
        SmallDay day = day("retyped");
        Path log = day.parquet(Source.LOG, "log", frame("cast(1e10 as double) as user"));

        assertRefused(
                day.collect("--set", "collect.max-rejected-share=0.2"),
                "source events.log, 2022-05-06: 1 of 1 rows are rejected",
                "user_id is a decimal number, no id (1 rows, such as file:" + log + " line 1)");
    }

    @Test
    void aFlippedByteInParquetEndsTheNight() throws IOException {
        SmallDay day = day("flipped");
        Path log = day.parquet(Source.LOG, "log", frame("'u1' as user"));
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length / 10] ^= 1;
        Files.write(log, bytes);

        assertRefused(day.collect(), "cannot read file:", log.toString(), "deliver it again");
    }

    private static SmallDay day(String name) throws IOException {
        SmallDay day = new SmallDay(root.resolve(name), Form.PARQUET);
        for (Source source : List.of(Source.WIDE, Source.CATALOGUE, Source.BEFORE)) {
            day.write(spark(), source, "good", List.of(source.good(1)));
        }
        return day;
    }

    private static Dataset<Row> frame(String user) {
        return spark().range(1)
                .selectExpr(
                        "'e1' as id",
                        user,
                        "'v1' as video",
                        "1651788000000 as ts",
                        "5000 as watch",
                        "9000 as length",
                        "'feed' as page",
                        "'play' as action");
    }

    private static void assertRefused(Command refused, String... messages) {
        assertThat(refused.err()).contains(messages).doesNotContain("\tat ");
        assertThat(refused.exit()).isEqualTo(4);
    }
}
