package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.settings.PseudonymKey;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.Users;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a night with a key leaves on disk tells nobody's id: tables, pages, records, event logs, logs and shuffle files. */
@Tag("slow")
class PseudonymNightTest extends SparkTest {
    private static final LocalDate DAY = LocalDate.parse("2022-05-06");
    private static final String USER = "canary-user-";
    private static final String TITLE = "canary-title";
    private static final String SECRET = "canary-hmac-key-value";
    private static final String KEY = "canary-key-of-thirty-two-bytes-or-more";
    private static final String OTHER_KEY = "another-key-of-thirty-two-bytes-or-more";
    private static final List<String> WORDS = List.of(USER, TITLE, SECRET, KEY);

    @TempDir
    private static Path root;

    private static Path conf;

    @BeforeAll
    static void runNights() throws Exception {
        spark();
        TinyPlatform platform = new TinyPlatform(root, ZoneOffset.UTC, USER);
        conf = platform.open();
        Files.writeString(conf, Files.readString(conf) + """
                reelrank.recommend.creator-ids = own
                reelrank.collect.max-rejected-share = 0.5
                reelrank.spark."spark.sql.parquet.compression.codec" = uncompressed
                reelrank.spark."spark.my.hmacKey" = "%s"
                """.formatted(SECRET));
        for (int ago = 2; ago >= 0; ago--) {
            platform.deliver(DAY.minusDays(ago), withCanaries(platform.rows(DAY.minusDays(ago))));
        }
        night("keyed", Map.of("REELRANK_PRIVACY_KEY", KEY));
        night("open", Map.of());
    }

