package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.DriftChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nights over files with a fault that no single row shows: each ends before it trains, and names the fault. */
@Tag("slow")
class DriftNightTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");
    private static final int DAYS = 10;
    private static final int FILES = 4;
    private static final int USERS = 300;
    private static final int VIDEOS = 1200;
    private static final int PLAYS = 8;

    private static final String CONF = """
            reelrank {
              storage.root = "%2$s/out"
              sources {
                root = "%1$s", zone = UTC
                events.log {
                  path = "events/{yyyy-MM-dd}/*", format = jsonl
                  columns {
                    event_id = id, user_id = user, video_id = video, event_time { column = ts, unit = ms }
                    watch_ms { column = watch, unit = ms }, traffic_source = page
                    kind { column = action, values { play = play, like = like } }
                  }
                }
                videos.catalogue {
                  path = "videos/*", format = jsonl
                  columns { video_id = video, creator_id = creator, tags { column = tags, separator = "|" } }
                }
              }
              collect { window-days = 9, late-days = 1 }
              clean.window-days = 7
              features { window-days = 7, test-days = 1 }
              report.windows = [1]
              drift { least-days = 2, least-rows = 200 }
            }
            """;

    /** What is wrong with tonight's files, and the figure that shows it. */
    private enum Fault {
        HALF_THE_FILES("'events.log, rows': "),
        NO_LIKES("'events.log, rows with like': 0.00%, usually "),
        SECONDS("'events.log, watch_ms, median': "),
        RENAMED_USERS("'user_index, new users': 300, usually 0 to 0 on 2 days"),
        NO_TAGS("'videos.catalogue, rows with tags': 0.00%, usually 100.00% to 100.00%"),
        NULL_COLUMN("'events.log, rows with traffic_source': 0.00%, usually ");

        private final String finding;

        Fault(String finding) {
            this.finding = finding;
        }
    }

    @TempDir
    private static Path usual;

    private static int runs;

    @TempDir
    private Path root;

    /** Runs the nights before, so that the dictionaries of ids have a past too. */
    @BeforeAll
    static void runTheNightsBefore() throws IOException {
        spark();
        for (int ago = DAYS; ago >= 1; ago--) {
            deliver(usual, DATE.minusDays(ago), (day, row) -> row);
        }
        videos(usual, "cats|fun");
        for (int ago = 3; ago >= 1; ago--) {
            Command night = night(usual, DATE.minusDays(ago));
            assertThat(night.exit()).as(night.err()).isZero();
        }
    }

    @Test
    void anOrdinaryDayPasses() throws IOException {
        copyThePast();
        deliver(usual, DATE, (day, row) -> row);

        Command night = night(root, DATE);

        assertThat(night.exit()).as(night.err()).isZero();
        assertThat(Frames.lines(new TableStore(spark(), root.resolve("out").toString())
                        .read(DriftChecks.TABLE, List.of(DATE))
                        .select(DriftChecks.SOURCE, DriftChecks.FIGURE, DriftChecks.OUTCOME)))
                .contains(
                        "events.log | rows | usual",
                        "events.log | watch_ms, median | usual",
                        "videos.catalogue | rows with tags | usual")
                .noneMatch(check -> check.endsWith("refused"));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultEndsTheNightBeforeItTrains(Fault fault) throws IOException {
        copyThePast();
        deliver(usual, DATE, (file, row) -> faulty(fault, file, row));
        videos(usual, fault == Fault.NO_TAGS ? "" : "cats|fun");

        Command night = night(root, DATE);

        assertThat(night.exit()).as(night.err()).isEqualTo(3);
        assertThat(night.err()).contains("the input is unusual: ", fault.finding, "--set drift.on-unusual=warn");
        assertThat(night(root, DATE, "--set", "drift.on-unusual=warn").exit()).isZero();
    }

    private static Map<String, String> faulty(Fault fault, int file, Map<String, String> row) {
        switch (fault) {
            case HALF_THE_FILES -> {
                return file < FILES / 2 ? row : null;
            }
            case NO_LIKES -> {
                return row.get("action").equals("like") ? null : row;
            }
            case SECONDS ->
                row.computeIfPresent("watch", (name, ms) -> ms.isEmpty() ? ms : "" + Integer.parseInt(ms) / 1000);
            case RENAMED_USERS -> row.computeIfPresent("user", (name, user) -> "app-" + user);
            case NULL_COLUMN -> row.remove("page");
            case NO_TAGS -> {}
        }
        return row;
    }

    private void copyThePast() throws IOException {
        FileUtils.copyDirectory(
                usual.resolve("out").toFile(), root.resolve("out").toFile());
        FileUtils.deleteDirectory(usual.resolve("events/" + DATE).toFile());
    }

    private static Command night(Path storage, LocalDate date, String... more) throws IOException {
        Path conf = Files.writeString(storage.resolve("my.conf"), CONF.formatted(usual, storage));
        List<String> arguments = new ArrayList<>(
                List.of("nightly", "--conf", conf.toString(), "--date", date.toString(), "--to", "drift"));
        arguments.addAll(List.of(more));
        // A run is named after its start.
        Instant start = date.plusDays(1).atTime(2, 30).toInstant(ZoneOffset.UTC).plusSeconds(60L * runs++);
        return Command.runAt(start, arguments.toArray(String[]::new));
    }

    private static void videos(Path root, String tags) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int video = 0; video < VIDEOS; video++) {
            lines.add(SmallDay.json(SmallDay.row("video=v" + video, "creator=c" + video % 40, "tags=" + tags)));
        }
        write(root.resolve("videos/all.jsonl"), lines);
    }

    /** Writes the files of a day. A row's change gets the number of its file; a row that becomes null is left out. */
    private static void deliver(
            Path root, LocalDate day, BiFunction<Integer, Map<String, String>, Map<String, String>> change)
            throws IOException {
        Random random = new Random(day.toEpochDay());
        Instant begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        List<List<String>> files = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            files.add(new ArrayList<>());
        }
        for (int play = 0; play < USERS * PLAYS; play++) {
            int file = play % FILES;
            Instant time = begin.plusSeconds(play);
            boolean isLiked = random.nextInt(10) == 0;
            String user = "u" + play % USERS;
            String video = "v" + random.nextInt(VIDEOS);
            int watch = 2000 + random.nextInt(18_000);
            List<Map<String, String>> rows = new ArrayList<>();
            rows.add(row(time, "p%s-%d".formatted(day, play), user, video, "play", "" + watch));
            if (isLiked) {
                rows.add(row(time.plusSeconds(9), "l%s-%d".formatted(day, play), user, video, "like", ""));
            }
            for (Map<String, String> row : rows) {
                Map<String, String> changed = change.apply(file, row);
                if (changed != null) {
                    files.get(file).add(SmallDay.json(changed));
                }
            }
        }
        for (int file = 0; file < FILES; file++) {
            if (!files.get(file).isEmpty()) {
                write(root.resolve("events/%s/%d.jsonl".formatted(day, file)), files.get(file));
            }
        }
    }

    private static Map<String, String> row(
            Instant time, String id, String user, String video, String action, String watch) {
        return SmallDay.row(
                "id=" + id,
                "user=" + user,
                "video=" + video,
                "ts=" + time.toEpochMilli(),
                "action=" + action,
                "watch=" + watch,
                "page=feed");
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines.stream().collect(Collectors.joining("\n", "", "\n")));
    }
}
