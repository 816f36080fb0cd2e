package io.reelrank.workbench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.SparkTest;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.settings.SimulateSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorTest extends SparkTest {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern TIME = Pattern.compile("\"ts\":(\\d+)");

    @TempDir
    private Path folder;

    @Test
    void filesAreTheSameBytesOnAnyPartitioning() {
        SimulateSettings settings = Worlds.corrupted();
        Path one = write(settings, "one");
        spark().conf().set("spark.sql.shuffle.partitions", "1");
        try {
            Path two = folder.resolve("two");
            new Simulator(settings, 7).write(spark(), two.toString());
            assertThat(files(two)).isEqualTo(files(one));
        } finally {
            spark().conf().set("spark.sql.shuffle.partitions", "4");
        }
        // Three sources, three days, two files per day, and no checksum files.
        assertThat(files(one)).hasSize(3 * 3 * 2);
    }

    @Test
    void usersAreSimulatedIndependently() {
        String plan = new SimulatedRows(spark(), Worlds.corrupted(), 100)
                .events()
                .queryExecution()
                .executedPlan()
                .toString();
        // The plan maps numbers to rows and does nothing else, so the cost is linear in the rows.
        assertThat(plan).contains("Range (0, 330").doesNotContain("Join", "Exchange", "Broadcast", "Aggregate");
    }

    @Test
    void aLongerPeriodOnlyAddsDays() {
        Map<String, String> three = files(write(Worlds.corrupted(), "three"));
        Map<String, String> five = files(write(Worlds.corrupted("days=5"), "five"));
        assertThat(five).hasSize(3 * 5 * 2).containsAllEntriesOf(three);
    }

    @Test
    void rewritingReplacesTheSimulatedDaysAndKeepsOthers() {
        Path out = write(Worlds.small("files-per-day=3", "days=4"), "again");
        write(Worlds.small("files-per-day=1"), "again");
        assertThat(files(out)).hasSize(3 * (3 + 3));
    }

    @Test
    void rowCountsByKindAreThoseOfTheFiles() {
        SimulateSettings settings = Worlds.corrupted("truth=beside");
        Path out = folder.resolve("corrupted");
        SimulatedFiles written = new Simulator(settings).write(spark(), out.toString());

        assertThat(kinds(spark().read().parquet(out.resolve("truth/dirt").toString())))
                .isEqualTo(kinds(written.eventsByKind()))
                .containsOnlyKeys(Stream.of(LogCorruption.Kind.values())
                        .map(LogCorruption.Kind::spelling)
                        .toArray(String[]::new));
        assertThat(written.eventsByKind()).hasSize(3);
        Set<String> bots = new HashSet<>();
        spark().read()
                .parquet(out.resolve("truth/users").toString())
                .filter("is_bot")
                .select("user_id")
                .collectAsList()
                .forEach(row -> bots.add(row.getString(0)));
        assertThat(bots).isNotEmpty();
        Set<String> known = new HashSet<>();
        written.eventsByKind().forEach((day, counts) -> {
            Map<String, Long> counted = counted(out, day, bots, known);
            Map<String, Long> expected = new TreeMap<>(counts);
            assertThat(counted).as(day.toString()).isEqualTo(expected);
        });
    }

    @Test
    void rowsAreSortedByTimeAndIdsAreUnique() {
        Path out = write(Worlds.small(), "sorted");
        List<String> ids = new ArrayList<>();
        for (Path file : list(out.resolve("events"))) {
            List<String> lines = lines(file);
            assertThat(lines.stream().map(line -> Long.parseLong(found(TIME, line))))
                    .isSorted();
            lines.forEach(line -> ids.add(found(ID, line)));
        }
        assertThat(ids).hasSizeGreaterThan(10_000).doesNotHaveDuplicates();
    }

    @Test
    void eventsBelongToTheDayOfThePlatformsZone() {
        Path out = write(Worlds.small(), "zone");
        Dataset<Row> events = spark().read()
                .json(out.resolve("events").toString())
                .withColumn(
                        "day",
                        functions.to_date(functions.from_utc_timestamp(
                                functions.timestamp_millis(functions.col("ts")), "Asia/Shanghai")));
        assertThat(events.filter("day <> dt").count()).isZero();
        assertThat(events.filter("watch_ms is not null and action <> 'play'").count())
                .isZero();
        assertThat(events.filter("watch_ms is null and action = 'play'").count())
                .isZero();
    }

    @Test
    void videosAndUsersAreReadableTables() {
        SimulateSettings settings = Worlds.small("leave-share-per-day=0.02");
        Path out = write(settings, "tables");
        Dataset<Row> videos = spark().read()
                .option("header", "true")
                .option("escape", "\"")
                .option("mode", "FAILFAST")
                .csv(out.resolve("videos").toString());
        assertThat(videos.filter("dt = '2022-04-30' and status = 'online'").count())
                .isEqualTo(625);
        assertThat(videos.filter("dt = '2022-05-01' and status = 'online'").count())
                .isEqualTo(25);
        assertThat(videos.filter("dt > '2022-04-30' and status <> 'online'").count())
                .isBetween(10L, 50L);
        assertThat(videos.filter("title like '%,%'").count()).isPositive();
        assertThat(videos.filter("title like '\"%\"%'").count()).isPositive();
        assertThat(videos.filter("duration_ms not between 5000 and 600000").count())
                .isZero();
        Dataset<Row> users =
                spark().read().option("header", "true").csv(out.resolve("users").toString());
        assertThat(users.groupBy("dt").count().orderBy("dt").collectAsList())
                .extracting(row -> row.getLong(1))
                .containsExactly(310L, 10L, 10L);

        Dataset<Row> left = videos.filter("status <> 'online'").selectExpr("video_id as video", "dt as gone");
        Dataset<Row> events = spark().read().json(out.resolve("events").toString());
        assertThat(events.join(left, "video").filter("dt >= gone").count()).isZero();
    }

    @Test
    void aDayWithoutNewUsersOrVideosHasFiles() {
        Path out = write(Worlds.small("new-users-per-day=0", "new-videos-per-day=0", "leave-share-per-day=0"), "quiet");
        assertThat(lines(out.resolve("users/dt=2022-05-01/part-00001.csv.gz"))).containsExactly(UserLines.HEADER);
        assertThat(lines(out.resolve("videos/dt=2022-05-02/part-00000.csv.gz"))).containsExactly(VideoLines.HEADER);
    }

    @Test
    void withoutTruthNoTruthIsWritten() {
        assertThat(write(Worlds.small(), "plain").resolve("truth")).doesNotExist();
    }

    @Test
    void theTruthTellsQuirksCravingsAndChanges() {
        SimulateSettings settings = Worlds.small(
                "truth=beside",
                "quirks { share = 0.5, craved-topics = 0.5 }",
                "change { day = 1, traffic = 0.5, fans-traffic = 0.1, taste = 0.5 }");
        Path out = write(settings, "quirks");
        Platform platform = new Platform(settings);
        Dataset<Row> creators =
                spark().read().parquet(out.resolve("truth/creators").toString());
        Dataset<Row> niches = spark().read().parquet(out.resolve("truth/niches").toString());
        Dataset<Row> changed =
                spark().read().parquet(out.resolve("truth/changed_users").toString());

        // 30 of 60 creators have one of ten quirks.
        assertThat(creators.groupBy("quirk").count().collectAsList())
                .hasSize(11)
                .allMatch(row -> row.getLong(1) == (row.getString(0).isEmpty() ? 30 : 3));
        assertThat(creators.filter("(quirk in ('strong_tag', 'weak_tag', 'suited_length')) <> (subject <> '')")
                        .count())
                .isZero();
        assertThat(creators.filter("quirk = 'suited_length'").collectAsList())
                .extracting(row -> row.<String>getAs("subject"))
                .isSubsetOf("under_15s", "15s_to_60s", "1m_to_3m", "over_3m");
        Row first = creators.filter("number = 7").head();
        Creator creator = platform.creator(7);
        assertThat(first)
                .isEqualTo(RowFactory.create(
                        "c0000007",
                        7L,
                        Niche.ALL.get(creator.niche()).english(),
                        Niche.ALL.get(creator.secondNiche()).english(),
                        creator.craft(),
                        creator.quirk().spelling(),
                        creator.subject()));
        assertThat(niches.filter("craved_tag <> ''").count()).isEqualTo(7);
        assertThat(niches.filter("fans_traffic = 0.1").count()).isEqualTo(7);
        assertThat(niches.filter("niche = 'food'").head().<String>getAs("craved_tag"))
                .isIn("", "探店");
        assertThat(changed.count()).isEqualTo(330);
        assertThat(changed.filter("active_share > 0.5").count()).isZero();
    }

    @Test
    void aWrongDateIsRefused() {
        assertThatThrownBy(() -> Worlds.small("start-date=yesterday"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("reelrank.simulate.start-date")
                .hasMessageContaining("a date such as 2022-04-30");
    }

    @Test
    void theSampleMappingIsAccepted() {
        Path conf = Path.of(System.getProperty("reelrank.basedir"), "conf", "sources", "sample.conf");
        Settings settings = Settings.load(Optional.of(conf), List.of());
        assertThat(settings.sources().events()).hasSize(1);
        assertThat(settings.sources().videos()).hasSize(1);
        assertThat(settings.sources().users()).hasSize(1);
    }

    @Test
    void theSimulatorWritesTheSampleData() {
        Path base = Path.of(System.getProperty("reelrank.basedir"));
        SimulateSettings settings = Settings.load(Optional.of(base.resolve("conf/sample-data.conf")), List.of())
                .simulate();
        Path again = write(settings, "samples");
        assertThat(texts(again)).isEqualTo(texts(base.resolve("data-samples")));
    }

    private Path write(SimulateSettings settings, String name) {
        Path out = folder.resolve(name);
        new Simulator(settings).write(spark(), out.toString());
        return out;
    }

    /** Counts the kinds by looking at the rows alone, independently of the simulator. */
    private static Map<String, Long> counted(Path out, LocalDate day, Set<String> bots, Set<String> known) {
        Map<String, Long> counts = new TreeMap<>();
        Set<String> before = new HashSet<>(known);
        for (Path file : list(out.resolve("events/dt=" + day))) {
            for (String line : lines(file)) {
                counts.merge(kind(line, day, bots, before, known), 1L, Long::sum);
            }
        }
        return counts;
    }

    private static String kind(String line, LocalDate day, Set<String> bots, Set<String> before, Set<String> known) {
        if (!line.endsWith("}")) {
            return "broken_cut";
        }
        if (!line.contains("\"user\":")) {
            return "broken_user";
        }
        if (line.contains("\"action\":\"teleport\"")) {
            return "broken_action";
        }
        if (line.contains("\"watch_ms\":-")) {
            return "broken_watch";
        }
        if (line.contains("\"ts\":\"n/a\"")) {
            return "broken_number";
        }
        LocalDate happened = Instant.ofEpochMilli(Long.parseLong(found(TIME, line)))
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toLocalDate();
        if (happened.isAfter(day)) {
            return "clock_ahead";
        }
        if (happened.isBefore(day.minusDays(2))) {
            return "clock_behind";
        }
        String id = found(ID, line);
        if (before.contains(id)) {
            return "repeated_next_day";
        }
        if (!known.add(id)) {
            return "repeated";
        }
        if (happened.isBefore(day)) {
            return "late";
        }
        return bots.contains(line.replaceAll(".*\"user\":\"(u\\d+)\".*", "$1")) ? "bot" : "clean";
    }

    private static Map<String, Long> kinds(Dataset<Row> rows) {
        Map<String, Long> kinds = new TreeMap<>();
        rows.collectAsList().forEach(row -> kinds.merge(row.getString(1), row.getLong(2), Long::sum));
        return kinds;
    }

    private static Map<String, Long> kinds(Map<LocalDate, Map<String, Long>> days) {
        Map<String, Long> kinds = new TreeMap<>();
        days.values().forEach(day -> day.forEach((kind, rows) -> kinds.merge(kind, rows, Long::sum)));
        return kinds;
    }

    private static String found(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return matcher.group(1);
    }

    private static Map<String, String> files(Path root) {
        Map<String, String> files = new HashMap<>();
        for (Path file : list(root)) {
            try {
                files.put(
                        root.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    // Another zlib may compress the same rows to other bytes.
    private static Map<String, List<String>> texts(Path root) {
        Map<String, List<String>> texts = new TreeMap<>();
        list(root).stream()
                .filter(file -> file.toString().endsWith(".gz"))
                .forEach(file -> texts.put(root.relativize(file).toString(), lines(file)));
        return texts;
    }

    private static List<Path> list(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
