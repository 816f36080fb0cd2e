package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks a day whose mapping is right, and days on which one thing is wrong. */
class CheckCommandTest extends SparkTest {
    private static final String CONF = """
            reelrank {
              sources {
                root = "%1$s", zone = Asia/Shanghai
                events.log {
                  path = "log/{yyyy-MM-dd}/*", format = csv
                  columns {
                    user_id = user, video_id = video, event_time { column = ts, unit = s }
                    watch_ms { column = watch, unit = s }, kind { column = action, values { play = play } }
                  }
                }
                videos.all { path = "videos.csv", format = csv, columns { video_id = video, creator_id = creator } }
                users.all { path = "users.csv", format = csv, columns { user_id = user } }
              }
              storage.root = "%1$s/out"
              spark.spark.sql.shuffle.partitions = 2
            }
            """;
    private static final int ROWS = 48;
    // The first second of 2022-05-06 in China.
    private static final long BEGIN = 1_651_766_400L;

    @TempDir
    private Path root;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    @BeforeEach
    void deliver() throws IOException {
        write("check.conf", CONF.formatted(root));
        write("log/2022-05-06/a.csv", log("v", "u"));
        write("videos.csv", "video,creator\n" + ids("v%1$d,c%1$d\n"));
        write("users.csv", "user\n" + ids("u%d\n"));
    }

    @Test
    void onAGoodDayNothingLooksOdd() throws IOException {
        List<Path> before = temporary();
        Command checked = check();
        assertThat(checked.out())
                .contains(
                        "What a night of 2022-05-06 reads",
                        "events.log: 48 rows of 1 days = 48 accepted + 0 repeats + 0 rejected",
                        "events, the first of 48 rows:",
                        "2022-05-05 16:30:00",
                        "videos, the first of 10 rows:",
                        "Nothing looks odd.");
        assertThat(root.resolve("out")).doesNotExist();
        assertThat(temporary()).containsExactlyElementsOf(before);
    }

    @Test
    void onlySomeRowsOfAFileAreRead() {
        assertThat(check("--rows", "5").out()).contains("at most 5 rows", "events.log: 5 rows of 1 days");
        Command refused = run("--rows", "0");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err().lines()).hasSizeLessThan(3);
    }

    @Test
    void aWatchTimeInTheWrongUnit() {
        String millis = "sources.events.log.columns.watch_ms.unit=ms";
        assertThat(check("--set", millis).out())
                .contains("half of watch_ms are below 9 ms: is its unit s instead of ms?")
                .doesNotContain("Nothing looks odd");
    }

    @Test
    void aWatchTimeThatIsMuchTooLong() throws IOException {
        write("log/2022-05-06/a.csv", log("v", "u").replace(",9,play", ",12000,play"));
        assertThat(check().out()).contains("half of watch_ms are above 3.3 h: is its unit ms or us instead?");
    }

    @Test
    void aTimeInTheWrongUnitRejectsAllRows() {
        assertThat(check("--set", "sources.events.log.columns.event_time.unit=ms")
                        .out())
                .contains(
                        "event_time looks like seconds since 1970: set unit = s: 48 rows",
                        "no event was collected: look at the reasons of the rejected rows above");
    }

    @Test
    void theWrongZone() {
        assertThat(check("--set", "sources.zone=UTC").out())
                .contains(
                        "33% of the events happened on another day than that of their file (16 before it, 0 after it):"
                                + " is sources.zone (UTC) right, and event_time?");
        assertThat(check("--set", "sources.zone=Pacific/Auckland").out()).contains("(0 before it, 8 after it)");
    }

    @Test
    void eventsInTheMiddleOfTheNight() throws IOException {
        write(
                "log/2022-05-06/a.csv",
                "user,video,ts,watch,action\n"
                        + IntStream.range(0, ROWS)
                                .mapToObj(i -> "u%d,v%d,%d,9,play\n".formatted(i % 10, i % 10, BEGIN + 3 * 3600 + i))
                                .collect(Collectors.joining()));
        assertThat(check().out())
                .contains("100% of the events are between 02:00 and 06:00 in Asia/Shanghai: is sources.zone right?");
    }

    @Test
    void idsThatJoinNothing() throws IOException {
        write("log/2022-05-06/a.csv", log("video-", "user-"));
        assertThat(check().out())
                .contains(
                        "no event has a video_id that is in the videos of this day: are the ids of both written alike?",
                        "no event has a user_id that is in the users of this day");
    }

    @Test
    void videosThatAreMissingFromTheCatalogue() throws IOException {
        write("videos.csv", "video,creator\nv1,c1\nv2,c2\n");
        assertThat(check().out())
                .contains("79% of the events have a video_id that is in no source of videos: is a file missing");
    }

    @Test
    void aCatalogueOfNewVideosIsNotOdd() throws IOException {
        write("videos/2022-05-06.csv", "video,creator\nv1,c1\nv2,c2\n");
        assertThat(check("--set", "sources.videos.all.path=\"videos/{yyyy-MM-dd}.csv\"")
                        .out())
                .contains(
                        "79% of the events have a video_id that is not in the videos of this day alone. That is right where",
                        "Nothing looks odd.");
    }

    @Test
    void noVideoAtAll() throws IOException {
        write("videos.csv", "video,creator\nv1,\n");
        assertThat(check().out()).contains("no video was collected", "creator_id is missing");
    }

    @Test
    void aPlatformWithoutUsersIsNotOdd() throws IOException {
        write("check.conf", CONF.formatted(root).replaceAll("users.all .*", ""));
        assertThat(check().out()).contains("Nothing looks odd.");
    }

    @Test
    void whatCannotBeReadIsOneLine() throws IOException {
        assertRefused("has no file for 2022-05-04: expected " + root, "--date", "2022-05-04");
        assertRefused("has no column uid; it has", "--set", "sources.events.log.columns.user_id=uid");
        write("log/2022-05-06/a.csv", "");
        assertRefused("is empty (0 bytes)");
        write("check.conf", "reelrank.sources {}");
        Command unmapped = run();
        assertThat(unmapped.exit()).isEqualTo(2);
        assertThat(unmapped.err()).startsWith("reelrank: no sources").doesNotContain("\tat ");
    }

    private Command check(String... more) {
        Command checked = run(more);
        assertThat(checked.exit()).as(checked.err()).isZero();
        return checked;
    }

    private void assertRefused(String message, String... more) {
        Command refused = run(more);
        assertThat(refused.exit()).as(refused.err()).isEqualTo(4);
        assertThat(refused.err()).contains(message).doesNotContain("\tat ");
        assertThat(refused.err().lines()).hasSize(1);
    }

    private Command run(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("check", "--conf", root.resolve("check.conf").toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--date")) {
            arguments.addAll(List.of("--date", "2022-05-06"));
        }
        return Command.run(arguments.toArray(String[]::new));
    }

    private static String log(String video, String user) {
        return "user,video,ts,watch,action\n"
                + IntStream.range(0, ROWS)
                        .mapToObj(
                                i -> "%s%d,%s%d,%d,9,play\n".formatted(user, i % 10, video, i % 10, BEGIN + 1800L * i))
                        .collect(Collectors.joining());
    }

    private static String ids(String line) {
        return IntStream.range(0, 10).mapToObj(line::formatted).collect(Collectors.joining());
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("reelrank-"))
                    .sorted()
                    .toList();
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
