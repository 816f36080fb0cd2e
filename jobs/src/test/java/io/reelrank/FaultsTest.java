package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.PublicationReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nights that are killed, stopped or run out of space leave what was published, and run again to the same tables. */
@Tag("faults")
class FaultsTest {
    private static final String BEFORE = "2022-05-05";
    private static final String DATE = "2022-05-06";
    private static final int KILLED = 128 + 9;

    /** Where a night is killed, in the order in which it comes there. */
    private static final List<String> POINTS = List.of(
            // Each stage, with a part of its tables written.
            "before replace .*/tables/events/",
            "after replace .*/tables/videos/",
            "before replace .*/tables/suspects/",
            "after replace .*/tables/suspects/",
            "before replace .*/tables/day_pairs/",
            "in replace .*/tables/interactions/",
            "before replace .*/tables/user_factors/",
            "after replace .*/tables/model_quality/",
            "before replace .*/tables/fallback_recommendations/",
            "before replace .*/tables/creator_video_report/",
            "before replace .*/drafts/.*/index.html",
            "before replace .*/tables/gate_results/",
            // Publication.
            "before replace .*/published/runs/.*/pages/index.html",
            "before replace .*/published/runs/.*_MANIFEST",
            "after replace .*/published/runs/.*_MANIFEST",
            "in replace .*/published/LATEST",
            "after replace .*/published/LATEST",
            "after replace .*/published/index.html",
            "after replace .*/tables/publications/",
            // Expiry.
            "before delete .*/tables/.*_MANIFEST",
            "after delete .*/tables/.*_MANIFEST",
            "before delete .*/published/runs/.*/run=\\w+$",
            "after delete .*/runs/.*/run=\\w+$",
            // The end.
            "before replace .*/run.json",
            "after replace .*/run.json");

    /** So that something expires in the second night. */
    private static final String[] EXPIRING = {
        "--set", "storage.keep-days { events = 1, state = 1, others = 1 }", "--set", "serve.keep-versions=2"
    };

    @TempDir
    private static Path roots;

    private static Path undisturbed;
    private static Path start;

    @BeforeAll
    static void runUndisturbedNights() throws IOException {
        undisturbed = roots.resolve("undisturbed");
        start = roots.resolve("start");
        assertThat(night(BEFORE, undisturbed).exit()).isZero();
        copy(undisturbed, start);
        assertThat(night(DATE, undisturbed).exit()).isZero();
    }

    @Test
    void aNightThatIsKilledAnywhereRunsAgainToTheSame() throws Exception {
        Path root = copied("killed");
        try (Readers readers = new Readers(root)) {
            for (String point : POINTS) {
                Process night = NightProcess.over(DATE, root, "io.reelrank.core.files.FaultPoint", killed(point));
                assertThat(lastLines(night)).as(point).isEqualTo(KILLED + "");
            }
            Command night = night(DATE, root, EXPIRING);
            assertThat(night.exit()).as(night.err()).isZero();
            assertThat(readers.faults()).isEmpty();
            assertThat(readers.reads()).isGreaterThan(POINTS.size());
        }
        assertSameAsUndisturbed(root);
        assertThat(expire(root)).isEqualTo("nothing has expired under %s\n".formatted(root));
    }

    @Test
    void aTableThatIsReplacedWhenTheNightIsKilledIsWhole() throws Exception {
        Path root = copied("replaced");
        assertThat(night(DATE, root).exit()).isZero();
        for (String point : List.of(
                "after replace .*/tables/events/",
                "before delete .*/tables/users/.*/run=",
                "after delete .*/tables/videos/")) {
            Process night =
                    NightProcess.over(DATE, root, "io.reelrank.core.files.FaultPoint", point, "nightly", "--force");
            assertThat(lastLines(night)).as(point).isEqualTo(KILLED + "");
        }
        assertThat(night(DATE, root).exit()).isZero();
        assertSameAsUndisturbed(root);
    }

