package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.SegmentPopularity;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.TestPositives;
import io.reelrank.core.tables.TrainingSplit;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.core.tables.Videos;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Six days of a simulated platform, delivered clean and in order, leave the same tables as the same days with 5%
 * corrupted rows and out of order.
 *
 * <p>Corrupted rows are repeated on the same or the next day, one or two days late, or broken or with a wrong time and
 * corrected on the next day. Out of order means: one file is delivered after later days were collected; one file is
 * shuffled and delivered with the next day's files; and one file of each day is delivered again on the next day, under
 * another name.
 *
 * <p>{@code scripts/prove-delivery} does the same with 10 million events and can go on to the features.
 */
class DeliveryTest extends SparkTest {
    private static final String SIZE = "reelrank.delivery.events";
    private static final long EVENTS = Long.getLong(SIZE, 5_000);
    // About as many in six days.
    private static final int EVENTS_PER_USER = 170;
    private static final int DAYS = 6;
    // Rows of these days that are up to two days late are still delivered.
    private static final int CORRUPTED_DAYS = DAYS - 2;
    // Five kinds on four of six days: 5% of all rows.
    private static final double SHARE_PER_KIND = 0.05 / 5 * DAYS / CORRUPTED_DAYS;
    private static final int FILES_PER_DAY = 3;
    private static final LocalDate FIRST = LocalDate.parse("2022-04-30");

    @TempDir
    private static Path root;

    @BeforeAll
    static void deliverAndCollect() throws IOException {
        SparkSession spark = spark();
        if (System.getProperty(SIZE) != null) {
            // Tests interpret queries. With so many rows, compiling is faster.
            spark.conf().set("spark.sql.codegen.wholeStage", "true");
            spark.conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
        }
        simulate("clean", 0);
        simulate("dirty", SHARE_PER_KIND);
        for (int day = 0; day < CORRUPTED_DAYS; day++) {
            Files.copy(file(day, 0), again(day));
        }
        shuffle(file(1, 2), file(2, 2).resolveSibling("of-the-day-before.jsonl.gz"));
        Path lateFile = Files.move(file(0, 1), root.resolve("late-file"));
        night("collect", "dirty", 4);
        Files.move(lateFile, file(0, 1));
        night("collect", "dirty", DAYS - 1);
        night("collect", "clean", DAYS - 1);
    }

    @Test
    void bothDeliveriesLeaveTheSameEvents() {
        assertSame(
                all("dirty", Events.TABLE).drop("delivered"),
                all("clean", Events.TABLE).drop("delivered"));
    }

    @Test
    void bothDeliveriesLeaveTheSameVideosAndUsers() {
        assertSame(last("dirty", Videos.TABLE), last("clean", Videos.TABLE));
        assertSame(last("dirty", Users.TABLE), last("clean", Users.TABLE));
    }

    @Test
    void everyRowIsAccountedForAndEveryCorruptedRowFound() {
        Map<String, Long> read = lines("dirty");
        Map<String, Long> counted = counts(accounting("dirty").groupBy("file"));
        assertThat(counted).isEqualTo(read);

        Map<String, Long> outcomes = counts(accounting("dirty").groupBy("outcome"));
        Map<String, Long> corrupted = counts(spark().read()
                .parquet(root.resolve("dirty/truth/dirt").toString())
                .groupBy("kind"));
        long accepted = total(lines("clean"), "");
        long deliveredAgain = 0;
        for (int day = 0; day < CORRUPTED_DAYS; day++) {
            deliveredAgain += read.get("file:" + again(day));
        }
        assertThat(counts(accounting("clean").groupBy("outcome"))).isEqualTo(Map.of("accepted", accepted));
        assertThat(outcomes)
                .isEqualTo(Map.of(
                        "accepted", accepted,
                        "repeat", deliveredAgain + total(corrupted, "repeated"),
                        "rejected", total(corrupted, "broken") + total(corrupted, "clock")));
        System.out.printf(
                Locale.ROOT,
                "%,d rows = %s; in files delivered again %,d; corrupted %s; late %,d of the accepted%n",
                total(read, ""),
                outcomes,
                deliveredAgain,
                corrupted,
                all("dirty", Events.TABLE).filter("delivered > dt").count());
        counts(accounting("dirty").filter("outcome = 'rejected'").groupBy("reason"))
                .forEach((reason, rows) -> System.out.printf(Locale.ROOT, "rejected: %,d %s%n", rows, reason));
    }

    /** Compared by ids: a number follows the day of the id's first row, which may have been late. */
    @Test
    @EnabledIfSystemProperty(named = "reelrank.delivery.to", matches = "features")
    void bothDeliveriesLeaveTheSameFeatures() {
        List.of("dirty", "clean").forEach(delivery -> night("nightly", delivery, DAYS - 1, "--to", "features"));
        for (Table table : List.of(
                Suspects.TABLE,
                Interactions.TABLE,
                TrainingSplit.TABLE,
                TestPositives.TABLE,
                VideoPopularity.TABLE,
                SegmentPopularity.TABLE,
                VideoFeatures.TABLE,
                CreatorTies.TABLE,
                UserProfiles.TABLE,
                VideoQuality.TABLE)) {
            assertSame(byId("dirty", table), byId("clean", table));
        }
    }

