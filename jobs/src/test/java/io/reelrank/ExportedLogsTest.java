package io.reelrank;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.Videos;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of logs as different exporters write them: each is read as it was meant, or refused with one line that helps. */
class ExportedLogsTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");
    private static final String NOON = "1651838400";
    private static final String JSONL = """
            path = "log/{yyyy-MM-dd}/*", format = jsonl
            columns {
              event_id = id, user_id = user, video_id = video, event_time { column = ts, unit = s }
              watch_ms { column = watch, unit = s }, kind { column = action, values { play = play, like = like } }
            }
            """;
    private static final String LIKES = """
            path = "log/{yyyy-MM-dd}/*", format = %s
            columns { user_id = user, video_id = video, event_time { column = ts, %s } }
            flags { like {} }
            """;

    @TempDir
    private Path root;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    @BeforeEach
    void deliverVideos() throws IOException {
        deliver("videos.csv", "video,creator,title\nv1,c1,cats\nv2,c2,dogs\n");
    }

    @Test
    void aLineOfAQuotedTitleIsNoVideo() throws IOException {
        deliver("videos.csv", "video,creator,title\nv1,c1,\"cats\nv2,thief,mine\"\nv2,c2,dogs\n");
        deliver("log/2022-05-06/a.csv", "user,video,ts\nann,v1,%s\n".formatted(NOON));
        assertCollected("log { %s }".formatted(LIKES.formatted("csv", "unit = s")));
        assertThat(Frames.lines(table(Videos.TABLE).select("video_id", "creator_id", "title")))
                .containsExactly("v1 | c1 | cats\nv2,thief,mine", "v2 | c2 | dogs");
    }

    @Test
    void eventIdsBelongToTheirSource() throws IOException {
        deliver("log/2022-05-06/a.jsonl", event("1", "ann", "v1", "play"), event("2", "bob", "v1", "play"));
        deliver("likes/2022-05-06/a.jsonl", event("1", "ann", "v1", "like"), event("2", "bob", "v2", "like"));
        assertCollected("log { %s }, likes { %s }".formatted(JSONL, JSONL.replace("log/", "likes/")));
        assertThat(events())
                .containsExactly("ann | v1 | like", "ann | v1 | play", "bob | v1 | play", "bob | v2 | like");
        assertThat(outcomes()).containsExactly("events.likes | accepted | 2", "events.log | accepted | 2");
    }

    @Test
    void manyRepeatsAreToldLoudly() throws IOException {
        deliver(
                "log/2022-05-06/a.jsonl",
                event("1", "ann", "v1", "play"),
                event("1", "bob", "v1", "play"),
                event("1", "eve", "v2", "play"));
        Command collected = assertCollected("log { %s }".formatted(JSONL));
        assertThat(collected.out())
                .contains(
                        "so many repeats are unusual: does the source deliver its events twice, or give two events one id?");
    }

    @Test
    void aTextForNothingIsNoUserAndNoNumber() throws IOException {
        List<String> nothing = List.of("\\N", "NULL", "null", "None", "NaN", "nan");
        StringBuilder rows = new StringBuilder("user,video,ts,watch\n");
        for (String text : nothing) {
            rows.append("%s,v1,%s,5\n".formatted(text, NOON));
            rows.append("no%s,v1,%s,%s\n".formatted(text, NOON, text));
        }
        deliver("log/2022-05-06/a.csv", rows.toString());
        assertCollected("log { %s }"
                .formatted(LIKES.formatted("csv", "unit = s")
                        .replace("event_time", "watch_ms { column = watch, unit = s }, event_time")));
        assertThat(table(Events.TABLE).filter("watch_ms is null").count()).isEqualTo(nothing.size());
        assertThat(reasons()).containsExactly("user_id is missing");
        assertThat(outcomes()).containsExactly("events.log | accepted | 6", "events.log | rejected | 6");
    }

    @Test
    void aTextThatNoSettingNamesIsAUser() throws IOException {
        deliver("log/2022-05-06/a.csv", "user,video,ts\nNA,v1,%s\n-,v2,%s\n".formatted(NOON, NOON));
        assertCollected("log { %s, csv.nulls = [\"-\"] }".formatted(LIKES.formatted("csv", "unit = s")));
        assertThat(events()).containsExactly("NA | v1 | like");
        assertThat(reasons()).containsExactly("user_id is missing");
    }

    @Test
    void dialectsOfSparkMySqlAndExcel() throws IOException {
        deliver("log/2022-05-06/a.csv", "user,video,ts\n\"say \\\"hi\\\", ann\",v1,%s\n".formatted(NOON));
        String spark = "spark { %s, csv.escape = \"\\\\\" }".formatted(LIKES.formatted("csv", "unit = s"));
        deliver("mysql/2022-05-06/a.tsv", "# of a table\nuser\tvideo\tts\nbob\tv1\t%s\n\\N\tv1\t1\n".formatted(NOON));
        String mysql = "mysql { %s, csv { delimiter = \"\\t\", comment = \"#\" } }"
                .formatted(LIKES.formatted("csv", "unit = s").replace("log/", "mysql/"));
        deliver("excel/2022-05-06/a.csv", UTF_16, "user;video;ts\n\"eve;\";v2;%s\n".formatted(NOON));
        String excel = "excel { %s, csv { delimiter = \";\", encoding = UTF-16 } }"
                .formatted(LIKES.formatted("csv", "unit = s").replace("log/", "excel/"));
        deliver("gbk/2022-05-06/a.csv", Charset.forName("GBK"), "user,video,ts\n小明,v2,%s\n".formatted(NOON));
        String gbk = "gbk { %s, csv.encoding = GBK }"
                .formatted(LIKES.formatted("csv", "unit = s").replace("log/", "gbk/"));
        assertCollected(String.join("\n", spark, mysql, excel, gbk));
        assertThat(events())
                .containsExactly(
                        "bob | v1 | like", "eve; | v2 | like", "say \"hi\", ann | v1 | like", "小明 | v2 | like");
        assertThat(reasons()).containsExactly("user_id is missing");
    }

    @Test
    void aBackslashBeforeAQuoteNamesTheSetting() throws IOException {
        deliver("log/2022-05-06/a.csv", "user,video,ts\n\"say \\\"hi\\\", ann\",v1,%s\n".formatted(NOON));
        assertCollected("log { %s }".formatted(LIKES.formatted("csv", "unit = s")));
        assertThat(reasons())
                .containsExactly("has text behind \\\", which closes a quote unless csv.escape = \"\\\\\" is set");
    }

    @Test
    void idsMayHoldJoiners() throws IOException {
        String persian = "می\u200cخواهم";
        String family = "👨\u200d👩\u200d👧";
        deliver("log/2022-05-06/a.jsonl", event("1", persian, "v1", "play"), event("2", family, "v1", "play"));
        assertCollected("log { %s }".formatted(JSONL));
        assertThat(events()).containsExactlyInAnyOrder(persian + " | v1 | play", family + " | v1 | play");
    }

    @Test
    void anAbsentKeyOfJsonIsNothing() throws IOException {
        deliver("log/2022-05-06/a.jsonl", event("1", "ann", "v1", "play").replace("\"watch\":5,", ""));
        deliver(
                "log/2022-05-06/b.jsonl",
                event("2", "bob", "v1", "play"),
                event("3", "bob", "v2", "play").replace("\"user\":\"bob\",", ""));
        assertCollected("log { %s }".formatted(JSONL));
        assertThat(Frames.lines(
                        table(Events.TABLE).select("user_id", "watch_ms").orderBy("user_id")))
                .containsExactly("ann | null", "bob | 5000");
        assertThat(reasons()).containsExactly("user_id is missing");
    }

    @Test
    void aKeyThatNoRowHasIsNotedOrRefused() throws IOException {
        deliver("log/2022-05-06/a.jsonl", event("1", "ann", "v1", "play").replace("\"watch\":5,", ""));
        assertThat(assertCollected("log { %s }".formatted(JSONL)).out()).contains("events.log", "watch");
        Command refused = collect("log { %s }".formatted(JSONL.replace("user_id = user", "user_id = uid")));
        assertThat(refused.err())
                .contains("source events.log", "has no column uid; it has")
                .doesNotContain("\tat ");
        assertThat(refused.exit()).isEqualTo(4);
    }

    @Test
    void keysThatDifferInCaseAreTwoKeys() throws IOException {
        deliver(
                "log/2022-05-06/a.jsonl",
                event("1", "ann", "v1", "play").replace("{", "{\"User\":\"other\",\"USER\":\"another\","));
        assertCollected("log { %s }".formatted(JSONL));
        assertThat(events()).containsExactly("ann | v1 | play");
    }

    @Test
    void parquetColumnsThatDifferInCaseAreTwoColumns() throws IOException {
        parquet("log/2022-05-06/a.parquet", "'ann' as user, 'other' as User, 'v1' as video, %sL as ts".formatted(NOON));
        assertCollected("log { %s }".formatted(LIKES.formatted("parquet", "unit = s")));
        assertThat(events()).containsExactly("ann | v1 | like");
    }

    @Test
    void aParquetColumnWithoutAnyValueIsNothing() throws IOException {
        parquet("log/2022-05-06/a.parquet", "'ann' as user, 'v1' as video, %sL as ts, null as watch".formatted(NOON));
        assertCollected("log { %s }"
                .formatted(LIKES.formatted("parquet", "unit = s")
                        .replace("event_time", "watch_ms { column = watch, unit = s }, event_time")));
        assertThat(events()).containsExactly("ann | v1 | like");
    }

    @Test
    void aParquetColumnOfATypeThatSparkLacksIsNotDeliveredAgain() throws IOException {
        MessageType schema = Types.buildMessage()
                .required(INT64)
                .as(LogicalTypeAnnotation.timeType(false, TimeUnit.NANOS))
                .named("clock")
                .named("row");
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(
                root.resolve("log/2022-05-06/a.parquet").toString());
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(path)
                .withConf(new Configuration())
                .withType(schema)
                .build()) {
            writer.write(new SimpleGroupFactory(schema).newGroup().append("clock", 1L));
        }
        Command refused = collect("log { %s }".formatted(LIKES.formatted("parquet", "unit = s")));
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err())
                .contains("; have the exporter leave the column of that type out, or write it as text or a number")
                .doesNotContain("\tat ");
    }

    @Test
    void aFileWhoseNameIsNotUtf8IsNotPassedOver() throws IOException, InterruptedException {
        deliver("log/2022-05-06/a.csv", "user,video,ts\nann,v1,%s\n".formatted(NOON));
        Process copied = new ProcessBuilder("bash", "-c", "cp a.csv $'caf\\xe9.csv'")
                .directory(root.resolve("log/2022-05-06").toFile())
                .start();
        assertThat(copied.waitFor()).isZero();
        Command refused = collect("log { %s }".formatted(LIKES.formatted("csv", "unit = s")));
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err()).contains("/log/2022-05-06 has a file whose name is not UTF-8, caf", ": rename it");
    }

    @Test
    void parquetTimesNeedNoPattern() throws IOException {
        String typed = "'%s' as user, 'v1' as video, cast('2022-05-06 12:00:00.25' as %s) as ts";
        parquet("log/2022-05-06/a.parquet", typed.formatted("local", "timestamp_ntz"));
        parquet("log/2022-05-06/b.parquet", typed.formatted("instant", "timestamp"));
        assertCollected("log { %s }".formatted(LIKES.formatted("parquet", "pattern = iso, zone = Asia/Shanghai")));
        assertThat(times()).containsExactly("instant | 2022-05-06 12:00:00.25", "local | 2022-05-06 04:00:00.25");
    }

    @Test
    void parquetTimesMayBeNanoseconds() throws IOException {
        nanos("log/2022-05-06/a.parquet", "local", timestampType(false, TimeUnit.NANOS));
        nanos("log/2022-05-06/b.parquet", "instant", timestampType(true, TimeUnit.NANOS));
        assertCollected("log { %s }".formatted(LIKES.formatted("parquet", "pattern = iso, zone = Asia/Shanghai")));
        assertThat(times())
                .containsExactly("instant | 2022-05-06 12:00:00.123456", "local | 2022-05-06 04:00:00.123456");
    }

    @Test
    void isoTakesAllOfIso8601() throws IOException {
        List<String> written = List.of(
                "2022-05-06T12:00:00Z",
                "2022-05-06T12:00:00.1Z",
                "2022-05-06T12:00:00.123456789Z",
                "2022-05-06T12:00:00+08:00",
                "2022-05-06T12:00:00.25+0800",
                "2022-05-06 12:00:00-01",
                "2022-05-06 12:00",
                "2022-05-06t12:00:00z",
                "2022-05-06");
        StringBuilder rows = new StringBuilder("user,video,ts\n");
        for (int user = 0; user < written.size(); user++) {
            rows.append("u%d,v1,%s\n".formatted(user, written.get(user)));
        }
        deliver("log/2022-05-06/a.csv", rows.toString());
        assertCollected("log { %s }".formatted(LIKES.formatted("csv", "pattern = iso")));
        assertThat(times())
                .containsExactly(
                        "u0 | 2022-05-06 12:00:00",
                        "u1 | 2022-05-06 12:00:00.1",
                        "u2 | 2022-05-06 12:00:00.123456",
                        "u3 | 2022-05-06 04:00:00",
                        "u4 | 2022-05-06 04:00:00.25",
                        "u5 | 2022-05-06 13:00:00",
                        "u6 | 2022-05-06 12:00:00",
                        "u7 | 2022-05-06 12:00:00",
                        "u8 | 2022-05-06 00:00:00");
    }

    @Test
    void aTimeInAnotherFormNamesTheSetting() throws IOException {
        String sources = timesOf(
                "unit = ms", "1651838400",
                "unit = s", "1651838400000",
                "unit = ms", "1651838400000000",
                "unit = us", "1651838400000000000",
                "pattern = \"yyyyMMdd HHmmss\"", "1651838401",
                "unit = s", "2022-05-06T12:00:00.5Z",
                "pattern = \"dd.MM.yyyy\"", "2022-05-06 12:00");
        assertCollected(sources);
        assertThat(Frames.lines(
                        table(RejectedEvents.TABLE).select("source", "reason").orderBy("source")))
                .containsExactly(
                        "events.log0 | event_time looks like seconds since 1970: set unit = s",
                        "events.log1 | event_time looks like milliseconds since 1970: set unit = ms",
                        "events.log2 | event_time looks like microseconds since 1970: set unit = us",
                        "events.log3 | event_time looks like nanoseconds since 1970: set unit = ns",
                        "events.log4 | event_time looks like seconds since 1970: set unit = s",
                        "events.log5 | event_time looks like ISO 8601: set pattern = iso",
                        "events.log6 | event_time looks like ISO 8601: set pattern = iso");
    }

    @Test
    void anEmptyFileBesideAFullOneIsNothing() throws IOException {
        deliver("log/2022-05-06/a.csv", "");
        deliver("log/2022-05-06/b.csv", "\n\n");
        deliver("log/2022-05-06/c.csv", "user,video,ts\n");
        deliver("log/2022-05-06/d.csv", "user,video,ts\nann,v1,%s\n".formatted(NOON));
        assertCollected("log { %s }".formatted(LIKES.formatted("csv", "unit = s")));
        assertThat(events()).containsExactly("ann | v1 | like");
    }

    /** A log of one row for each pair of a form and a time. */
    private String timesOf(String... formsAndTimes) throws IOException {
        StringBuilder sources = new StringBuilder();
        for (int log = 0; log < formsAndTimes.length / 2; log++) {
            String name = "log" + log;
            deliver(name + "/2022-05-06/a.csv", "user,video,ts\nann,v1,%s\n".formatted(formsAndTimes[2 * log + 1]));
            sources.append("%s { %s }\n"
                    .formatted(
                            name, LIKES.formatted("csv", formsAndTimes[2 * log]).replace("log/", name + "/")));
        }
        return sources.toString();
    }

    private static String event(String id, String user, String video, String action) {
        return "{\"id\":%s,\"user\":\"%s\",\"video\":\"%s\",\"ts\":%s,\"watch\":5,\"action\":\"%s\"}\n"
                .formatted(id, user, video, NOON, action);
    }

    private Path deliver(String file, String... lines) throws IOException {
        return deliver(file, UTF_8, String.join("", lines));
    }

    private Path deliver(String file, Charset charset, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.write(path, text.getBytes(charset));
    }

    private void parquet(String file, String columns) throws IOException {
        Path parts = root.resolve("parts").resolve(file);
        spark().range(1).selectExpr(columns.split(", ")).coalesce(1).write().parquet(parts.toString());
        Files.createDirectories(root.resolve(file).getParent());
        try (var written = Files.list(parts)) {
            Path part = written.filter(path -> path.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
            Files.move(part, root.resolve(file));
        }
    }

    /** A row of a user at noon and 123,456,789 nanoseconds. */
    private void nanos(String file, String user, LogicalTypeAnnotation type) throws IOException {
        MessageType schema = Types.buildMessage()
                .required(BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("user")
                .required(BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("video")
                .required(INT64)
                .as(type)
                .named("ts")
                .named("row");
        org.apache.hadoop.fs.Path path =
                new org.apache.hadoop.fs.Path(root.resolve(file).toString());
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(path)
                .withConf(new Configuration())
                .withType(schema)
                .build()) {
            writer.write(new SimpleGroupFactory(schema)
                    .newGroup()
                    .append("user", user)
                    .append("video", "v1")
                    .append("ts", Long.parseLong(NOON) * 1_000_000_000L + 123_456_789L));
        }
    }

    private Command collect(String sources) throws IOException {
        Path conf = Files.writeString(root.resolve("my.conf"), """
                reelrank {
                  sources {
                    root = "%1$s", zone = UTC
                    events { %2$s }
                    videos.all {
                      path = "videos.csv", format = csv
                      columns { video_id = video, creator_id = creator, title = title }
                    }
                  }
                  storage.root = "%1$s/out"
                  collect { window-days = 1, max-rejected-share = 1 }
                  spark.spark.sql.shuffle.partitions = 2
                }
                """.formatted(root, sources));
        return Command.run("collect", "--date", DATE.toString(), "--conf", conf.toString());
    }

    private Command assertCollected(String sources) throws IOException {
        Command collected = collect(sources);
        assertThat(collected.exit()).as(collected.err()).isZero();
        return collected;
    }

    private Dataset<Row> table(Table table) {
        return new TableStore(spark(), root.resolve("out").toString()).read(table, List.of(DATE));
    }

    private List<String> events() {
        return Frames.lines(
                table(Events.TABLE).select("user_id", "video_id", "kind").orderBy("user_id", "video_id", "kind"));
    }

    private List<String> times() {
        return Frames.lines(table(Events.TABLE)
                .selectExpr("user_id", "cast(event_time as string)")
                .orderBy("user_id"));
    }

    private List<String> reasons() {
        return Frames.lines(
                table(RejectedEvents.TABLE).select("reason").distinct().orderBy("reason"));
    }

    private List<String> outcomes() {
        return Frames.lines(table(CollectedRows.TABLE)
                .filter("source like 'events.%'")
                .groupBy("source", "outcome")
                .sum("rows")
                .orderBy("source", "outcome"));
    }
}