    @Test
    void aRunThatSleptPastItsLeasePublishesNothing() throws Exception {
        Path root = copied("slept");
        String[] brief = {"--set", "storage.lease-seconds=4", "--set", "storage.clock-margin-seconds=0"};
        Process slept = NightProcess.over(
                DATE,
                root,
                "io.reelrank.Main",
                Stream.concat(Stream.of("nightly"), Stream.of(brief)).toArray(String[]::new));
        try (BufferedReader err = slept.errorReader(StandardCharsets.UTF_8)) {
            assertThat(NightProcess.readUntil(err, "clean: done after ")).isTrue();
            signal(slept, "STOP");
            Command early = night(DATE, root, brief);
            assertThat(early.exit()).isEqualTo(75);
            assertThat(early.err()).contains("has the lease of ", "wait for it");
            Thread.sleep(Duration.ofSeconds(5).toMillis());
            Process second = NightProcess.over(
                    DATE,
                    root,
                    "io.reelrank.Main",
                    Stream.concat(Stream.of("nightly"), Stream.of(brief)).toArray(String[]::new));
            try (BufferedReader secondErr = second.errorReader(StandardCharsets.UTF_8)) {
                assertThat(NightProcess.readUntil(secondErr, "features: done after "))
                        .isTrue();
                signal(slept, "CONT");
                assertThat(slept.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(slept.exitValue()).isEqualTo(75);
                assertThat(String.join("\n", err.lines().toList()))
                        .contains("this run lost its lease of %s to run ".formatted(root));
                assertThat(pointer(root).get("date").asText()).isEqualTo(BEFORE);
                secondErr.lines().forEach(line -> {});
                assertThat(second.waitFor(5, TimeUnit.MINUTES)).isTrue();
            }
            assertThat(second.exitValue()).isZero();
        } finally {
            slept.destroyForcibly();
        }
        assertSameAsUndisturbed(root);
    }

    @Test
    void ofTwoNightsAtOnceOneRunsAndTheOtherChangesNothing() throws Exception {
        Path root = copied("two");
        Process first = NightProcess.over(DATE, root, "io.reelrank.Main", "collect");
        Process second = NightProcess.over(DATE, root, "io.reelrank.Main", "collect");
        List<String> ends = List.of(lastLines(first), lastLines(second));
        assertThat(ends).anyMatch(end -> end.equals("0")).anyMatch(end -> end.startsWith("75"));
        assertThat(ends.stream().filter(end -> end.startsWith("75")).findFirst().orElseThrow())
                .contains("has the lease of ");
        try (Stream<Path> runs = Files.list(root.resolve("runs/date=" + DATE))) {
            assertThat(runs).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=9m", "ro"})
    void aDiskThatIsFullOrReadOnlyIsToldAndTheNightRunsAgain(String fault) throws Exception {
        Path root = Files.createDirectories(roots.resolve("disk-" + fault.replaceAll("\\W", "")));
        run("mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", root.toString());
        try {
            copy(start, root);
            Process night = NightProcess.over(DATE, root, "io.reelrank.Main", "nightly");
            try (BufferedReader err = night.errorReader(StandardCharsets.UTF_8)) {
                assertThat(NightProcess.readUntil(err, "collect: done after ")).isTrue();
                // What is there stays, and nothing more fits; or nothing can be written at all.
                run("mount", "-o", "remount," + fault, root.toString());
                String told = String.join("\n", err.lines().toList());
                assertThat(night.waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(night.exitValue()).as(told).isEqualTo(5);
                assertThat(told)
                        .containsPattern(
                                fault.equals("ro") ? "reelrank: cannot write .*/tables/" : "No space left on device");
            }
            assertThat(pointer(root).get("date").asText()).isEqualTo(BEFORE);
            run("mount", "-o", "remount,rw,size=1g", root.toString());
            Command again = night(DATE, root);
            assertThat(again.exit()).as(again.err()).isZero();
            assertSameAsUndisturbed(root);
        } finally {
            run("umount", "-l", root.toString());
        }
    }

    @Test
    void everyFlippedBitIsFoundWithItsFile() throws IOException {
        Path root = roots.resolve("flipped");
        copy(undisturbed, root);
        Random random = new Random(7);
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().matches(".*/(tables|published/runs)/.*part-[^/]*\\.parquet"))
                    .filter(file -> file.toString().contains("=" + DATE))
                    .sorted()
                    .toList();
        }
        for (int flip = 0; flip < 100; flip++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            int place = random.nextInt(bytes.length);
            bytes[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            boolean isPublished = file.toString().contains("/published/");
            Command verify = isPublished ? verify(root, DATE) : verify(root, "--tables", DATE);
            assertThat(verify.exit())
                    .as("%s, byte %d: %s", file, place, verify.err())
                    .isEqualTo(5);
            assertThat(verify.out()).contains(file.getFileName().toString());
            restore(file);
        }
        assertThat(verify(root, DATE).exit()).isZero();
        assertThat(verify(root, "--tables", DATE).exit()).isZero();
    }

    private static void restore(Path file) throws IOException {
        Path original = undisturbed.resolve(roots.resolve("flipped").relativize(file));
        Files.write(file, Files.readAllBytes(original));
    }

    /** Readers that poll while a night is killed: all that they read is one whole publication. */
    private static final class Readers implements AutoCloseable {
        private static final long PAUSE_NANOS = 200_000_000;

        private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicBoolean isDone = new AtomicBoolean();
        private final Thread thread;

        Readers(Path root) {
            PublicationReader reader = new PublicationReader(root.toString(), new Configuration());
            thread = new Thread(() -> {
                while (!isDone.get()) {
                    try {
                        Publication publication = reader.latest().orElseThrow();
                        faults.addAll(reader.damages(publication));
                        reads.incrementAndGet();
                    } catch (RuntimeException e) {
                        faults.add(e.toString());
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            });
            thread.start();
        }

        List<String> faults() {
            return List.copyOf(faults);
        }

        int reads() {
            return reads.get();
        }

        @Override
        public void close() {
            isDone.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String[] killed(String point) {
        return Stream.concat(Stream.of(point, "nightly"), Stream.of(EXPIRING)).toArray(String[]::new);
    }

    /** The exit code of a process, and behind it what it said if it is not a signal's. */
    private static String lastLines(Process process) throws IOException, InterruptedException {
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            String told = String.join("\n", err.lines().toList());
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            int exit = process.exitValue();
            return exit == KILLED || exit == 0 ? exit + "" : exit + "\n" + told;
        }
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        run("kill", "-" + name, Long.toString(process.pid()));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static Command night(String date, Path root, String... more) {
        return Command.overSampleOf(date, "nightly", root, more);
    }

    private static Command verify(Path root, String... arguments) {
        return Command.run(Stream.concat(
                        Stream.concat(Stream.of("verify"), Stream.of(arguments)),
                        Stream.of("--set", "storage.root=" + root))
                .toArray(String[]::new));
    }

    private static String expire(Path root) {
        return Command.run(Stream.concat(
                                Stream.of("expire", "--dry-run", "--set", "storage.root=" + root), Stream.of(EXPIRING))
                        .toArray(String[]::new))
                .out();
    }

    private static void assertSameAsUndisturbed(Path root) throws IOException {
        assertThat(digests(root)).isEqualTo(digests(undisturbed));
        assertThat(verify(root).out()).contains("is as it was published");
        assertThat(pointer(root).get("date").asText()).isEqualTo(DATE);
        assertThat(published(root)).isEqualTo(published(undisturbed));
    }

    private static JsonNode pointer(Path root) throws IOException {
        return new ObjectMapper().readTree(root.resolve("published/LATEST.json").toFile());
    }

    /** The rows of each published dataset, by what determined them. */
    private static Map<String, String> published(Path root) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        new ObjectMapper()
                .readTree(root.resolve(pointer(root).get("manifest").asText()).toFile())
                .get("datasets")
                .forEach(dataset -> digests.put(
                        dataset.get("name").asText(),
                        dataset.get("rows") + " " + dataset.get("inputs").toString()));
        return digests;
    }

    /** The digest of each table of the night, but for the two whose rows name the run or tell how long it took. */
    private static Map<String, String> digests(Path root) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> tables = Files.list(root.resolve("tables"))) {
            for (Path table : tables.toList()) {
                Path manifest = table.resolve("dt=%s/_MANIFEST.json".formatted(DATE));
                if (!table.endsWith("publications") && !table.endsWith("training_sweeps")) {
                    digests.put(
                            table.getFileName().toString(),
                            new ObjectMapper()
                                    .readTree(manifest.toFile())
                                    .get("digest")
                                    .asText());
                }
            }
        }
        return digests;
    }

    private static Path copied(String name) throws IOException {
        Path root = roots.resolve(name);
        copy(start, root);
        return root;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