    private static void simulate(String delivery, double share) {
        long users = EVENTS / EVENTS_PER_USER;
        Stream<String> corruption = Stream.of("repeated", "repeated-next-day", "late", "broken", "clock")
                .map(kind -> "corruption." + kind + "=" + share);
        Stream<String> platform = Stream.of(
                "start-date=" + FIRST,
                "days=" + DAYS,
                "users=" + users,
                "new-users-per-day=" + users / 100,
                "videos=" + Math.max(200, users / 10),
                "files-per-day=" + FILES_PER_DAY,
                "truth=beside",
                "corruption.corrected=1",
                "corruption.days=" + CORRUPTED_DAYS);
        run(
                Stream.of("simulate", "--out", root.resolve(delivery).toString()),
                Stream.concat(platform, corruption).map(setting -> "simulate." + setting));
    }

    private static void night(String command, String delivery, int day, String... more) {
        run(
                Stream.concat(
                        Stream.of(
                                command,
                                "--date",
                                FIRST.plusDays(day).toString(),
                                "--conf",
                                Command.HOME.resolve("conf/sample.conf").toString()),
                        Stream.of(more)),
                Stream.of(
                        "sources.root=" + root.resolve(delivery),
                        "storage.root=" + storage(delivery),
                        // Two days late, in a file that is a day late.
                        "collect.late-days=3"));
    }

    private static void run(Stream<String> command, Stream<String> settings) {
        Command done = Command.run(Stream.concat(command, settings.flatMap(setting -> Stream.of("--set", setting)))
                .toArray(String[]::new));
        assertThat(done.exit()).as(done.err()).isZero();
        done.out().lines().filter(line -> line.contains(" done ")).forEach(System.out::println);
    }

    private static String storage(String delivery) {
        return root.resolve("out-" + delivery).toString();
    }

    /** A file of the dirty delivery. */
    private static Path file(int day, int part) {
        return root.resolve("dirty/events/dt=%s/part-%05d.jsonl.gz".formatted(FIRST.plusDays(day), part));
    }

    private static Path again(int day) {
        return file(day + 1, 0).resolveSibling("again.jsonl.gz");
    }

    private static void shuffle(Path from, Path to) throws IOException {
        List<String> lines = read(from).collect(Collectors.toList());
        Collections.shuffle(lines, new Random(1));
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(to))) {
            gzip.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Files.delete(from);
    }

    private static Stream<String> read(Path file) {
        try {
            return new BufferedReader(new InputStreamReader(
                            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))
                    .lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of lines of each file of events. */
    private static Map<String, Long> lines(String delivery) {
        try (Stream<Path> files = Files.walk(root.resolve(delivery).resolve("events"))) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> "file:" + file, file -> read(file).count()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dataset<Row> accounting(String delivery) {
        return all(delivery, CollectedRows.TABLE).filter("source like 'events.%'");
    }

    private static Map<String, Long> counts(RelationalGroupedDataset groups) {
        return groups.agg(sum("rows")).collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
    }

    private static long total(Map<String, Long> counts, String prefix) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static TableStore store(String delivery) {
        return new TableStore(spark(), storage(delivery));
    }

    private static Dataset<Row> all(String delivery, Table table) {
        TableStore store = store(delivery);
        return store.read(table, List.copyOf(store.manifests(table).keySet()));
    }

    private static Dataset<Row> last(String delivery, Table table) {
        return store(delivery).read(table, List.of(FIRST.plusDays(DAYS - 1)));
    }

    private static Dataset<Row> byId(String delivery, Table table) {
        Dataset<Row> rows = last(delivery, table);
        for (Table index : List.of(UserIndex.TABLE, VideoIndex.TABLE)) {
            String idx = index.schema().fieldNames()[1];
            if (List.of(rows.columns()).contains(idx)) {
                String id = index.schema().fieldNames()[0];
                rows = rows.drop(id)
                        .join(last(delivery, index).select(id, idx), idx)
                        .drop(idx);
            }
        }
        return rows;
    }

    private static void assertSame(Dataset<Row> dirty, Dataset<Row> clean) {
        Column[] columns = Arrays.stream(clean.columns()).map(name -> col(name)).toArray(Column[]::new);
        Dataset<Row> differing = clean.withColumn("times", lit(1))
                .unionByName(dirty.withColumn("times", lit(-1)))
                .groupBy(columns)
                .agg(sum("times").as("times"))
                .filter("times <> 0");
        assertThat(Frames.lines(differing.limit(5)))
                .as(
                        "rows that only one delivery has; times is below 0 for the dirty one: %s",
                        List.of(differing.columns()))
                .isEmpty();
    }
}