    /** Rows with a column that nobody maps, and rows that are rejected, each with an id. */
    private static List<Map<String, String>> withCanaries(List<Map<String, String>> rows) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Map<String, String> row : rows) {
            Map<String, String> more = new LinkedHashMap<>(row);
            more.put("title", TITLE);
            all.add(more);
        }
        all.add(SmallDay.row("user=" + USER + "late", "video=v1", "ts=1", "action=play", "title=" + TITLE));
        all.add(SmallDay.row("user=" + USER + "\u0007", "video=v1", "ts=1", "action=play", "title=" + TITLE));
        all.add(SmallDay.row("user=" + USER + "kind", "video=v1", "ts=x", "action=" + USER, "title=" + TITLE));
        return all;
    }

    private static void night(String name, Map<String, String> environment) throws Exception {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.createDirectories(folder.resolve("events"));
        Path own = Files.writeString(
                folder.resolve("night.conf"),
                "include file(\"%s\")%nreelrank.storage.root = \"%s\"%nreelrank.privacy.key.secret = ${?REELRANK_PRIVACY_KEY}%n"
                        .formatted(conf, folder.resolve("out")));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx1g", "-XX:+UseParallelGC"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        Map<String, String> spark = new LinkedHashMap<>();
        spark.put("spark.master", "local[2]");
        spark.put("spark.eventLog.enabled", "true");
        spark.put("spark.eventLog.compress", "false");
        spark.put("spark.eventLog.dir", folder.resolve("events").toUri().toString());
        spark.put("spark.local.dir", folder.resolve("local").toString());
        spark.put("spark.shuffle.compress", "false");
        spark.put("spark.shuffle.spill.compress", "false");
        spark.put("spark.extraListeners", Canaries.class.getName());
        // The word of users in parts: the event log tells the settings.
        spark.put(Canaries.WORDS, "canary-user-,canary-title");
        spark.put(Canaries.FOUND, root.resolve(name + "-found.txt").toString());
        spark.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-Dlog4j2.configurationFile=" + log(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.reelrank.Main",
                "nightly",
                "--date",
                DAY.toString(),
                "--conf",
                own.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("night.log").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("night.log")))
                .isZero();
        Files.delete(own);
    }

    /** Everything that Spark tells at its usual level. */
    private static Path log() throws IOException {
        return Files.writeString(root.resolve("log4j2.properties"), """
                rootLogger.level = info
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d %p %c: %m%n%ex
                """);
    }

    @Test
    void noFileOfAKeyedNightHoldsACanary() {
        assertThat(Canaries.finds(root.resolve("keyed/out"), WORDS)).isEmpty();
        assertThat(Canaries.finds(root.resolve("keyed/night.log"), WORDS)).isEmpty();
        assertThat(root.resolve("keyed-found.txt")).as("shuffle files").doesNotExist();
        // Of the settings of this test, the event log tells the words.
        assertThat(Canaries.finds(root.resolve("keyed/events"), List.of(USER + "1", USER + "late", SECRET, KEY)))
                .isEmpty();
    }

    @Test
    void theSearchFindsThemWhereThereIsNoKey() throws IOException {
        assertThat(Canaries.finds(root.resolve("open/out"), WORDS))
                .anyMatch(find -> find.startsWith(USER + " in tables/events/"))
                .anyMatch(find -> find.startsWith(USER + " in tables/rejected_events/"))
                .anyMatch(find -> find.startsWith(TITLE + " in tables/rejected_events/"))
                .anyMatch(find -> find.startsWith(USER + " in published/"))
                .noneMatch(find -> find.startsWith(SECRET));
        assertThat(Files.readString(root.resolve("open-found.txt"))).contains(USER + " in ");
    }

    @Test
    void theRowsAreThoseWithoutAKey() {
        UserIds userIds = UserIds.under(new PseudonymKey(KEY));
        TableStore keyed = new TableStore(spark(), root.resolve("keyed/out").toString());
        TableStore open = new TableStore(spark(), root.resolve("open/out").toString());

        assertThat(Frames.lines(keyed.read(CollectedRows.TABLE, List.of(DAY))))
                .isEqualTo(Frames.lines(open.read(CollectedRows.TABLE, List.of(DAY))));
        assertThat(Frames.lines(keyed.read(RejectedEvents.TABLE, List.of(DAY)).drop("raw")))
                .isEqualTo(Frames.lines(
                        open.read(RejectedEvents.TABLE, List.of(DAY)).drop("raw")));
        assertThat(Frames.lines(keyed.read(Recommendations.TABLE, List.of(DAY)).select("user_id")))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 24)
                        .mapToObj(i -> userIds.of(USER + i))
                        .toList());
    }

    @Test
    void manifestsAndTheRecordNameTheKey() throws IOException {
        String id = new PseudonymKey(KEY).id();
        TableStore keyed = new TableStore(spark(), root.resolve("keyed/out").toString());

        assertThat(keyed.manifest(Users.TABLE, DAY).flatMap(UserIds::keyId)).contains(id);
        assertThat(Canaries.finds(root.resolve("keyed/out/published"), List.of(id)))
                .anyMatch(find -> find.endsWith("_MANIFEST.json"));
        assertThat(Canaries.finds(root.resolve("keyed/out/runs"), List.of("pseudonyms under key " + id)))
                .anyMatch(find -> find.endsWith("run.json"));
    }

    @Test
    void aUserIsFoundByTheRawIdWhereTheKeyIs() throws IOException {
        Command user = user(KEY, USER + "3");

        assertThat(user.exit()).as(user.err()).isZero();
        assertThat(user.out())
                .startsWith("user " + UserIds.under(new PseudonymKey(KEY)).of(USER + "3") + " on 2022-05-06")
                .contains("recommended videos");
        Command byPseudonym = user(
                KEY,
                "--pseudonym",
                "--id=" + UserIds.under(new PseudonymKey(KEY)).of(USER + "3"));
        assertThat(byPseudonym.out()).isEqualTo(user.out());
    }

    @Test
    void aNightUnderAnotherKeyIsRefused() throws IOException {
        Command other = command(OTHER_KEY, "nightly", "--dry-run", "--date", "2022-05-07");

        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err())
                .contains("holds pseudonyms under key %s, and reelrank.privacy.key is key %s: give that key as"
                        .formatted(new PseudonymKey(KEY).id(), new PseudonymKey(OTHER_KEY).id()));
        assertThat(user(OTHER_KEY, USER + "3").exit()).isEqualTo(2);
    }

    private static Command user(String key, String... id) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("user"));
        arguments.addAll(List.of(id));
        return command(key, arguments.toArray(String[]::new));
    }

    private static Command command(String key, String... arguments) throws IOException {
        Path file = Files.writeString(root.resolve("key.txt"), key + "\n");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--conf",
                conf.toString(),
                "--set",
                "storage.root=" + root.resolve("keyed/out"),
                "--set",
                "privacy.key.file=" + file));
        return Command.run(all.toArray(String[]::new));
    }
}
