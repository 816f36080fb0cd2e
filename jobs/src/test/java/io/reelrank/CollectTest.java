package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedFiles;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.InputFigures;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.Videos;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collects files that are late, repeated, out of order or incomplete, and users who asked to be forgotten. */
class CollectTest extends SparkTest {
    private static final LocalDate FIRST = LocalDate.parse("2022-05-01");
    private static final String VIDEOS = "video,by,at\nv1,c1,2022-05-01 08:00:00\nv2,c2,2022-05-01 08:00:00\n";
    private static final String USERS = "user,state,device\nann,active,phone\nbob,active,tablet\n";

    @TempDir
    private Path root;

    private Path conf;
    private String storage = "out";

    @BeforeAll
    static void openSpark() {
        spark();
    }

    @BeforeEach
    void writeConf() throws IOException {
        conf = root.resolve("platform.conf");
        Files.writeString(conf, """
                reelrank.sources {
                  root = "%s"
                  zone = UTC
                  events.log {
                    path = "events/{yyyy-MM-dd}/*.jsonl"
                    format = jsonl
                    columns {
                      user_id = user
                      video_id = video
                      event_time { column = at, pattern = "yyyy-MM-dd HH:mm:ss" }
                      watch_ms { column = ms, unit = ms }
                      kind { column = what, values { play = play, like = like } }
                    }
                  }
                  videos.all {
                    path = "videos/{yyyy-MM-dd}.csv"
                    format = csv
                    columns {
                      video_id = video
                      creator_id = by
                      updated_at { column = at, pattern = "yyyy-MM-dd HH:mm:ss" }
                    }
                  }
                  users.all {
                    path = "users/{yyyy-MM-dd}.csv"
                    format = csv
                    columns {
                      user_id = user
                      status { column = state, values { active = active, gone = forgotten } }
                    }
                    attributes { device = device }
                  }
                }
                reelrank.spark."spark.sql.shuffle.partitions" = 4
                """.formatted(root));
        deliver("videos/2022-05-01.csv", VIDEOS);
        deliver("users/2022-05-01.csv", USERS);
    }

    @Test
    void aLateEventJoinsItsOwnDayAndIsUnknownToNightsBeforeItsDelivery() throws IOException {
        deliver("events/2022-05-01/a.jsonl", play("ann", "v1", "2022-05-01 10:00:00", 900));
        deliver(
                "events/2022-05-02/a.jsonl",
                play("ann", "v2", "2022-05-01 23:00:00", 800),
                play("ann", "v2", "2022-05-02 10:00:00", 700));
        deliver(
                "events/2022-05-04/a.jsonl",
                play("ann", "v1", "2022-05-01 09:00:00", 600),
                play("bob", "v1", "2022-05-02 09:00:00", 500));
        deliver("events/2022-05-03/a.jsonl", play("bob", "v2", "2022-05-03 09:00:00", 400));
        assertCollected(2);
        assertThat(events(1))
                .containsExactly(
                        "ann | v1 | 2022-05-01 10:00:00 | 900 | 2022-05-01 | 2022-05-01",
                        "ann | v2 | 2022-05-01 23:00:00 | 800 | 2022-05-01 | 2022-05-02");
        assertCollected(3);
        assertThat(collect(4, "--set", "collect.max-rejected-share=1").exit()).isZero();
        assertThat(events(2))
                .containsExactly(
                        "ann | v2 | 2022-05-02 10:00:00 | 700 | 2022-05-02 | 2022-05-02",
                        "bob | v1 | 2022-05-02 09:00:00 | 500 | 2022-05-02 | 2022-05-04");
        assertThat(Frames.lines(
                        Events.deliveredBy(day(3), read(Events.TABLE, 2)).select("user_id", "video_id")))
                .containsExactly("ann | v2");
        assertThat(Frames.lines(read(RejectedEvents.TABLE, 4).select("line", "reason")))
                .containsExactly("1 | event_time is more than 2 days before the file's day");
    }

