package io.reelrank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drafts the mapping of files in several layouts: a night reads all rows by the draft, or the draft says what is open. */
@Tag("slow")
class MapCommandTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");
    private static final long MIDNIGHT = 1_651_795_200L;
    private static final int SECONDS = 86_400;
    private static final int ROWS = 60;

    @TempDir
    private Path root;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    @Test
    void jsonLinesWithARowAnEventAndAFolderADay() throws IOException {
        for (int day = 5; day <= 6; day++) {
            long begin = MIDNIGHT + (day - 6L) * SECONDS;
            int number = day;
            write("logs/2022-05-0%d/part-00000.jsonl".formatted(day), lines(i -> """
                    {"event_id":"e%d-%d","user_id":"u%d","video_id":"v%d","action":"%s","timestamp":%d,"watch_ms":%d,"page":"feed"}
                    """.formatted(
                            number,
                            i,
                            i % 6,
                            (7 * i + i / 6 + 3 * number) % 30,
                            List.of("impression", "play", "like").get(i % 3),
                            (begin + time(i)) * 1000,
                            i % 3 == 1 ? 7000 + i : 0)));
        }
        for (int day = 5; day <= 6; day++) {
            write(
                    "videos/2022-05-0%d/part-00000.jsonl".formatted(day),
                    IntStream.range(20 * day - 100, 20 * day - 80)
                            .mapToObj("""
                            {"id":"v%1$d","author_id":"c%1$d","title":"Cats and dogs","tags":["a","b"],"duration_ms":9000}
                            """::formatted)
                            .collect(Collectors.joining()));
        }
        Command drafted = map(
                "logs/2022-05-06/part-00000.jsonl",
                "logs/2022-05-05/part-00000.jsonl",
                "videos/2022-05-05/part-00000.jsonl");

        assertThat(drafted.out()).doesNotContain("DECIDE").contains("Nothing looks odd.");
        assertThat(conf())
                .contains(
                        "path = \"logs/{yyyy-MM-dd}/*.jsonl\"",
                        "event_time { column = \"timestamp\", unit = ms }",
                        "watch_ms { column = \"watch_ms\", unit = ms }",
                        "video_id = \"id\"",
                        "zone = \"UTC\"");
        Command night = run(
                "nightly",
                "--set",
                "features.test-days=1",
                "--set",
                "model.rank=4",
                "--set",
                "model.blocks=2",
                "--set",
                "recommend.top-n=10");
        assertThat(night.exit()).as(night.err()).isZero();
        assertThat(outcomes()).containsExactly("events.logs | accepted | 60", "videos.videos | accepted | 40");
    }

    @Test
    void wideCsvOfAFileADayWithChineseNames() throws IOException {
        write(
                "日志/events_20220506.csv",
                "用户id,视频id,时间,play_time_ms,视频时长,点赞,评论,is_follow,分享次数,来源\n"
                        + lines(i -> "用户%d,视频%d,%s,%d,%d,%d,0,%s,%d,推荐%n"
                                .formatted(i % 6, i % 10, clock(time(i)), 900 * i, 15_000, i % 2, i % 9 == 0, i % 4)));
        write(
                "视频.csv",
                "视频id,作者id,标题,标签,类目,时长,发布时间\n"
                        + IntStream.range(0, 10)
                                .mapToObj("视频%1$d,作者%1$d,\"猫,\n狗\",猫|狗,宠物,15000,2022-05-01 10:00:00\n"::formatted)
                                .collect(Collectors.joining()));
        write(
                "用户.csv",
                "用户id,注册时间,性别\n"
                        + IntStream.range(0, 6)
                                .mapToObj(i -> "用户%d,2022-05-0%d,%s\n".formatted(i, i + 1, i % 2 == 0 ? "男" : "女"))
                                .collect(Collectors.joining()));
        Command drafted = map("日志/events_20220506.csv", "视频.csv", "用户.csv");

        assertThat(drafted.out()).doesNotContain("DECIDE");
        assertThat(conf())
                .contains(
                        "path = \"日志/events_{yyyyMMdd}.csv\"",
                        "zone = \"Asia/Shanghai\"",
                        "event_time { column = \"时间\", pattern = \"yyyy-MM-dd HH:mm:ss\" }",
                        "like { column = \"点赞\" }",
                        "follow { column = \"is_follow\" }",
                        "share { column = \"分享次数\", above = 0 }",
                        "duration_ms { column = \"视频时长\", unit = ms }",
                        "tags { column = \"标签\", separator = \"|\" }",
                        "registered_at { column = \"注册时间\", pattern = \"yyyy-MM-dd\" }",
                        "\"性别\" = \"性别\"");
        collectAll("events.日志 | accepted | 60", "users.用户 | accepted | 6", "videos.视频 | accepted | 10");
        assertThat(Frames.lines(table(Events.TABLE).groupBy("kind").count().orderBy("kind")))
                .containsExactly("follow | 7", "impression | 60", "like | 30", "play | 59", "share | 45");
    }

    @Test
    void parquetWithTypedTimesInPartitionsOfHive() throws IOException {
        Dataset<Row> log = spark().range(ROWS)
                .selectExpr(
                        "concat('u', id % 6) as user_id",
                        "concat('v', id % 10) as photo_id",
                        "timestamp_seconds(%d + 28800 + id * 50) as server_time".formatted(MIDNIGHT),
                        "cast(id * 0.5 as double) as watch_seconds",
                        "named_struct('os', 'ios') as device",
                        "if(id % 2 = 0, 'view', 'thumb_up') as event_type");
        parquet("warehouse/log/dt=2022-05-06/hour=08/part-00000-3fa85f64-c000.snappy.parquet", log);
        parquet(
                "warehouse/log/dt=2022-05-06/hour=09/part-00000-9b1deb4d-c000.snappy.parquet",
                log.selectExpr(
                        "user_id",
                        "photo_id",
                        "server_time + interval 1 hour as server_time",
                        "watch_seconds",
                        "device",
                        "event_type"));
        parquet(
                "warehouse/photos/part-00000-1b9d6bcd-c000.snappy.parquet",
                spark().range(10)
                        .selectExpr(
                                "concat('v', id) as photo_id",
                                "id % 3 as author_id",
                                "array('cats', 'dogs') as tags",
                                "timestamp_ntz'2022-05-01 10:00:00' as upload_time"));
        Command drafted = map(
                "warehouse/log/dt=2022-05-06/hour=08/part-00000-3fa85f64-c000.snappy.parquet",
                "warehouse/photos/part-00000-1b9d6bcd-c000.snappy.parquet");

        assertThat(decisions(drafted)).singleElement().asString().contains("sources.zone: no file tells");
        assertThat(conf())
                .contains(
                        "path = \"log/dt={yyyy-MM-dd}/hour=*/*.snappy.parquet\"",
                        "path = \"photos/*.snappy.parquet\"",
                        "event_time { column = \"server_time\", pattern = \"iso\" }",
                        "watch_ms { column = \"watch_seconds\", unit = s }",
                        "\"thumb_up\" = like",
                        "tags { column = \"tags\" }");
        collectAll("events.log | accepted | 120", "videos.photos | accepted | 10");
        assertThat(Frames.lines(table(Videos.TABLE).select("published_at").distinct()))
                .containsExactly("2022-05-01 10:00:00");
    }

    @Test
    void tabsAndSemicolonsWithOffsetsAndAFileAnHour() throws IOException {
        for (int hour = 0; hour < 24; hour += 8) {
            int begin = hour * 3600;
            write(
                    "log/2022-05-06/events-%02d.tsv".formatted(hour),
                    "uid\tvid\ttime\twatch_seconds\tevent\n"
                            + lines(i -> "u%d\tv%d\t%s+08:00\t%s\t%s%n"
                                    .formatted(
                                            i % 6,
                                            i % 10,
                                            clock(begin + 30 * i).replace(' ', 'T'),
                                            i % 3 == 1 ? "12.5" : "\\N",
                                            List.of("show", "view", "digg").get(i % 3))));
        }
        write(
                "videos.csv",
                "vid;author;caption;length\n"
                        + IntStream.range(0, 10)
                                .mapToObj("v%1$d;\"c;%1$d\";cats;%1$d5\n"::formatted)
                                .collect(Collectors.joining()));
        Command drafted = map("log/2022-05-06/events-08.tsv", "videos.csv");

        assertThat(drafted.out()).doesNotContain("DECIDE");
        assertThat(conf())
                .contains(
                        "path = \"log/{yyyy-MM-dd}/events-*.tsv\"",
                        "csv.delimiter = \"\\t\"",
                        "csv.delimiter = \";\"",
                        "zone = \"Asia/Shanghai\"",
                        "pattern = \"iso\"",
                        "watch_ms { column = \"watch_seconds\", unit = s }",
                        "duration_ms { column = \"length\", unit = s }",
                        "\"digg\" = like");
        collectAll("events.log | accepted | 180", "videos.videos | accepted | 10");
        assertThat(table(Events.TABLE).filter("watch_ms = 12500").count()).isEqualTo(60);
    }

    @Test
    void anUnknownActionIsALineThatAPersonDecides() throws IOException {
        write("2022/05/06/clicks.json", lines(i ->
                """
                {"userId":%d,"itemId":"i%d","eventTime":%d,"context":{"os":"ios","tab":[1]},"action":"%s","unused":null}
                """.formatted(i % 6, i % 10, MIDNIGHT + time(i), i % 4 == 0 ? "superlike" : "click")));
        write(
                "items.json",
                IntStream.range(0, 10)
                        .mapToObj("{\"itemId\":\"i%1$d\",\"creatorId\":%1$d,\"state\":\"good\"}\n"::formatted)
                        .collect(Collectors.joining()));
        Command drafted = map("2022/05/06/clicks.json", "items.json");

        assertThat(decisions(drafted))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "{yyyy}/{MM}/{dd}/clicks.json: what does action = superlike mean?",
                                "columns.kind.values"))
                .anySatisfy(line -> assertThat(line).contains("which values of state (good) mean", "columns.status"));
        assertThat(conf()).contains("# DECIDE: \"superlike\" = ?", "\"click\" = play", "unit = s");
        assertThat(drafted.out()).contains("kind is none that the settings map: 15 rows");
        Files.writeString(confFile(), conf().replace("# DECIDE: \"superlike\" = ?", "superlike = like"));
        collectAll("events.clicks | accepted | 60", "videos.items | accepted | 10");
    }

    @Test
    void theSampleIsMappedAsByHand() throws IOException {
        Path samples = Command.HOME.resolve("data-samples");
        Command drafted = map(Stream.of("events", "videos", "users")
                .map(source -> samples.resolve(source)
                        .resolve("dt=2022-05-06/part-00000." + (source.equals("events") ? "jsonl.gz" : "csv.gz"))
                        .toString())
                .toArray(String[]::new));

        assertThat(conf())
                .contains(
                        "root = \"%s\"".formatted(samples),
                        "zone = \"Asia/Shanghai\"",
                        "path = \"events/dt={yyyy-MM-dd}/*.jsonl.gz\"",
                        "event_id = \"id\"",
                        "event_time { column = \"ts\", unit = ms }",
                        "watch_ms { column = \"watch_ms\", unit = ms }",
                        "duration_ms { column = \"duration_ms\", unit = ms }",
                        "traffic_source = \"page\"",
                        "path = \"videos/dt={yyyy-MM-dd}/*.csv.gz\"",
                        "tags { column = \"tags\", separator = \"|\" }",
                        "published_at { column = \"published_at\", pattern = \"yyyy-MM-dd HH:mm:ss\" }",
                        "registered_at { column = \"registered_at\", pattern = \"yyyy-MM-dd HH:mm:ss\" }",
                        "\"city_tier\" = \"city_tier\"");
        assertThat(decisions(drafted)).hasSize(2);
        assertThat(decisions(drafted).get(0)).contains("sources.zone: no file tells the platform's time zone");
        assertThat(decisions(drafted).get(1)).contains("what does action = teleport mean?");
        assertThat(drafted.out()).contains("Nothing looks odd.");
        assertThat(run("collect").exit()).isZero();
        List<String> drafts = outcomes();
        Command byHand = Command.overSample("collect", root.resolve("by-hand"));
        assertThat(byHand.exit()).isZero();
        List<String> known =
                Frames.lines(new TableStore(spark(), root.resolve("by-hand").toString())
                        .read(CollectedRows.TABLE, List.of(DATE))
                        .groupBy("source", "outcome")
                        .sum("rows"));
        assertThat(drafts.stream().map(line -> line.replaceAll("^\\w+\\.\\w+", "")))
                .containsExactlyInAnyOrderElementsOf(known.stream()
                        .map(line -> line.replaceAll("^\\w+\\.\\w+", ""))
                        .toList());
    }

    @Test
    void csvIsSampledByTheRulesOfTheNight() throws IOException {
        write(
                "log/2022-05-06.csv",
                "user,video,time,note,liked\n"
                        + lines(i -> "#u%d,v1,%d,\"say \\\"hi\\\",\n\n to all\",%s%n"
                                .formatted(i, MIDNIGHT + time(i), i % 3 == 0 ? "\\N" : i % 3 == 1 ? "" : i % 2)));
        Files.write(root.resolve("videos.csv"), "video,creator,title\nv1,小明,猫\n".getBytes(Charset.forName("GBK")));
        Command drafted = map("log/2022-05-06.csv", "videos.csv");

        assertThat(conf())
                .contains("csv.escape = \"\\\\\"", "csv.encoding = \"GB18030\"", "like { column = \"liked\" }");
        assertThat(decisions(drafted)).singleElement().asString().contains("every row is taken for a play");
        collectAll("events.log | accepted | 60", "videos.videos | accepted | 1");
        assertThat(Frames.lines(table(Videos.TABLE).select("creator_id", "title")))
                .containsExactly("小明 | 猫");
    }

    @Test
    void aLogWithoutKindsOfWhichNothingIsKnownNamesThem() throws IOException {
        write(
                "2022-05-06/taobao.csv",
                "user_id,item_id,behavior_type,timestamp\n"
                        + lines(i -> "%d,%d,%d,%d%n".formatted(i % 6, i % 10, 1 + i % 4, MIDNIGHT + time(i))));
        write("items.csv", "item_id,owner\n1,a\n");
        Command drafted = map("2022-05-06/taobao.csv", "items.csv");
        assertThat(decisions(drafted))
                .singleElement()
                .asString()
                .contains("what does behavior_type = 1, 2, 3, 4 mean?");
        assertThat(drafted.exit()).isZero();
    }

    @Test
    void whatANightMustHaveIsAsked() throws IOException {
        write("log/2022-05-06.csv", "user,video,flavour\nann,v1,2\n");
        Command drafted = map("log/2022-05-06.csv");
        assertThat(drafted.exit()).as(drafted.err()).isZero();
        assertThat(decisions(drafted))
                .anySatisfy(line -> assertThat(line).contains("name it as columns.event_time"))
                .anySatisfy(line -> assertThat(line).contains("no file is a catalogue of videos"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing.csv       | there is no file",
                "empty.csv         | is empty (0 bytes)",
                "blank.csv         | has no line",
                "picture.png       | is neither Parquet nor a text",
                "strange.csv       | no column of it looks like the id of a user or a video; it has flavour, colour",
                "array.json        | is one JSON array: write JSON Lines",
                "pretty.json       | write JSON Lines, one object a line",
                "torn.parquet      | cannot read",
                "folder            | is a folder: name one or two of its files",
                "torn.csv.gz       | cannot read",
            })
    void whatCannotBeMappedIsOneLine(String name, String message) throws IOException {
        write("empty.csv", "");
        write("blank.csv", "\n\n");
        write("strange.csv", "flavour,colour\nsweet,red\n");
        write("array.json", "[{\"user\":1}]\n");
        write("pretty.json", "{\n  \"user\": 1\n}\n");
        write("torn.parquet", "PAR1 and no more");
        write("folder/a.csv", "user,video\n");
        byte[] picture = new byte[4000];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (byte) (i * 37);
        }
        Files.write(root.resolve("picture.png"), picture);
        Files.write(root.resolve("torn.csv.gz"), Arrays.copyOf(SmallDay.packed("user,video\n".getBytes(UTF_8)), 15));
        assertRefused(4, message, "map", root.resolve(name).toString());
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() throws IOException {
        write("mine.conf", "# by hand");
        write("log/2022-05-06.csv", "user,video,time\nann,v1,%d\n".formatted(MIDNIGHT));
        String log = root.resolve("log/2022-05-06.csv").toString();
        assertRefused(
                2,
                "is there already",
                "map",
                log,
                "--out",
                root.resolve("mine.conf").toString());
        assertRefused(
                2,
                "cannot write",
                "map",
                log,
                "--out",
                root.resolve("none/mine.conf").toString());
        assertThat(Files.readString(root.resolve("mine.conf"))).isEqualTo("# by hand");
        assertRefused(2, "Missing required parameter", "map");
    }

    private static void assertRefused(int exit, String message, String... arguments) {
        Command refused = Command.run(arguments);
        assertThat(refused.exit()).as(refused.err()).isEqualTo(exit);
        assertThat(refused.err()).contains(message).doesNotContain("\tat ");
        assertThat(refused.err().lines().filter(line -> !line.contains("--help")))
                .hasSize(1);
    }

    private Command map(String... files) {
        List<String> arguments =
                new ArrayList<>(List.of("map", "--out", confFile().toString()));
        Arrays.stream(files).map(file -> root.resolve(file).toString()).forEach(arguments::add);
        Command drafted = Command.run(arguments.toArray(String[]::new));
        assertThat(drafted.exit()).as(drafted.err()).isZero();
        return drafted;
    }

    private static List<String> decisions(Command drafted) {
        return drafted.out().lines().filter(line -> line.startsWith("DECIDE: ")).toList();
    }

    private void collectAll(String... outcomes) {
        Command collected = run("collect");
        assertThat(collected.exit()).as(collected.err()).isZero();
        assertThat(Frames.lines(table(RejectedEvents.TABLE).select("raw", "reason")))
                .isEmpty();
        assertThat(outcomes()).containsExactly(outcomes);
    }

    private Command run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--date",
                DATE.toString(),
                "--conf",
                confFile().toString(),
                "--set",
                "storage.root=" + root.resolve("out"),
                "--set",
                "spark.spark.sql.shuffle.partitions=2"));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private List<String> outcomes() {
        return Frames.lines(table(CollectedRows.TABLE)
                .groupBy("source", "outcome")
                .sum("rows")
                .orderBy("source", "outcome"));
    }

    private Dataset<Row> table(io.reelrank.core.store.Table table) {
        return new TableStore(spark(), root.resolve("out").toString()).read(table, List.of(DATE));
    }

    private Path confFile() {
        return root.resolve("draft.conf");
    }

    private String conf() throws IOException {
        return Files.readString(confFile());
    }

    private static String lines(IntFunction<String> line) {
        return IntStream.range(0, ROWS).mapToObj(line).collect(Collectors.joining());
    }

    /** Seconds of the day of a row, from the first minutes to the last. */
    private static int time(int row) {
        return 60 + row * (SECONDS / ROWS);
    }

    private static String clock(int second) {
        return "2022-05-06 %02d:%02d:%02d".formatted(second / 3600, second / 60 % 60, second % 60);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void parquet(String name, Dataset<Row> rows) throws IOException {
        Path folder = root.resolve("written");
        rows.coalesce(1).write().mode("overwrite").parquet(folder.toString());
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        try (Stream<Path> parts = Files.list(folder)) {
            Files.move(
                    parts.filter(path -> path.getFileName().toString().startsWith("part-"))
                            .findFirst()
                            .orElseThrow(),
                    file);
        }
    }
}
