package io.reelrank.night.collect;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelrank.Frames;
import io.reelrank.SmallDay;
import io.reelrank.SmallDay.Form;
import io.reelrank.SmallDay.Source;
import io.reelrank.SparkTest;
import io.reelrank.core.files.InputException;
import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.settings.SourcesSettings.EventSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad files in every format: each fails the reading with one clear error that names the file. Files that are only
 * unusual are read.
 */
class BadFileTest extends SparkTest {
    private static final int ROWS = 300;

    @TempDir
    private static Path root;

    private static int cases;

    /** Damages one thing of a good day. */
    private interface Spoiler {
        void spoil(SmallDay day, Path log) throws IOException;
    }

    /**
     * A day with a bad file.
     *
     * @param messages parts of the error's message; LOG stands for the path of the log's file
     */
    private record Bad(String name, Form form, Spoiler spoiler, List<String> messages) {
        @Override
        public String toString() {
            return form + ": " + name;
        }
    }

    private static Bad bad(String name, Form form, Spoiler spoiler, String... messages) {
        return new Bad(name, form, spoiler, List.of(messages));
    }

    private static List<Bad> bad() {
        List<Bad> bad = new ArrayList<>();
        for (Form form : Form.values()) {
            bad.add(bad("no bytes", form, (day, log) -> Files.write(log, new byte[0]), "LOG is empty (0 bytes)"));
            bad.add(bad(
                    "not there",
                    form,
                    (day, log) -> Files.delete(log),
                    "source events.log has no file for 2022-05-06"));
            bad.add(bad(
                    "hidden alone",
                    form,
                    (day, log) -> Files.move(log, log.resolveSibling("_" + log.getFileName())),
                    "source events.log has no file for 2022-05-06"));
            bad.add(bad(
                    "a folder in its place",
                    form,
                    (day, log) -> {
                        Files.delete(log);
                        Files.createDirectory(log);
                    },
                    "source events.log has no file for 2022-05-06"));
            bad.add(bad(
                    "a link that leads nowhere",
                    form,
                    (day, log) -> {
                        Files.delete(log);
                        Files.createSymbolicLink(log, log.resolveSibling("gone"));
                    },
                    "events.log"));
        }
        bad.addAll(badText());
        bad.addAll(badPacked());
        bad.addAll(badParquet());
        return bad;
    }

    private static List<Bad> badText() {
        return List.of(
                bad(
                        "blank lines alone",
                        Form.JSONL,
                        (day, log) -> Files.writeString(log, "\n \n\n"),
                        "LOG has no line; deliver it again, or remove it"),
                bad(
                        "blank lines alone",
                        Form.CSV,
                        (day, log) -> Files.writeString(log, "\n \n\n"),
                        "LOG has no line: its first must name the columns"),
                bad(
                        "CSV as JSON",
                        Form.JSONL,
                        (day, log) -> Files.writeString(log, "id,user\ne1,u1\n"),
                        "LOG has no line with a JSON object; line 1: not a JSON object"),
                bad(
                        "UTF-16",
                        Form.JSONL,
                        (day, log) -> Files.write(log, Files.readString(log).getBytes(UTF_16)),
                        "LOG has no line with a JSON object; line",
                        "not UTF-8"),
                bad(
                        "UTF-16",
                        Form.CSV,
                        (day, log) -> Files.write(log, Files.readString(log).getBytes(UTF_16)),
                        "the first line of file:LOG must name the columns: not UTF-8"),
                bad(
                        "a column missing",
                        Form.JSONL,
                        replacing("\"user\"", "\"viewer\""),
                        "LOG has no column user; it has id, viewer, video"),
                bad(
                        "a column missing",
                        Form.CSV,
                        replacing("id,user,", "id,viewer,"),
                        "LOG has no column user; it has id, viewer, video"),
                bad(
                        "no header",
                        Form.CSV,
                        replacing("id,user,video,ts,watch,length,page,action\n", ""),
                        "LOG has no column action; it has e0, u0"),
                bad(
                        "a column twice",
                        Form.CSV,
                        replacing("id,user,video,", "id,user,user,"),
                        "LOG has column user twice"),
                bad(
                        "a header cut",
                        Form.CSV,
                        replacing("page,action", "page,\"action"),
                        "the first line of file:LOG must name the columns: has a quote that is not closed"),
                bad(
                        "another separator",
                        Form.CSV,
                        (day, log) ->
                                Files.writeString(log, Files.readString(log).replace(',', ';')),
                        "LOG has one column, named id;user;video"),
                bad(
                        "a byte that differs from its checksum",
                        Form.JSONL,
                        (day, log) -> {
                            byte[] bytes = Files.readAllBytes(log);
                            org.apache.hadoop.fs.Path copied = new org.apache.hadoop.fs.Path(log.toUri());
                            try (var out =
                                    FileSystem.getLocal(new Configuration()).create(copied, true)) {
                                out.write(bytes);
                            }
                            bytes[bytes.length / 2] ^= 1;
                            Files.write(log, bytes);
                        },
                        "cannot read file:LOG at line",
                        "deliver it again"));
    }