    @Test
    void figuresOfADaysFilesAreCountedWithTheirRows() throws IOException {
        deliver(
                "events/2022-05-01/a.jsonl",
                play("ann", "v1", "2022-05-01 10:00:00", 12_345),
                play("ann", "v2", "2022-05-01 11:00:00", 999),
                play("bob", "v1", "2022-05-01 12:00:00", 40),
                play("bob", "v1", "2022-05-01 12:00:00", 40),
                "{\"user\": \"bob\", \"video\": \"v2\", \"at\": \"2022-05-01 13:00:00\", \"what\": \"like\"}",
                "{\"user\": \"bob\", \"video\": \"v2\", \"at\": \"2022-05-01 14:00:00\", \"what\": \"play\"}");
        deliver("events/2022-05-02/a.jsonl", play("ann", "v1", "2022-05-01 10:00:00", 12_345));

        assertThat(collect(2, "--set", "collect.max-rejected-share=1").exit()).isZero();

        assertThat(Frames.lines(read(InputFigures.TABLE, 1).drop("dt")))
                .containsExactlyInAnyOrder(
                        "events.log | rows | volume | 5.0 | 5",
                        "events.log | rows rejected | faulty | 0.0 | 6",
                        "events.log | rows repeated | faulty | %s | 6".formatted(1 / 6.0),
                        "events.log | rows with like | share | 0.2 | 5",
                        "events.log | rows with play | share | 0.8 | 5",
                        "events.log | plays with watch_ms | filled | 0.75 | 4",
                        "events.log | rows with duration_ms | filled | 0.0 | 5",
                        "events.log | rows with traffic_source | filled | 0.0 | 5",
                        // Rounded down to two digits.
                        "events.log | watch_ms, median | level | 990.0 | 3",
                        "events.log | watch_ms, 90th percentile | level | 12000.0 | 3");
        // All rows of the second day are repeats of the first; the videos and users are of the night's date.
        assertThat(Frames.lines(read(InputFigures.TABLE, 2).select("source", "figure", "value", "rows")))
                .contains(
                        "events.log | rows | 0.0 | 0",
                        "events.log | rows repeated | 1.0 | 1",
                        "videos.all | rows with tags | 0.0 | 2",
                        "users.all | rows rejected | 0.0 | 2")
                .doesNotContain("videos.all | rows | 2.0 | 2");
    }

    @Test
    void repeatedRowsAreCountedOnceInAnyOrderOfTheDays() throws IOException {
        String again = play("ann", "v1", "2022-05-01 10:00:00", 900);
        deliver("events/2022-05-02/a.jsonl", again, play("bob", "v2", "2022-05-02 10:00:00", 700));
        deliver("events/2022-05-03/a.jsonl", again, play("bob", "v2", "2022-05-03 11:00:00", 600));
        assertCollected(3);
        assertThat(accounting(2)).contains("accepted |  | 2");
        deliver("events/2022-05-01/a.jsonl", again, play("bob", "v1", "2022-05-01 12:00:00", 500));
        assertCollected(1);
        List<String> backfilled = Stream.of(1, 2, 3)
                .flatMap(day -> Stream.concat(events(day).stream(), accounting(day).stream()))
                .toList();
        storage = "in-order";
        for (int day = 1; day <= 3; day++) {
            assertCollected(day);
        }
        assertThat(backfilled)
                .isEqualTo(Stream.of(1, 2, 3)
                        .flatMap(day -> Stream.concat(events(day).stream(), accounting(day).stream()))
                        .toList())
                .containsExactly(
                        "ann | v1 | 2022-05-01 10:00:00 | 900 | 2022-05-01 | 2022-05-01",
                        "bob | v1 | 2022-05-01 12:00:00 | 500 | 2022-05-01 | 2022-05-01",
                        "accepted |  | 2",
                        "bob | v2 | 2022-05-02 10:00:00 | 700 | 2022-05-02 | 2022-05-02",
                        "accepted |  | 1",
                        "repeat |  | 1",
                        "bob | v2 | 2022-05-03 11:00:00 | 600 | 2022-05-03 | 2022-05-03",
                        "accepted |  | 1",
                        "repeat |  | 1");
    }

