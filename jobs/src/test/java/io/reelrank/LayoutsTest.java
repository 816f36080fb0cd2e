package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.Videos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two days of files in the layouts that people have: every row is accepted, once, on its day. */
@Tag("slow")
class LayoutsTest extends SparkTest {
    private static final LocalDate FIRST = LocalDate.parse("2022-05-05");
    private static final LocalDate LAST = LocalDate.parse("2022-05-06");
    private static final String CONF = """
            reelrank {
              sources {
                root = "%s", zone = UTC
                events.log {
                  path = "%s", format = %s
                  columns { user_id = user, video_id = video, event_time { column = time, pattern = iso } }
                  flags { play {} }
                }
                videos.all { path = "%s", format = %s, columns { video_id = video, creator_id = creator } }
                users.all { path = "users.csv", format = csv, columns { user_id = user } }
              }
              storage.root = "%s"
              spark.spark.sql.shuffle.partitions = 2
            }
            """;

    @TempDir
    private Path folder;

    private Path root;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    /** Each layout: the pattern of its path, and the files of a day with %s for the day, with - or without. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "log/{yyyy-MM-dd}/*             ; log/%1$s/a.csv                ; log/%1$s/b.csv",
                "log/{yyyy-MM-dd}/*.csv         ; log/%1$s/a.csv                ; log/%1$s/b.csv",
                "log/{yyyy-MM-dd}/?.csv         ; log/%1$s/a.csv                ; log/%1$s/b.csv",
                "log/{yyyy-MM-dd}/[ab].csv      ; log/%1$s/a.csv                ; log/%1$s/b.csv",
                "log/{yyyy-MM-dd}/[a-c]*.csv    ; log/%1$s/apple.csv            ; log/%1$s/berry.csv",
                "log_{yyyyMMdd}*.csv            ; log_%2$s.csv                  ; log_%2$s-2.csv",
                "log/{yyyy}/{MM}/{dd}/*.csv     ; log/%3$s/a.csv                ; log/%3$s/b.csv",
                "log/{yyyy-MM-dd}-*.csv         ; log/%1$s-08.csv               ; log/%1$s-23.csv",
                "log/{yyyy-MM-dd}T*.csv         ; log/%1$sT08.csv               ; log/%1$sT23.csv",
                "log/{yyyyMMdd}*.csv            ; log/%2$s08.csv                ; log/%2$s23.csv",
                "log/{yyyy-MM-dd}/*/*           ; log/%1$s/08/a.csv             ; log/%1$s/23/a.csv",
                "log/dt={yyyy-MM-dd}/hour=*/*   ; log/dt=%1$s/hour=08/a.csv     ; log/dt=%1$s/hour=23/a.csv",
                "*/{yyyy-MM-dd}/*               ; ios/%1$s/a.csv                ; android/%1$s/a.csv",
                "{yyyy-MM-dd}/log/*             ; %1$s/log/a.csv                ; %1$s/log/b.csv",
                "log/{yyyy-MM-dd}/*             ; log/%1$s/a[1].csv             ; log/%1$s/{b}.csv",
                "log/{yyyy-MM-dd}/*             ; log/%1$s/12:00.csv            ; log/%1$s/13:00.csv",
                "log/{yyyy-MM-dd}/*             ; log/%1$s/a b.csv              ; log/%1$s/c+d %%20.csv",
                "日志/{yyyy-MM-dd}/*.csv          ; 日志/%1$s/上午.csv               ; 日志/%1$s/下午.csv",
                "my logs/{yyyy-MM-dd}/*         ; my logs/%1$s/a.csv            ; my logs/%1$s/b.csv",
                "log/{yyyy-MM-dd}/*             ; log/%1$s/a.csv                ; log/%1$s/b#1&c=d.csv",
            })
    void layoutsOfALog(String pattern, String morning, String evening) throws IOException {
        root = folder;
        for (LocalDate day : List.of(FIRST, LAST)) {
            write(named(morning, day), log("ann", day));
            write(named(evening, day), log("bob", day));
            // Neither a folder nor a hidden file has rows.
            Path beside = root.resolve(named(morning, day)).getParent();
            write(root.relativize(beside.resolve(".a.csv.crc")).toString(), "torn");
            write(root.relativize(beside.resolve("_SUCCESS")).toString(), "");
        }
        assertCollected(pattern, "csv", "videos.csv", "csv");
    }

    @ParameterizedTest
    @CsvSource({"logs[1]", "logs{1}", "logs*", "log s", "日志", "a:b"})
    void theRootIsANameAlsoWithSignsOfAPattern(String name) throws IOException {
        root = folder.resolve(name);
        for (LocalDate day : List.of(FIRST, LAST)) {
            write("log/%s/a.csv".formatted(day), log("ann", day));
            write("log/%s/b.csv".formatted(day), log("bob", day));
        }
        assertCollected("log/{yyyy-MM-dd}/*.csv", "csv", "videos.csv", "csv");
    }

    @Test
    void aTableThatSparkWroteAndAFolderOfAllVideos() throws IOException {
        root = folder;
        for (LocalDate day : List.of(FIRST, LAST)) {
            Dataset<Row> log = spark().sql("select * from values ('ann', 'v1'), ('bob', 'v1') as (user, video)")
                    .selectExpr("user", "video", "timestamp'%s 12:00:00' as time".formatted(day));
            for (String hour : List.of("08", "23")) {
                log.filter(hour.equals("08") ? "user = 'ann'" : "user = 'bob'")
                        .repartition(2)
                        .write()
                        .parquet(root.resolve("log/dt=%s/hour=%s".formatted(day, hour))
                                .toString());
            }
        }
        spark().sql("select 'v1' as video, 'c1' as creator")
                .repartition(3)
                .write()
                .parquet(root.resolve("videos").toString());
        write("videos/_temporary/0/part-0.parquet", "torn");
        write("videos/.hidden.parquet", "torn");
        assertCollected("log/dt={yyyy-MM-dd}/hour=*/*.parquet", "parquet", "videos/*", "parquet");
    }

    @Test
    void parquetFilesWithSignsOfAPatternInTheirNames() throws IOException {
        root = folder;
        for (LocalDate day : List.of(FIRST, LAST)) {
            for (String user : List.of("ann", "bob")) {
                parquet(
                        "log/%s/%s [1]{2}日志.parquet".formatted(day, user),
                        spark().sql("select '%s' as user, 'v1' as video, timestamp'%s 12:00:00' as time"
                                .formatted(user, day)));
            }
        }
        assertCollected("log/{yyyy-MM-dd}/*.parquet", "parquet", "videos.csv", "csv");
    }

    @Test
    void alternativesInBracesAreNoPartOfAPath() throws IOException {
        root = folder;
        Command refused = collect(LAST, "log/{yyyy-MM-dd}/{a,b}.csv", "csv", "videos.csv", "csv");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("{a,b} is a date pattern such as {yyyy-MM-dd}")
                .doesNotContain("\tat ");
    }

    private static String named(String file, LocalDate day) {
        String dashed = day.toString();
        return file.formatted(dashed, dashed.replace("-", ""), dashed.replace("-", "/"));
    }

    private static String log(String user, LocalDate day) {
        return "user,video,time\n%s,v1,%sT12:00:00Z\n".formatted(user, day);
    }

    private void assertCollected(String events, String format, String videos, String videosFormat) throws IOException {
        if (videos.equals("videos.csv")) {
            write("videos.csv", "video,creator\nv1,c1\n");
        }
        write("users.csv", "user\nann\nbob\n");
        Command collected = collect(LAST, events, format, videos, videosFormat);
        assertThat(collected.exit()).as(collected.err()).isZero();
        for (LocalDate day : List.of(FIRST, LAST)) {
            assertThat(Frames.lines(read(Events.TABLE, day)
                            .select("user_id", "video_id", "event_time", "delivered")
                            .orderBy("user_id")))
                    .containsExactly(
                            "ann | v1 | %1$s 12:00:00 | %1$s".formatted(day),
                            "bob | v1 | %1$s 12:00:00 | %1$s".formatted(day));
            assertThat(Frames.lines(read(CollectedRows.TABLE, day)
                            .filter("source like 'events%'")
                            .groupBy("outcome")
                            .sum("rows")))
                    .containsExactly("accepted | 2");
        }
        assertThat(read(Videos.TABLE, LAST).count()).isOne();
        assertThat(read(Users.TABLE, LAST).count()).isEqualTo(2);
    }

    private Command collect(LocalDate date, String events, String format, String videos, String videosFormat)
            throws IOException {
        Path conf = folder.resolve("layout.conf");
        Files.writeString(conf, CONF.formatted(root, events, format, videos, videosFormat, folder.resolve("out")));
        return Command.run("collect", "--date", date.toString(), "--conf", conf.toString());
    }

    private Dataset<Row> read(Table table, LocalDate day) {
        return new TableStore(spark(), folder.resolve("out").toString()).read(table, List.of(day));
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void parquet(String name, Dataset<Row> rows) throws IOException {
        Path written = folder.resolve("written");
        rows.coalesce(1).write().mode("overwrite").parquet(written.toString());
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        try (Stream<Path> parts = Files.list(written)) {
            Files.move(
                    parts.filter(path -> path.getFileName().toString().startsWith("part-"))
                            .findFirst()
                            .orElseThrow(),
                    file);
        }
    }
}