    private static Spoiler replacing(String from, String to) {
        return (day, log) -> Files.writeString(log, Files.readString(log).replace(from, to));
    }

    private static List<Bad> badPacked() {
        return List.of(
                bad(
                        "cut in the middle",
                        Form.CSV_GZ,
                        (day, log) -> keep(log, 0.5),
                        "cannot read file:LOG",
                        "truncated"),
                bad(
                        "without its last bytes",
                        Form.CSV_GZ,
                        (day, log) ->
                                Files.write(log, Arrays.copyOf(Files.readAllBytes(log), (int) Files.size(log) - 4)),
                        "cannot read file:LOG",
                        "truncated"),
                bad(
                        "without all but its header",
                        Form.CSV_GZ,
                        (day, log) -> Files.write(log, Arrays.copyOf(Files.readAllBytes(log), 10)),
                        "cannot read file:LOG",
                        "truncated"),
                bad(
                        "garbage behind",
                        Form.CSV_GZ,
                        (day, log) -> Files.write(
                                log, joined(Files.readAllBytes(log), "and so on and so on\n".getBytes(UTF_8))),
                        "cannot read file:LOG"),
                bad(
                        "a second part cut",
                        Form.CSV_GZ,
                        (day, log) -> Files.write(
                                log, joined(Files.readAllBytes(log), Arrays.copyOf(Files.readAllBytes(log), 40))),
                        "cannot read file:LOG",
                        "truncated"),
                bad(
                        "a second part cut, and no name that says so",
                        Form.CSV,
                        (day, log) -> {
                            byte[] packed = SmallDay.packed(Files.readAllBytes(log));
                            Files.write(log, joined(packed, Arrays.copyOf(packed, 40)));
                        },
                        "cannot read file:LOG",
                        "truncated"),
                bad("a flipped byte", Form.CSV_GZ, (day, log) -> flip(log, 0.6), "cannot read file:LOG"),
                bad(
                        "not packed",
                        Form.CSV_GZ,
                        (day, log) -> Files.writeString(log, "id,user\n"),
                        "cannot read file:LOG"),
                bad(
                        "nothing packed",
                        Form.CSV_GZ,
                        (day, log) -> Files.write(log, SmallDay.packed(new byte[0])),
                        "LOG has no line: its first must name the columns"),
                bad(
                        "nothing packed",
                        Form.JSONL,
                        (day, log) -> Files.write(log, SmallDay.packed(new byte[0])),
                        "LOG has no line; deliver it again, or remove it"));
    }

    private static List<Bad> badParquet() {
        return List.of(
                bad(
                        "text",
                        Form.PARQUET,
                        (day, log) -> Files.writeString(log, "id,user\ne1,u1\n"),
                        "source events.log: cannot read file:LOG as Parquet"),
                bad(
                        "cut",
                        Form.PARQUET,
                        (day, log) -> keep(log, 0.9),
                        "source events.log: cannot read file:LOG as Parquet"),
                bad(
                        "cut to its first bytes",
                        Form.PARQUET,
                        (day, log) -> Files.writeString(log, "PAR1"),
                        "source events.log: cannot read file:LOG as Parquet"),
                bad(
                        "a flipped byte in its data",
                        Form.PARQUET,
                        (day, log) -> flip(log, 0.2),
                        "LOG",
                        "deliver it again"),
                bad(
                        "a column missing",
                        Form.PARQUET,
                        selecting("id", "video", "ts", "watch", "length", "page", "action"),
                        "LOG has no column user; it has id, video"),
                bad(
                        "a struct for an id",
                        Form.PARQUET,
                        replacingColumn("user", "struct(user)"),
                        "LOG has in column user STRUCT<user: STRING>, which is no text, number, time or list of them"),
                bad(
                        "a map for an id",
                        Form.PARQUET,
                        replacingColumn("user", "map(user, 1)"),
                        "LOG has in column user MAP<"),
                bad(
                        "bytes for an id",
                        Form.PARQUET,
                        replacingColumn("user", "cast(user as binary)"),
                        "LOG has in column user BINARY"));
    }