    @Test
    void aFileThatWasDeliveredBeforeUnderAnotherNameIsARepeat() throws IOException {
        String[] rows = {play("ann", "v1", "2022-05-01 10:00:00", 900), "{broken"};
        deliver("events/2022-05-01/a.jsonl", rows);
        deliver("events/2022-05-02/a.jsonl", play("ann", "v2", "2022-05-02 10:00:00", 700));
        deliver("events/2022-05-03/a.jsonl", play("ann", "v2", "2022-05-03 10:00:00", 700));
        deliver("events/2022-05-04/a.jsonl", play("ann", "v2", "2022-05-04 10:00:00", 700));
        deliver("events/2022-05-04/again.jsonl", rows);
        String[] lenient = {"--set", "collect.max-rejected-share=0.5"};
        assertThat(collect(3, lenient).exit()).isZero();
        // A single row of three days before would be rejected.
        Command night = collect(4, lenient);
        assertThat(night.exit()).as(night.err()).isZero();
        assertThat(night.out())
                .contains("events/2022-05-04/again.jsonl has the bytes of file:" + root + "/events/2022-05-01/a.jsonl");
        assertThat(accounting(4))
                .containsExactly(
                        "accepted |  | 1",
                        "repeat | file delivered before: file:" + root + "/events/2022-05-01/a.jsonl | 2");
        assertThat(read(CollectedFiles.TABLE, 4)
                        .filter(col("repeats").isNotNull())
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aFileIsNoRepeatOfALaterDaysFileInAnyOrderOfTheDays() throws IOException {
        String[] late = {play("bob", "v1", "2022-05-01 12:00:00", 500)};
        String[] third = {play("ann", "v1", "2022-05-03 10:00:00", 900)};
        deliver("events/2022-05-01/a.jsonl", play("ann", "v1", "2022-05-01 10:00:00", 900));
        deliver("events/2022-05-02/a.jsonl", play("ann", "v1", "2022-05-02 10:00:00", 900));
        deliver("events/2022-05-03/a.jsonl", third);
        deliver("events/2022-05-04/a.jsonl", play("ann", "v1", "2022-05-04 10:00:00", 900));
        deliver("events/2022-05-04/again.jsonl", third);
        deliver("events/2022-05-04/too-late.jsonl", late);
        String[] lenient = {"--set", "collect.max-rejected-share=0.5"};
        assertThat(collect(4, lenient).exit()).isZero();
        // The first three days are collected again, the fourth is not.
        deliver("events/2022-05-01/b.jsonl", late);
        deliver("events/2022-05-05/a.jsonl", play("ann", "v1", "2022-05-05 10:00:00", 900));
        assertThat(collect(5, lenient).exit()).isZero();
        assertThat(events(1)).hasSize(2);
        assertThat(events(3)).hasSize(1);
        assertThat(accounting(3)).containsExactly("accepted |  | 1");
    }

    @Test
    void aLogThatTwoSourcesReadIsCountedOnce() throws IOException {
        deliver("events/2022-05-01/a.jsonl", play("ann", "v1", "2022-05-01 10:00:00", 900));
        Files.writeString(
                conf,
                Files.readString(conf)
                        + "reelrank.sources.events.copy = ${reelrank.sources.events.log}\n"
                        + "reelrank.sources.events.copy.path = \"copies/{yyyy-MM-dd}.jsonl\"\n");
        deliver(
                "copies/2022-05-01.jsonl",
                play("ann", "v1", "2022-05-01 10:00:00", 900),
                play("bob", "v1", "2022-05-01 11:00:00", 800));
        assertCollected(1);
        assertThat(events(1)).hasSize(2);
        assertThat(accounting(1)).containsExactly("accepted |  | 2", "repeat |  | 1");
    }

    @Test
    void aMissingFileThatWasReadBeforeIsNamed() throws IOException {
        deliver("events/2022-05-01/a.jsonl", play("ann", "v1", "2022-05-01 10:00:00", 900));
        deliver("events/2022-05-01/b.jsonl", play("bob", "v1", "2022-05-01 10:00:00", 900));
        deliver("events/2022-05-02/a.jsonl", play("ann", "v2", "2022-05-02 10:00:00", 700));
        assertCollected(1);
        Files.delete(root.resolve("events/2022-05-01/b.jsonl"));
        Command refused = collect(2);
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err())
                .contains("source events.log: file:" + root + "/events/2022-05-01/b.jsonl, which was read for"
                        + " 2022-05-01 before, is gone while others of that day are there: deliver it again, or run with"
                        + " --force");
        assertThat(collect(2, "--force").exit()).isZero();
        assertThat(events(1)).hasSize(1);
        // A day without any file was archived.
        Files.delete(root.resolve("events/2022-05-01/a.jsonl"));
        deliver("events/2022-05-03/a.jsonl", play("ann", "v1", "2022-05-03 10:00:00", 900));
        assertCollected(3);
        assertThat(events(1)).hasSize(1);
    }

    @Test
    void aDayWithALateFileIsCollectedAgain() throws IOException {
        deliver("events/2022-05-01/a.jsonl", play("ann", "v1", "2022-05-01 10:00:00", 900));
        deliver("events/2022-05-02/a.jsonl", play("ann", "v2", "2022-05-02 10:00:00", 700));
        assertCollected(1);
        deliver("events/2022-05-01/b.jsonl", play("bob", "v1", "2022-05-01 10:00:00", 900));
        assertCollected(2);
        assertThat(events(1)).hasSize(2);
        assertThat(accounting(1)).containsExactly("accepted |  | 1", "accepted |  | 1");
    }

    @Test
    void aDayWhoseTableWasDeletedIsCollectedAgainWithItsLateEvents() throws IOException {
        deliver("events/2022-05-01/a.jsonl", play("ann", "v1", "2022-05-01 10:00:00", 900));
        deliver(
                "events/2022-05-02/a.jsonl",
                play("ann", "v2", "2022-05-01 23:00:00", 800),
                play("ann", "v2", "2022-05-02 10:00:00", 700));
        deliver("events/2022-05-03/a.jsonl", play("bob", "v2", "2022-05-03 09:00:00", 400));
        assertCollected(3);
        List<String> before = events(1);
        assertThat(before).hasSize(2);
        File events =
                root.resolve(storage).resolve("tables/events/dt=2022-05-01").toFile();
        FileUtils.deleteDirectory(events);
        assertCollected(3);
        assertThat(events(1)).isEqualTo(before);
        assertThat(events(2)).hasSize(1);

        FileUtils.deleteDirectory(events);
        FileUtils.deleteDirectory(root.resolve("events/2022-05-01").toFile());
        Command refused = collect(3);
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err())
                .contains("table events has no day 2022-05-01 any more, which was collected, and the files of that day"
                        + " are gone: restore them or the table's folder");
    }

