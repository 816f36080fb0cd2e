package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.stage.Stage;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.TrainingSweeps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixty nights with a moved clock, which are several times each age at which files expire: storage stops growing, and
 * every table is that of a root where nothing expires. Some nights are refused, some have no files, and killed runs
 * leave files. With fewer nights a third of them would be too short for files to reach their ages.
 */
@Tag("year")
class YearTest extends SparkTest {
    private static final LocalDate FIRST = LocalDate.parse("2022-01-01");
    private static final int NIGHTS = 60;
    // Storage is compared over the last third of the nights and the third before it. The places are of each third.
    private static final int SPAN = NIGHTS / 3;
    private static final Set<Integer> REFUSED = Set.of(2, 3, 4);
    private static final Set<Integer> UNDELIVERED = Set.of(5, 6);
    private static final int GATE_REFUSED = 3;
    private static final int INPUT_MISSING = 4;
    private static final int LEFTOVER_BYTES = 200_000;
    private static final List<String> SHORT = ages(8, 3, 5, 3);
    private static final List<String> LONG = ages(36_500, 36_500, 36_500, 1_000);

    @TempDir
    private static Path root;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    /** The size of a folder, without what ninety nights add to: this test has fewer. */
    private record Size(long bytes, long files) {}

    @Test
    void storageStopsGrowingAndNoResultChanges() throws IOException {
        TinyPlatform platform = new TinyPlatform(root, ZoneOffset.UTC);
        Path conf = platform.open();
        Path kept = root.resolve("kept");
        Path expiring = root.resolve("expiring");
        List<Size> sizes = new ArrayList<>();
        List<LocalDate> undelivered = new ArrayList<>();
        System.out.println("night | exit |     bytes | files | bytes with nothing expired | its files");
        for (int night = 1; night <= NIGHTS; night++) {
            LocalDate date = FIRST.plusDays(night - 1L);
            undelivered.add(date);
            if (!UNDELIVERED.contains(place(night))) {
                for (LocalDate day : undelivered) {
                    platform.deliver(day);
                }
                undelivered.clear();
            }
            List<Path> left = place(night) % 10 == 0 ? leftovers(expiring, date) : List.of();

            int exit = night(night, conf, expiring, SHORT);
            assertThat(night(night, conf, kept, LONG)).isEqualTo(exit);

            assertThat(left).allSatisfy(path -> assertThat(path).doesNotExist());
            Size size = size(expiring);
            Size all = size(kept);
            sizes.add(size);
            System.out.printf(
                    "%5d | %4d | %,9d | %5d | %,26d | %9d%n",
                    night, exit, size.bytes(), size.files(), all.bytes(), all.files());
            if (night == NIGHTS) {
                assertThat(all.bytes()).isGreaterThan(2 * size.bytes());
            }
        }
        List<Size> before = sizes.subList(NIGHTS - 2 * SPAN, NIGHTS - SPAN);
        List<Size> last = sizes.subList(NIGHTS - SPAN, NIGHTS);
        long most = before.stream().mapToLong(Size::bytes).max().orElseThrow();
        // Days differ by what users happened to watch.
        assertThat(last.stream().mapToLong(Size::bytes).max().orElseThrow()).isLessThanOrEqualTo(most + most / 50);
        assertThat(last.stream().mapToLong(Size::files).max().orElseThrow())
                .isLessThanOrEqualTo(
                        before.stream().mapToLong(Size::files).max().orElseThrow());
        assertThat(digests(expiring)).doesNotContainValue("absent").isEqualTo(digests(kept));
        // The trend over ninety nights needs these.
        assertThat(store(expiring).manifests(ModelQuality.TABLE).keySet())
                .isEqualTo(store(kept).manifests(ModelQuality.TABLE).keySet());
    }

    /** The place of a night in its third. */
    private static int place(int night) {
        return (night - 1) % SPAN;
    }

    private static List<String> ages(int events, int state, int others, int versions) {
        return List.of(
                "storage.keep-days.events=" + events,
                "storage.keep-days.state=" + state,
                "storage.keep-days.others=" + others,
                "serve.keep-versions=" + versions);
    }

    private static int night(int night, Path conf, Path storage, List<String> ages) {
        LocalDate date = FIRST.plusDays(night - 1L);
        Instant start = date.plusDays(1).atTime(2, 30).toInstant(ZoneOffset.UTC);
        List<String> arguments = new ArrayList<>(List.of("nightly", "--conf", conf.toString()));
        List<String> values = new ArrayList<>(ages);
        values.add("storage.root=" + storage);
        if (REFUSED.contains(place(night))) {
            values.addAll(List.of(
                    "gate.max-largest-share=0", "gate.small.users=0", "gate.small.videos=0", "gate.small.rows=0"));
        }
        values.forEach(value -> arguments.addAll(List.of("--set", value)));
        Command command = Command.runAt(start, arguments.toArray(String[]::new));
        int expected =
                REFUSED.contains(place(night)) ? GATE_REFUSED : UNDELIVERED.contains(place(night)) ? INPUT_MISSING : 0;
        assertThat(command.exit()).as("night %d: %s", night, command.err()).isEqualTo(expected);
        String published = Command.run("versions", "--set", "storage.root=" + storage)
                .out()
                .lines()
                .filter(line -> line.startsWith("*"))
                .map(line ->
                        line.substring(1).strip().substring(0, date.toString().length()))
                .findFirst()
                .orElse("");
        if (expected == 0) {
            assertThat(published).isEqualTo(date.toString());
        } else {
            assertThat(published).isNotEmpty().isNotEqualTo(date.toString());
        }
        return command.exit();
    }

    /** Writes what a killed run leaves, and returns it. */
    private static List<Path> leftovers(Path storage, LocalDate date) throws IOException {
        List<Path> left = List.of(
                storage.resolve("tables/events/dt=%s/run=killed".formatted(date.minusDays(1))),
                storage.resolve("tables/user_factors/dt=%s/run=killed".formatted(date.plusDays(1))),
                storage.resolve("tables/interactions/_temporary"),
                storage.resolve("scratch/run=killed"),
                storage.resolve("published/runs/date=%s/run=killed".formatted(date.minusDays(1))));
        for (Path folder : left) {
            Files.createDirectories(folder);
            Files.write(folder.resolve("part-0.parquet"), new byte[LEFTOVER_BYTES]);
        }
        return left;
    }

    private static Size size(Path storage) {
        long bytes = 0;
        long files = 0;
        try (Stream<Path> all = Files.walk(storage)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(path -> !path.startsWith(storage.resolve("tables/" + ModelQuality.TABLE.name())))
                    // The trend over these nights is drawn in it.
                    .filter(path -> !path.endsWith("model.html"))
                    .toList()) {
                bytes += Files.size(file);
                files++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Size(bytes, files);
    }

    /** The digests of the last night's tables, but of the one that says how long training took. */
    private static Map<String, String> digests(Path storage) {
        Map<String, String> digests = new TreeMap<>();
        LocalDate last = FIRST.plusDays(NIGHTS - 1L);
        for (Stage stage : NightlyPipeline.of(TestSettings.with()).stages()) {
            for (Table table : stage.writes()) {
                if (!table.equals(TrainingSweeps.TABLE)) {
                    digests.put(
                            table.name(),
                            store(storage)
                                    .manifest(table, last)
                                    .map(Manifest::digest)
                                    .orElse("absent"));
                }
            }
        }
        return digests;
    }

    private static TableStore store(Path storage) {
        return new TableStore(spark(), storage.toString());
    }
}
