package io.reelrank.night.serve;

import static io.reelrank.core.store.Field.required;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.Command;
import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.lease.LeaseException;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.PublishedDataset;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationWriterTest extends SparkTest {
    private static final Table NUMBERS =
            Table.of("numbers", "Numbers.", List.of("id"), required("id", DataTypes.LongType, "A number."));
    private static final Table MORE =
            Table.of("more_numbers", "More numbers.", List.of("id"), required("id", DataTypes.LongType, "A number."));

    @TempDir
    private Path root;

    private PublicationWriter writer;
    private PublicationPointer pointer;
    private PublicationReader reader;

    @BeforeEach
    void open() {
        Storage storage = new Storage(new Configuration());
        writer = new PublicationWriter(storage, hadoopRoot());
        pointer = new PublicationPointer(storage, hadoopRoot());
        reader = new PublicationReader(root.toString(), new Configuration());
    }

    @Test
    void aReaderFollowsThePointerToOneNight() throws IOException {
        assertThat(reader.latest()).isEmpty();
        Publication first = published("2022-05-05", "r1", 3);
        assertThat(reader.latest()).isEmpty();
        pointer.move(first, PublicationPointer.NIGHT, Fence.ofPrivateRoot());
        Publication second = published("2022-05-06", "r2", 4);
        pointer.move(second, PublicationPointer.NIGHT, Fence.ofPrivateRoot());

        assertThat(reader.latest()).contains(second);
        assertThat(reader.pointer().orElseThrow().previous()).isEqualTo(first.path());
        assertThat(reader.all()).containsExactly(second, first);
        assertThat(Frames.lines(reader.open(spark(), second, "more_numbers"))).containsExactly("0", "1", "2", "3");
        assertThat(reader.open(spark(), first, "numbers").count()).isEqualTo(3);
        assertThat(reader.files(second, "numbers")).hasSize(1);
        assertThatThrownBy(() -> reader.files(second, "lists"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("%s has no dataset lists; it has [more_numbers, numbers]".formatted(second.path()));
        assertThat(Files.readString(root.resolve("published/index.html")))
                .contains("url=runs/date=2022-05-06/run=r2/pages/index.html");
        assertThat(root.resolve("published").resolve("runs/date=2022-05-06/run=r2/pages/creators/c1.html"))
                .content()
                .isEqualTo("c1");
    }

    @Test
    void everyDamageIsNamed() throws IOException {
        Publication publication = published("2022-05-06", "r1", 5);
        assertThat(reader.damages(publication)).isEmpty();
        Path folder = root.resolve(publication.path());
        Path file = Path.of(reader.files(publication, "numbers").get(0).toUri().getPath());
        byte[] bytes = Files.readAllBytes(file);

        for (int place = 0; place < bytes.length; place += 97) {
            bytes[place] ^= 4;
            rewrite(file, bytes);
            assertThat(reader.damages(publication))
                    .anyMatch(damage -> damage.contains(file.getFileName().toString()));
            bytes[place] ^= 4;
        }
        rewrite(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));
        assertThat(reader.damages(publication))
                .first()
                .asString()
                .endsWith("has %d bytes instead of %d".formatted(bytes.length - 3, bytes.length));
        Files.delete(file);
        assertThat(reader.damages(publication)).singleElement().asString().endsWith("is missing");
        rewrite(file, bytes);
        assertThat(reader.damages(publication)).isEmpty();
        Files.writeString(folder.resolve("numbers/part-more.parquet"), "more");
        assertThat(reader.damages(publication))
                .singleElement()
                .asString()
                .endsWith("numbers/part-more.parquet was not published");
        Files.delete(folder.resolve("numbers/part-more.parquet"));
        Files.writeString(folder.resolve("pages/creators/c1.html"), "c2");
        assertThat(reader.damages(publication))
                .singleElement()
                .asString()
                .endsWith("pages/creators/c1.html has other bytes than were published: its SHA-256 differs");
        Files.writeString(folder.resolve("pages/creators/c1.html"), "c1");
        Path manifest = folder.resolve("_MANIFEST.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"passed: fine\"", "\"passed: very fine\""));
        assertThat(reader.damages(reader.all().get(0)))
                .containsExactly(
                        publication.path() + "/_MANIFEST.json was changed after it was written: its seal does not fit");
    }

    @Test
    void commandsListVerifyAndGoBack() throws IOException {
        assertThat(command("versions").out()).isEqualTo("nothing is published under %s\n".formatted(root));
        for (List<String> reading : List.of(List.of("verify"), List.of("user", "u1"))) {
            assertThat(command(reading.toArray(String[]::new)).err())
                    .contains("reelrank: nothing is published under " + root);
        }
        Publication first = published("2022-05-05", "r1", 3);
        pointer.move(first, PublicationPointer.NIGHT, Fence.ofPrivateRoot());
        Publication second = published("2022-05-06", "r2", 1234);
        pointer.move(second, PublicationPointer.NIGHT, Fence.ofPrivateRoot());

        assertThat(command("versions").out())
                .containsPattern("\\*  2022-05-06  r2 .* 2,468 .*\n +2022-05-05  r1 .* 6 ")
                .containsPattern("\ncurrent since 20\\S+Z, by its night\n$");
        assertThat(command("verify").out())
                .startsWith(second.path() + " is as it was published: 2 datasets, 2,468 rows, ");
        assertThat(command("verify", "2022-05-05").exit()).isZero();
        assertThat(command("verify", "2022-05-04").err())
                .contains("nothing of 2022-05-04 is published under", "there is [2022-05-06, 2022-05-05]");

        assertThat(command("rollback").out()).startsWith("published is %s of 2022-05-05 again".formatted(first.path()));
        assertThat(reader.latest()).contains(first);
        assertThat(reader.pointer().orElseThrow().moved()).isEqualTo("rollback");
        assertThat(command("versions").out())
                .containsPattern("\ncurrent since 20\\S+Z, by a rollback from \\Q%s\\E\n$".formatted(second.path()));
        Command further = command("rollback");
        assertThat(further.exit()).isEqualTo(4);
        assertThat(further.err()).contains("no publication is older than the current one, of 2022-05-05");
        assertThat(command("rollback", "2022-05-05").err())
                .contains(first.path() + " is the current publication already, and there is no other of 2022-05-05");
        assertThat(command("rollback", "2022-05-06").exit()).isZero();
        assertThat(reader.latest()).contains(second);
        assertThat(root.resolve("lease/4.json")).content().contains("\"expires\" : \"\"");
    }

    @Test
    void aRollbackPassesOverDamagedPublicationsAndRefusesTheLast() throws IOException {
        Publication first = published("2022-05-04", "r1", 3);
        Publication second = published("2022-05-05", "r2", 3);
        Publication third = published("2022-05-06", "r3", 3);
        pointer.move(third, PublicationPointer.NIGHT, Fence.ofPrivateRoot());
        Files.delete(root.resolve(second.path()).resolve("pages/index.html"));
        Command passed = command("rollback");
        assertThat(passed.exit()).isZero();
        assertThat(passed.out())
                .contains(
                        "passed over %s, which is damaged in 1 places, the first: ".formatted(second.path()),
                        "published is %s of 2022-05-04 again".formatted(first.path()));
        assertThat(reader.latest()).contains(first);

        pointer.move(third, PublicationPointer.NIGHT, () -> 9);
        Files.delete(root.resolve(first.path()).resolve("pages/index.html"));
        Command refused = command("rollback");
        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.err()).contains("is damaged in 1 places, the first: ", "pages/index.html is missing");
        assertThat(reader.latest()).contains(third);
    }

    @Test
    void aRunOfAnEarlierLeaseDoesNotMoveThePointer() throws IOException {
        Publication first = published("2022-05-05", "r1", 3);
        pointer.move(first, PublicationPointer.NIGHT, () -> 7);
        Publication second = published("2022-05-06", "r2", 3);
        assertThatThrownBy(() -> pointer.move(second, PublicationPointer.NIGHT, () -> 6))
                .isInstanceOf(LeaseException.class)
                .hasMessage(
                        "run r1 moved %s under lease 7, and this run has lease 6: it publishes nothing",
                        pointer.file());
        assertThat(reader.latest()).contains(first);
        pointer.move(second, PublicationPointer.NIGHT, () -> 8);
        assertThat(reader.pointer().orElseThrow().fence()).isEqualTo(8);
    }

    @Test
    void ofOneDateTheLastWrittenIsTheNewestWhateverTheClockWas() throws IOException {
        Publication earlier = published("2022-05-05", "r9", 3);
        Publication written = published("2022-05-05", "r1", 3);
        Publication later = new Publication(
                        written.date(),
                        written.run(),
                        2,
                        written.path(),
                        written.datasets(),
                        written.indexes(),
                        written.pages(),
                        written.gates(),
                        written.settings(),
                        written.created(),
                        written.validUntil(),
                        written.previous(),
                        "")
                .sealed();
        writer.complete(later);
        assertThat(reader.all()).containsExactly(later, earlier);
    }

    @Test
    void aDamagedPointerIsMendedByARollback() throws IOException {
        Publication first = published("2022-05-05", "r1", 3);
        pointer.move(first, PublicationPointer.NIGHT, () -> 7);
        rewrite(root.resolve("published/LATEST.json"), new byte[0]);
        assertThat(command("versions").err()).contains("cannot read the pointer", "run reelrank rollback DATE");
        assertThat(command("rollback", "2022-05-05").exit()).isZero();
        assertThat(reader.latest()).contains(first);
    }

    @Test
    void aDeletedOrEditedPointerNamesTheWayBack() throws IOException {
        Publication first = published("2022-05-05", "r1", 3);
        Publication second = published("2022-05-06", "r2", 3);
        pointer.move(second, PublicationPointer.NIGHT, Fence.ofPrivateRoot());
        Path file = root.resolve("published/LATEST.json");
        rewrite(
                file,
                Files.readString(file)
                        .replace("\"" + second.path() + "\"", "\"" + first.path() + "\"")
                        .getBytes(UTF_8));
        Command edited = command("verify");
        assertThat(edited.exit()).isEqualTo(5);
        assertThat(edited.err())
                .contains("LATEST.json was changed after it was moved: run reelrank rollback 2022-05-06");
        Files.delete(file);
        for (String name : List.of("verify", "rollback")) {
            Command gone = command(name);
            assertThat(gone.exit()).isEqualTo(4);
            assertThat(gone.err()).contains("LATEST.json is not there; run reelrank rollback 2022-05-06");
        }
        assertThat(command("versions").out())
                .contains("2022-05-05", "LATEST.json is not there; run reelrank rollback 2022-05-06");
        assertThat(command("rollback", "2022-05-06").exit()).isZero();
        assertThat(command("verify").exit()).isZero();
    }

    @Test
    void aFileThatCannotBeReadIsNotCalledChanged() throws IOException {
        Publication publication = published("2022-05-06", "r1", 3);
        Path file = Path.of(reader.files(publication, "numbers").get(0).toUri().getPath());
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] ^= 4;
        // Hadoop's checksum beside it stays, so the file system refuses to read it.
        Files.write(file, bytes);
        assertThat(reader.damages(publication))
                .singleElement()
                .asString()
                .contains(file.getFileName() + " cannot be read: Checksum error");
    }

    @Test
    void aPointerToNothingNamesTheWayBack() throws IOException {
        Publication first = published("2022-05-05", "r1", 3);
        pointer.move(first, PublicationPointer.NIGHT, Fence.ofPrivateRoot());
        writer.discard(LocalDate.parse("2022-05-05"), "r1");
        assertThatThrownBy(() -> reader.latest())
                .isInstanceOf(StorageException.class)
                .hasMessageEndingWith("which is not there: run reelrank rollback");
    }

    @Test
    void anotherManifestThanThePublishedOneIsRefused() throws IOException {
        Publication publication = published("2022-05-05", "r1", 3);
        pointer.move(publication, PublicationPointer.NIGHT, Fence.ofPrivateRoot());
        writer.complete(publication.withPages(List.of()).sealed());
        assertThatThrownBy(() -> reader.latest())
                .isInstanceOf(StorageException.class)
                .hasMessageEndingWith("_MANIFEST.json is not the manifest that was published: run reelrank rollback");
        assertThat(command("verify").exit()).isEqualTo(5);
    }

    @Test
    void onePublicationWithoutAReadableManifestHidesNoOther() throws IOException {
        Publication first = published("2022-05-05", "r1", 3);
        pointer.move(first, PublicationPointer.NIGHT, Fence.ofPrivateRoot());
        Publication second = published("2022-05-06", "r2", 3);
        pointer.move(second, PublicationPointer.NIGHT, Fence.ofPrivateRoot());
        Path manifest = root.resolve(second.manifestPath());
        rewrite(manifest, "{".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(command("verify").err())
                .contains("cannot read ", "_MANIFEST.json as a Publication: ", " at line 1, column ")
                .doesNotContain("REDACTED");
        assertThat(command("versions").out())
                .contains("the pointer leads to %s, whose manifest is not there or damaged: run reelrank rollback"
                        .formatted(second.path()))
                .doesNotContain("current since");
        assertThat(command("rollback").exit()).isZero();
        assertThat(reader.latest()).contains(first);
    }

    @Test
    void readersNeverSeeAPartOrAMixture() throws IOException, InterruptedException, ExecutionException {
        List<Publication> two = List.of(published("2022-05-05", "r1", 1), published("2022-05-06", "r2", 2));
        pointer.move(two.get(0), PublicationPointer.NIGHT, Fence.ofPrivateRoot());
        AtomicBoolean isDone = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> seen = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                seen.add(readers.submit(() -> {
                    int reads = 0;
                    while (!isDone.get() || reads == 0) {
                        assertThat(two).contains(reader.latest().orElseThrow());
                        reads++;
                    }
                    return reads;
                }));
            }
            for (int swap = 0; swap < 300; swap++) {
                pointer.move(two.get(swap % 2), PublicationPointer.NIGHT, Fence.ofPrivateRoot());
            }
            isDone.set(true);
            for (Future<Integer> reads : seen) {
                assertThat(reads.get()).isPositive();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private Publication published(String date, String run, long rows) throws IOException {
        String path = Publication.path(date, run);
        List<PublishedDataset> datasets = Stream.of(MORE, NUMBERS)
                .map(table -> dataset(table, rows, path))
                .toList();
        Path drafts = Files.createDirectories(root.resolve("drafts/creators"));
        Files.writeString(drafts.resolve("c1.html"), "c1");
        Files.writeString(drafts.resolveSibling("index.html"), "index of " + date);
        Publication unsealed = new Publication(
                date,
                run,
                0,
                path,
                datasets,
                List.of(),
                List.of(),
                Map.of("check", "passed: fine"),
                "settings",
                "2022-05-07T01:00:00Z",
                "2022-05-08T04:00:00Z",
                "",
                "");
        Publication publication = unsealed.withPages(
                        writer.pages(new org.apache.hadoop.fs.Path(hadoopRoot(), "drafts"), unsealed.pagesPath()))
                .sealed();
        writer.complete(publication);
        return publication;
    }

    private PublishedDataset dataset(Table table, long rows, String path) {
        return writer.dataset(
                table,
                spark().range(rows).toDF("id"),
                new Manifest(table.name(), "", "", "", rows, "digest", List.of(), Map.of("input", "x")),
                path);
    }

    // Hadoop keeps a checksum of its own beside each file.
    private static void rewrite(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        Files.write(file, bytes);
    }

    private org.apache.hadoop.fs.Path hadoopRoot() {
        return new org.apache.hadoop.fs.Path(root.toString());
    }

    private Command command(String... arguments) {
        return Command.run(Stream.concat(Stream.of(arguments), Stream.of("--set", "storage.root=" + root))
                .toArray(String[]::new));
    }
}