    @Test
    void aDamagedTableIsNoBrokenSourceAndIsNamed() throws IOException {
        deliver("events/2022-05-01/a.jsonl", play("ann", "v1", "2022-05-01 10:00:00", 900));
        deliver("events/2022-05-02/a.jsonl", play("ann", "v2", "2022-05-02 10:00:00", 700));
        assertCollected(1);
        try (Stream<Path> files = Files.walk(root.resolve(storage).resolve("tables/events/dt=2022-05-01"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
        Command refused = collect(2);
        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.err())
                .contains("reelrank: cannot read ", "tables/events/dt=2022-05-01/run=")
                .contains(".parquet: run reelrank verify --tables DATE for the day of its folder dt=DATE")
                .doesNotContain("deliver it again", "cannot write");
    }

    @Test
    void noEventsOfForgottenUsersAreCollected() throws IOException {
        deliver("events/2022-05-01/a.jsonl", play("ann", "v1", "2022-05-01 10:00:00", 900));
        assertCollected(1);
        deliver("users/2022-05-02.csv", "user,state,device\nann,gone,phone\n");
        deliver(
                "events/2022-05-02/a.jsonl",
                play("ann", "v2", "2022-05-02 10:00:00", 700),
                play("bob", "v2", "2022-05-02 11:00:00", 600));
        assertCollected(2);
        assertThat(events(1)).isEmpty();
        assertThat(events(2)).containsExactly("bob | v2 | 2022-05-02 11:00:00 | 600 | 2022-05-02 | 2022-05-02");
        assertThat(Frames.lines(read(RejectedEvents.TABLE, 2).select("line", "reason", "raw")))
                .containsExactly("1 | the user asked to be forgotten | null");
    }

    @Test
    void theLatestStateCountsAndOneFromTheFutureDoesNot() throws IOException {
        deliver("events/2022-05-01/a.jsonl", play("ann", "v1", "2022-05-01 10:00:00", 900));
        deliver("events/2022-05-02/a.jsonl", play("ann", "v1", "2022-05-02 10:00:00", 900));
        deliver(
                "videos/2022-05-02.csv",
                "video,by,at",
                "v1,older,2022-04-30 08:00:00",
                "v2,newer,2022-05-02 09:00:00",
                "v3,c3,2022-05-02 09:00:00",
                "v3,future,2022-05-03 09:00:00");
        assertThat(collect(2, "--set", "collect.max-rejected-share=0.5").exit()).isZero();
        assertThat(Frames.lines(read(Videos.TABLE, 2).select("video_id", "creator_id", "known_since")))
                .containsExactly("v1 | c1 | 2022-05-01", "v2 | newer | 2022-05-01", "v3 | c3 | 2022-05-02");
        assertThat(Frames.lines(read(Users.TABLE, 2).select("user_id", "status", "known_since")))
                .containsExactly("ann | active | 2022-05-01", "bob | active | 2022-05-01");
    }

    @Test
    void aNewUnmappedColumnIsNoted() throws IOException {
        deliver("events/2022-05-01/a.jsonl", play("ann", "v1", "2022-05-01 10:00:00", 900));
        deliver(
                "events/2022-05-02/a.jsonl",
                play("ann", "v1", "2022-05-02 10:00:00", 900).replace("}", ",\"mood\":\"good\"}"));
        Command night = collect(2);
        assertThat(night.exit()).as(night.err()).isZero();
        assertThat(night.out())
                .contains("events.log has a new column since 2022-05-02: mood")
                .doesNotContain("lacks a column");
    }

    @Test
    void moreRejectedRowsThanTheLimitEndTheNight() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int second = 10; second < 60; second++) {
            rows.add(play("ann", "v1", "2022-05-01 10:00:" + second, 900));
        }
        rows.add("{");
        rows.add("[]");
        deliver("events/2022-05-01/a.jsonl", rows.toArray(String[]::new));
        Command refused = collect(1, "--set", "collect.max-rejected-rows=1");
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err())
                .contains("source events.log, 2022-05-01: 2 of 52 rows are rejected (3.8%; collect.max-rejected-share"
                        + " allows 20.0%, collect.max-rejected-rows 1). Most often: not a JSON object (2 rows, such as"
                        + " file:" + root + "/events/2022-05-01/a.jsonl line 51)");
    }

    private void assertCollected(int day) {
        Command night = collect(day);
        assertThat(night.exit()).as(night.err()).isZero();
    }

    private Command collect(int day, String... more) {
        return Command.run(Stream.concat(
                        Stream.of(
                                "collect",
                                "--date",
                                day(day).toString(),
                                "--conf",
                                conf.toString(),
                                "--set",
                                "storage.root=" + root.resolve(storage)),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private List<String> events(int day) {
        return Frames.lines(
                read(Events.TABLE, day).select("user_id", "video_id", "event_time", "watch_ms", "dt", "delivered"));
    }

    private List<String> accounting(int day) {
        return Frames.lines(read(CollectedRows.TABLE, day)
                .filter(col("source").startsWith("events."))
                .select("outcome", "reason", "rows"));
    }

    private Dataset<Row> read(Table table, int day) {
        return new TableStore(spark(), root.resolve(storage).toString()).read(table, List.of(day(day)));
    }

    private void deliver(String file, String... lines) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, String.join("\n", lines));
    }

    private static LocalDate day(int day) {
        return FIRST.plusDays(day - 1L);
    }

    private static String play(String user, String video, String at, int ms) {
        return "{\"user\":\"%s\",\"video\":\"%s\",\"at\":\"%s\",\"ms\":%d,\"what\":\"play\"}"
                .formatted(user, video, at, ms);
    }
}
