package io.reelrank.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.TestSettings;
import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.privacy.ErasureRecord;
import io.reelrank.core.privacy.Erasures;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.store.Field;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.Publications;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryTest {
    private static final Table EVENTS = table("events").living(Table.Lifetime.EVENTS);
    private static final Table USERS = table("users").living(Table.Lifetime.STATE);
    private static final Table SUMS = table("sums");
    private static final Table MODELS = table("models");

    @TempDir
    private Path root;

    private final Storage storage = new Storage(new Configuration());

    @Test
    void nothingExpiresBeforeTheFirstNight() throws IOException {
        day("events", 1, "r1");
        assertThat(expiry(1, 1, 1).expired()).isEmpty();
    }

    @Test
    void aDayGoesByTheAgeOfItsGroupUnlessANightReadsIt() throws IOException {
        for (int day = 1; day <= 20; day++) {
            for (String table : List.of("events", "users", "sums", "models", "of_another_pipeline")) {
                day(table, day, "r" + day);
            }
        }
        // The night of the 20th was refused, as were all after the 12th but the 13th.
        for (int day : List.of(8, 11, 12, 13)) {
            day("publications", day, "r" + day);
        }
        day("sums", 3, "r3");

        Expiry expiry = expiry(10, 1, 3);
        expiry.delete(expiry.expired());

        // The newest night is that of the 13th; what came after it is not old.
        assertThat(days("events")).isEqualTo(List.of(4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20));
        // The newest before the 13th, and the newest before the night after it.
        assertThat(days("users")).isEqualTo(List.of(12, 13, 14, 15, 16, 17, 18, 19, 20));
        // A window of five days is longer than three days.
        assertThat(days("sums")).isEqualTo(List.of(9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20));
        assertThat(days("models")).isEqualTo(List.of(11, 12, 13, 14, 15, 16, 17, 18, 19, 20));
        assertThat(days("of_another_pipeline")).isEqualTo(List.of(11, 12, 13, 14, 15, 16, 17, 18, 19, 20));
        assertThat(days("publications")).isEqualTo(List.of(11, 12, 13));
        assertThat(expiry.expired()).isEmpty();
    }

    @Test
    void theNewestPublishedNightStaysHoweverOldItIs() throws IOException {
        for (int day : List.of(1, 2, 3, 20)) {
            day("models", day, "r" + day);
        }
        for (int day : List.of(1, 2, 20)) {
            day("publications", day, "r" + day);
        }
        Expiry expiry = expiry(1, 1, 1);
        expiry.delete(expiry.expired());
        assertThat(days("models")).isEqualTo(List.of(2, 20));
        assertThat(days("publications")).isEqualTo(List.of(2, 20));
    }

    @Test
    void whatKilledRunsLeftGoes() throws IOException {
        day("publications", 20, "r20");
        day("events", 20, "r20");
        Path day = root.resolve("tables/events/dt=2022-05-20");
        file(day.resolve("run=killed/part-0.parquet"));
        file(day.resolve(".fresh-1.tmp"));
        file(root.resolve("tables/events/_temporary/0/task/part-1.parquet"));
        file(root.resolve("tables/events/dt=2022-05-21/run=killed/part-0.parquet"));
        file(root.resolve("scratch/run=killed/part-0.parquet"));
        file(root.resolve("drafts/date=2022-05-16/index.html"));
        file(root.resolve("drafts/date=2022-05-18/index.html"));
        file(root.resolve("drafts/mine/index.html"));
        file(root.resolve("checkpoints/date=2022-05-20/NOW-1/sweep-0003/state.json"));
        file(root.resolve("checkpoints/date=2022-05-21/NOW-1/sweep-0003/state.json"));
        file(root.resolve("runs/date=2022-05-16/run=r16/run.json"));
        file(root.resolve("published/runs/date=2022-05-19/run=killed/events/part-0.parquet"));

        Expiry expiry = expiry(10, 10, 3);
        assertThat(expiry.expired())
                .extracting(item -> root.toUri().relativize(item.path().toUri()).getPath() + ": " + item.reason())
                .map(line -> line.replace(root + "/", ""))
                .containsExactlyInAnyOrder(
                        "tables/events/dt=2022-05-20/run=killed: left by a run that was killed",
                        "tables/events/dt=2022-05-20/.fresh-1.tmp: left by a run that was killed",
                        "tables/events/_temporary: left by a run that was killed",
                        "tables/events/dt=2022-05-21: left by a run that was killed",
                        "scratch/run=killed: temporary files of a run that was killed",
                        "drafts/date=2022-05-16: older than 3 days",
                        "checkpoints/date=2022-05-20: checkpoints of a training that ended",
                        "runs/date=2022-05-16: older than 3 days",
                        "published/runs/date=2022-05-19/run=killed: a publication that a killed run left");
        expiry.delete(expiry.expired());
        assertThat(expiry.expired()).isEmpty();
        assertThat(day.resolve("run=r20/part-0.parquet")).exists();
        assertThat(root.resolve("tables/events/dt=2022-05-21")).doesNotExist();
        assertThat(root.resolve("published/runs/date=2022-05-19")).doesNotExist();
        assertThat(root.resolve("drafts/mine/index.html")).exists();
    }

    @Test
    void publicationsFromBeforeTheNightThatErasedGoOnceItsOwnIsCurrent() throws IOException {
        PublicationPointer pointer = new PublicationPointer(storage, hadoopRoot());
        pointer.move(publication(1), PublicationPointer.NIGHT, () -> 1);
        Erasures erasures = new Erasures(storage, hadoopRoot());
        erasures.request("r1-later", Instant.parse("2022-05-02T00:00:00Z"), List.of("u1"), "");
        // Of stages after the first, which erase nothing.
        pointer.move(publication(2), PublicationPointer.NIGHT, () -> 2);
        assertThat(expiry(1, 1, 1).expired()).as("pending").isEmpty();
        erasures.complete(erasures.pending(), "r3", Instant.parse("2022-05-03T00:00:00Z"), Map.of());
        assertThat(expiry(1, 1, 1).expired()).as("not published").isEmpty();

        pointer.move(publication(3), PublicationPointer.NIGHT, () -> 3);
        Expiry expiry = expiry(1, 1, 1);
        assertThat(expiry.expired())
                .extracting(item -> item.path().getName() + ": " + item.reason())
                .containsExactly("run=r1: from before an erasure", "run=r2: from before an erasure");
        expiry.delete(expiry.expired());
        assertThat(expiry.expired()).isEmpty();
    }

    @Test
    void hashesOfErasedUsersGoByTheirAgeAndTheRecordStays() throws IOException {
        day("publications", 20, "r20");
        Erasures erasures = new Erasures(storage, hadoopRoot());
        erasures.request("r1", Instant.parse("2021-01-01T00:00:00Z"), List.of("u1"), "");
        assertThat(expiry(1, 1, 1).expired())
                .as("not before a night has erased them")
                .isEmpty();
        erasures.complete(erasures.pending(), "r2", Instant.parse("2021-01-02T00:00:00Z"), Map.of());
        erasures.request("r19", Instant.parse("2022-05-19T00:00:00Z"), List.of("u2"), "");

        Expiry expiry = expiry(1, 1, 1);
        assertThat(expiry.expired())
                .extracting(item -> item.path().toString() + ": " + item.reason())
                .containsExactly(root + "/erasures/run=r1/hashes: hashes of erased users, older than 400 days");
        expiry.delete(expiry.expired());
        assertThat(erasures.records()).extracting(ErasureRecord::run).containsExactly("r1", "r19");
    }

    @Test
    void aRequestThatComesWhileANightErasesStaysPending() {
        Erasures erasures = new Erasures(storage, hadoopRoot());
        erasures.request("r1", Instant.parse("2021-01-01T00:00:00Z"), List.of("u1"), "");
        List<ErasureRecord> pending = erasures.pending();
        erasures.request("r2", Instant.parse("2021-01-01T01:00:00Z"), List.of("u2"), "");
        erasures.complete(pending, "r3", Instant.parse("2021-01-02T00:00:00Z"), Map.of());

        assertThat(erasures.pending()).extracting(ErasureRecord::run).containsExactly("r2");
        assertThat(erasures.lastRun()).contains("r3");
    }

    @Test
    void theNewestPublicationsTheCurrentAndTheOneBeforeItStay() throws IOException {
        PublicationPointer pointer = new PublicationPointer(storage, hadoopRoot());
        for (int day = 1; day <= 6; day++) {
            publication(day);
        }
        pointer.move(publication(1), PublicationPointer.NIGHT, () -> 1);
        pointer.move(publication(3), PublicationPointer.NIGHT, () -> 2);
        // Nobody knows what a publication is whose manifest cannot be read.
        Files.writeString(root.resolve(publication(2).manifestPath()), "{");

        Expiry expiry = expiry(1, 1, 1);
        assertThat(expiry.expired())
                .singleElement()
                .satisfies(item -> assertThat(item.path()).hasToString(root + "/published/runs/date=2022-05-04/run=r4"))
                .satisfies(item -> assertThat(item.files().get(0)).hasToString(item.path() + "/_MANIFEST.json"));
        expiry.delete(expiry.expired());
        try (Stream<Path> left = Files.list(root.resolve("published/runs"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder(
                            "date=2022-05-01",
                            "date=2022-05-02",
                            "date=2022-05-03",
                            "date=2022-05-05",
                            "date=2022-05-06");
        }
    }

    private Expiry expiry(int events, int state, int others) {
        Pipeline pipeline = new Pipeline(List.of(
                stage("collect", List.of(Input.before(USERS)), List.of(EVENTS, USERS)),
                stage("sum", List.of(Input.window(EVENTS, 4)), List.of(SUMS)),
                stage("model", List.of(Input.window(SUMS, 5), Input.published(MODELS)), List.of(MODELS)),
                stage("serve", List.of(), List.of(Publications.TABLE))));
        return new Expiry(
                pipeline,
                storage,
                hadoopRoot(),
                TestSettings.with(
                        "storage.keep-days.events=" + events,
                        "storage.keep-days.state=" + state,
                        "storage.keep-days.others=" + others,
                        "serve.keep-versions=2"));
    }

    private static Stage stage(String name, List<Input> reads, List<Table> writes) {
        return DeclaredStage.notRun(name, reads, writes, "");
    }

    private static Table table(String name) {
        return Table.of(name, "Rows.", List.of(), Field.optional("a", DataTypes.LongType, "A."));
    }

    private void day(String table, int day, String run) throws IOException {
        LocalDate date = LocalDate.of(2022, 5, day);
        Path folder = root.resolve("tables/%s/dt=%s".formatted(table, date));
        file(folder.resolve("run=%s/part-0.parquet".formatted(run)));
        Files.write(
                folder.resolve("_MANIFEST.json"),
                Json.bytes(new Manifest(table, date.toString(), run, "", 0, "", List.of(), Map.of())));
    }

    private Publication publication(int day) throws IOException {
        String date = "2022-05-0" + day;
        String run = "r" + day;
        Publication publication = new Publication(
                        date,
                        run,
                        0,
                        Publication.path(date, run),
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        "",
                        "",
                        "",
                        "",
                        "")
                .sealed();
        storage.replace(
                new org.apache.hadoop.fs.Path(hadoopRoot(), publication.manifestPath()), Json.bytes(publication));
        return publication;
    }

    private static void file(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    private List<Integer> days(String table) {
        try (Stream<Path> days = Files.list(root.resolve("tables/" + table))) {
            return days.map(day -> LocalDate.parse(day.getFileName().toString().substring(3))
                            .getDayOfMonth())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private org.apache.hadoop.fs.Path hadoopRoot() {
        return new org.apache.hadoop.fs.Path(root.toString());
    }
}