    private static Spoiler selecting(String... expressions) {
        return (day, log) -> {
            Dataset<Row> rows = spark().read().parquet(log.toString()).localCheckpoint();
            Files.delete(log);
            String name = log.getFileName().toString();
            day.parquet(Source.LOG, name.substring(0, name.indexOf('.')), rows.selectExpr(expressions));
        };
    }

    private static Spoiler replacingColumn(String column, String expression) {
        return selecting(Source.LOG.good(0).keySet().stream()
                .map(name -> name.equals(column) ? expression + " as " + name : name)
                .toArray(String[]::new));
    }

    private static void keep(Path file, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, (int) (share * bytes.length)));
    }

    private static void flip(Path file, double place) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (place * bytes.length)] ^= 1;
        Files.write(file, bytes);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadFileIsOneErrorThatNamesIt(Bad bad) throws IOException {
        SmallDay day = goodDay(bad.form());
        Path log = log(day, bad.form());
        bad.spoiler().spoil(day, log);

        assertThat(refusal(() -> read(validated(day))))
                .contains(bad.messages().stream()
                        .map(message -> message.replace("LOG", log.toString()))
                        .toList())
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatVanishesBeforeItIsReadIsNamed(Form form) throws IOException {
        SmallDay day = goodDay(form);
        Dataset<Row> validated = validated(day);
        Files.delete(log(day, form));

        assertThat(refusal(() -> read(validated))).contains(log(day, form).toString(), "deliver it again");
    }

    private static Path log(SmallDay day, Form form) {
        return day.file(Source.LOG, "good." + form.extension());
    }

    /** The rows of the day's log, as the stage reads and validates them. */
    private static Dataset<Row> validated(SmallDay day) throws IOException {
        Settings settings = Settings.load(Optional.of(day.conf()), List.of());
        EventSource source = settings.sources().events().get("log");
        EventMapping mapping = new EventMapping(
                "log", source, settings.collect(), settings.sources().zone(), UserIds.asDelivered());
        LocalDate date = LocalDate.parse(SmallDay.DATE);
        SourceFiles files =
                new SourceFiles("events.log", source.files(), settings.sources().root(), new Configuration());
        return mapping.validated(new SourceReader(spark(), Long.MAX_VALUE)
                .read(files, List.of(date), mapping.columns(), mapping.required()));
    }

    private static void read(Dataset<Row> rows) {
        try {
            rows.write().format("noop").mode("overwrite").save();
        } catch (Exception e) {
            throw SourceReader.fault(e, new org.apache.hadoop.fs.Path("/elsewhere"));
        }
    }

    /** The message that an operator reads: that of the first cause which is an InputException. */
    private static String refusal(ThrowingCallable reading) {
        Throwable thrown = catchThrowable(reading);
        while (thrown != null && !(thrown instanceof InputException)) {
            thrown = thrown.getCause();
        }
        assertThat(thrown).isInstanceOf(InputException.class);
        return thrown.getMessage();
    }

    /** Files that are unusual but have the same content. */
    private static List<Bad> unusual() {
        byte[] byteOrderMark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
        return List.of(
                bad(
                        "a byte order mark",
                        Form.JSONL,
                        (day, log) -> Files.write(log, joined(byteOrderMark, Files.readAllBytes(log)))),
                bad(
                        "a byte order mark",
                        Form.CSV,
                        (day, log) -> Files.write(log, joined(byteOrderMark, Files.readAllBytes(log)))),
                bad("lines end as on Windows", Form.JSONL, replacing("\n", "\r\n")),
                bad("lines end as on Windows", Form.CSV, replacing("\n", "\r\n")),
                bad("blank lines", Form.JSONL, replacing("\n", "\n\n  \n")),
                bad("blank lines", Form.CSV, replacing("\n", "\n\n  \n")),
                bad(
                        "no end of the last line",
                        Form.CSV,
                        (day, log) ->
                                Files.writeString(log, Files.readString(log).strip())),
                bad("one more column", Form.JSONL, replacing("{", "{\"more\":{\"a\":[1,2]},")),
                bad("one more column", Form.CSV, replacing("\n", ",more\n")),
                bad("values in quotes", Form.CSV, replacing("feed", "\"feed\"")),
                bad("space around values", Form.CSV, replacing(",feed,", " ,  feed\t, ")),
                bad(
                        "numbers as numbers",
                        Form.JSONL,
                        (day, log) ->
                                Files.writeString(log, Files.readString(log).replaceAll("\"(\\d+)\"", "$1"))),
                bad("numbers with an exponent", Form.JSONL, replacing("\"5000\"", "5.0E3")),
                bad("a rare column", Form.JSONL, (day, log) -> {
                    List<String> lines = new ArrayList<>(Files.readAllLines(log));
                    lines.subList(0, ROWS - 1)
                            .replaceAll(line -> line.replace("\"length\":\"9000\",", "\"length\":null,"));
                    lines.subList(0, ROWS - 1).replaceAll(line -> line.replace("\"page\":\"feed\",", ""));
                    Files.write(log, lines);
                }),
                bad(
                        "packed without a name that says so",
                        Form.CSV,
                        (day, log) -> Files.write(log, SmallDay.packed(Files.readAllBytes(log)))),
                bad("packed in two parts", Form.CSV_GZ, (day, log) -> {
                    String text = new String(new GZIPInputStream(Files.newInputStream(log)).readAllBytes(), UTF_8);
                    byte[] first = SmallDay.packed(text.substring(0, 1000).getBytes(UTF_8));
                    Files.write(
                            log,
                            joined(first, SmallDay.packed(text.substring(1000).getBytes(UTF_8))));
                }),
                bad(
                        "columns in another order",
                        Form.PARQUET,
                        selecting("action", "page", "length", "watch", "ts", "video", "user", "id", "1 as more")),
                bad(
                        "columns of numbers",
                        Form.PARQUET,
                        selecting(
                                "id",
                                "user",
                                "video",
                                "cast(ts as bigint) as ts",
                                "cast(watch as int) as watch",
                                "cast(length as double) as length",
                                "page",
                                "action")),
                bad(
                        "timestamps",
                        Form.PARQUET,
                        selecting(
                                "id",
                                "user",
                                "video",
                                "timestamp_millis(cast(ts as bigint)) as ts",
                                "watch",
                                "length",
                                "page",
                                "action")));
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void anUnusualFileIsReadLikeAnyOther(Bad unusual) throws IOException {
        SmallDay day = goodDay(unusual.form());
        unusual.spoiler().spoil(day, log(day, unusual.form()));

        assertThat(Frames.lines(validated(day)
                        .select("event_id", "user_id", "video_id", "event_time", "kinds", "watch_ms", "reason", "odd")))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, ROWS)
                        .mapToObj(number -> "log:e%d | u%d | v1 | %s | [play] | 5000 | null | "
                                .formatted(
                                        number,
                                        number,
                                        LocalDateTime.parse("2022-05-05T16:00:00")
                                                .plusSeconds(number)
                                                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))))
                        .toList());
    }

    private static List<Map<String, String>> rows() {
        return IntStream.range(0, ROWS).mapToObj(Source.LOG::good).toList();
    }

    /** A day with a good log: a copy of one that is written once per format. */
    private static SmallDay goodDay(Form form) throws IOException {
        Path good = root.resolve("good-" + form.extension());
        if (!Files.exists(good)) {
            new SmallDay(good, form).write(spark(), Source.LOG, "good", rows());
        }
        SmallDay day = new SmallDay(root.resolve("case-" + cases++), form);
        Files.createDirectories(log(day, form).getParent());
        Files.copy(log(new SmallDay(good, form), form), log(day, form));
        return day;
    }
}
