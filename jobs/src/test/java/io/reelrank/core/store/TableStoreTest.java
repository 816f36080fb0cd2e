package io.reelrank.core.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.files.InputException;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.ReadBack;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableStoreTest extends SparkTest {
    private static final LocalDate MONDAY = LocalDate.of(2022, 5, 2);
    private static final LocalDate TUESDAY = LocalDate.of(2022, 5, 3);
    private static final LocalDate WEDNESDAY = LocalDate.of(2022, 5, 4);

    private static final Table TABLE = Table.of(
            "pets",
            "One row a pet.",
            List.of("name"),
            Field.required("name", DataTypes.StringType, "What it is called."),
            Field.optional("age", DataTypes.IntegerType, "In years."),
            Field.optional("born", DataTypes.TimestampType, "When, UTC."),
            Field.optional("toys", DataTypes.createArrayType(DataTypes.StringType, false), "What it plays with."));
    private static final String COLUMNS =
            "name string, age int, born timestamp, toys array<string>, dt date, extra string";

    @TempDir
    private Path root;

    private TableStore store;

    @BeforeEach
    void openStore() {
        store = new TableStore(spark(), root.toString());
    }

    @Test
    void fractionsAndTimesAreWrittenWithoutADictionary() throws IOException {
        Table table = Table.of(
                "vectors",
                "One row a vector.",
                List.of("name"),
                Field.required("name", DataTypes.StringType, "What it is called."),
                Field.required("share", DataTypes.DoubleType, "Its share."),
                Field.required("since", DataTypes.TimestampType, "Its first second."),
                Field.required("factors", DataTypes.createArrayType(DataTypes.FloatType, false), "Its numbers."),
                Field.required("friends", DataTypes.createArrayType(DataTypes.IntegerType, false), "Its friends."));
        store.write(
                table,
                Frames.of(
                        spark(),
                        "name string, share double, since timestamp, factors array<float>, friends array<int>, dt date",
                        "x | 0.5 | 2022-05-01 00:00:00 | [0.5, 0.5, 0.5] | [7, 7, 7] | 2022-05-02"),
                "run1",
                Map.of(MONDAY, Map.of()));

        try (Stream<Path> files = Files.walk(root)) {
            Path file = files.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(
                    new org.apache.hadoop.fs.Path(file.toUri()),
                    spark().sparkContext().hadoopConfiguration()))) {
                Map<String, Boolean> dictionaries = reader.getFooter().getBlocks().get(0).getColumns().stream()
                        .collect(Collectors.toMap(
                                column -> column.getPath().toDotString(), ColumnChunkMetaData::hasDictionaryPage));
                assertThat(dictionaries)
                        .containsEntry("share", false)
                        .containsEntry("since", false)
                        .containsEntry("factors.list.element", false)
                        .containsEntry("friends.list.element", true);
            }
        }
    }

    @Test
    void writtenRowsAreReadBack() {
        Manifest manifest = write(
                        "run1",
                        rows(
                                "ada | 3 | 2019-02-03 04:05:06.789012 | [\"ball\", \"bone\"] | 2022-05-02 | x",
                                "bob | null | null | null | 2022-05-02 | y"),
                        MONDAY)
                .get(MONDAY);

        Dataset<Row> read = store.read(TABLE, List.of(MONDAY));

        assertThat(read.columns()).containsExactly("name", "age", "born", "toys", "dt");
        assertThat(Frames.lines(read))
                .containsExactly(
                        "ada | 3 | 2019-02-03 04:05:06.789012 | [ball, bone] | 2022-05-02",
                        "bob | null | null | null | 2022-05-02");
        assertThat(manifest.table()).isEqualTo("pets");
        assertThat(manifest.day()).isEqualTo("2022-05-02");
        assertThat(manifest.run()).isEqualTo("run1");
        assertThat(manifest.rows()).isEqualTo(2);
        assertThat(manifest.from()).isEqualTo(Map.of("made by", "the test"));
        assertThat(manifest.files()).extracting(Manifest.DataFile::rows).satisfies(rows -> assertThat(
                        rows.stream().mapToLong(Long::longValue).sum())
                .isEqualTo(2));
        assertThat(store.manifest(TABLE, MONDAY)).contains(manifest);
    }

    @Test
    void noDaysGiveNoRows() {
        Dataset<Row> read = store.read(TABLE, List.of());
        assertThat(read.columns()).containsExactly("name", "age", "born", "toys", "dt");
        assertThat(Frames.lines(read)).isEmpty();
    }

    @Test
    void severalDaysAreWrittenAtOnceAndADayWithoutRowsIsEmpty() {
        Map<LocalDate, Manifest> manifests = write(
                "run1",
                rows("ada | 3 | null | null | 2022-05-02 | x", "ada | 4 | null | null | 2022-05-04 | x"),
                MONDAY,
                TUESDAY,
                WEDNESDAY);

        assertThat(manifests.values()).extracting(Manifest::rows).containsExactly(1L, 0L, 1L);
        assertThat(store.manifests(TABLE).keySet()).containsExactly(MONDAY, TUESDAY, WEDNESDAY);
        assertThat(Frames.lines(store.read(TABLE, List.of(TUESDAY)))).isEmpty();
        assertThat(Frames.lines(store.read(TABLE, List.of(MONDAY, TUESDAY, WEDNESDAY))))
                .containsExactly("ada | 3 | null | null | 2022-05-02", "ada | 4 | null | null | 2022-05-04");
    }

    @Test
    void aRewrittenDayReplacesTheFormerOneAndItsFolder() throws IOException {
        write("run1", rows("ada | 3 | null | null | 2022-05-02 | x"), MONDAY);
        write("run2", rows("bob | 4 | null | null | 2022-05-02 | x"), MONDAY);

        assertThat(Frames.lines(store.read(TABLE, List.of(MONDAY))))
                .containsExactly("bob | 4 | null | null | 2022-05-02");
        assertThat(folders(root.resolve("tables/pets/dt=2022-05-02"))).containsExactly("run=run2");
    }

    @Test
    void theDigestDependsOnTheRowsButNotOnOrderOrFiles() {
        String[] lines = Stream.iterate(0, i -> i < 40, i -> i + 1)
                .map(i -> "pet" + i + " | " + i + " | 2019-02-03 04:05:06 | [\"t" + i + "\"] | 2022-05-02 | x")
                .toArray(String[]::new);
        String[] backwards =
                Stream.iterate(39, i -> i >= 0, i -> i - 1).map(i -> lines[i]).toArray(String[]::new);
        String[] other = lines.clone();
        other[7] = other[7].replace("pet7 | 7", "pet7 | 8");

        Manifest one = write("run1", rows(lines).coalesce(1), MONDAY).get(MONDAY);
        Manifest many = write("run2", rows(backwards).repartition(5), MONDAY).get(MONDAY);
        Manifest changed = write("run3", rows(other), MONDAY).get(MONDAY);

        assertThat(many.files()).hasSizeGreaterThan(one.files().size());
        assertThat(many.digest()).isEqualTo(one.digest());
        assertThat(changed.digest()).isNotEqualTo(one.digest());
    }

    @Test
    void theDigestIsTheSumOfTheRowsHashes() {
        Dataset<Row> rows = rows(Stream.iterate(0, i -> i < 40, i -> i + 1)
                .map(i -> "pet" + i + " | " + i + " | null | null | 2022-05-02 | x")
                .toArray(String[]::new));
        List<Long> hashes =
                rows.select(xxhash64(TABLE.columns())).as(Encoders.LONG()).collectAsList();
        BigInteger sum = hashes.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);

        assertThat(hashes).anyMatch(hash -> hash < 0).anyMatch(hash -> hash > 0);
        assertThat(write("run1", rows, MONDAY).get(MONDAY).digest()).isEqualTo(sum.toString(Character.MAX_RADIX));
    }

    @Test
    void everyDayHasTheDigestOfItsOwnRows() {
        Dataset<Row> rows = rows(
                "ada | 3 | null | null | 2022-05-02 | x",
                "ada | 4 | null | null | 2022-05-03 | x",
                "bob | 5 | null | null | 2022-05-03 | x");
        Map<LocalDate, Manifest> together = write("run1", rows, MONDAY, TUESDAY, WEDNESDAY);
        for (LocalDate day : List.of(MONDAY, TUESDAY, WEDNESDAY)) {
            Manifest alone =
                    write("run2", rows.filter(col("dt").equalTo(lit(day))), day).get(day);
            assertThat(together.get(day).digest()).isEqualTo(alone.digest());
            assertThat(together.get(day).rows()).isEqualTo(alone.rows());
        }
        assertThat(together.get(WEDNESDAY).digest()).isEqualTo("0");
    }

    @Test
    void aStoreThatReadsRowsBackFindsTheSame() {
        Dataset<Row> rows = rows(
                "ada | 3 | 2019-02-03 04:05:06.789012 | [\"ball\"] | 2022-05-02 | x",
                "bob | null | null | null | 2022-05-03 | y");
        Map<LocalDate, Manifest> footers = write("run1", rows, MONDAY, TUESDAY, WEDNESDAY);
        store = store.readingBack(ReadBack.ROWS);
        Map<LocalDate, Manifest> all = write("run2", rows, MONDAY, TUESDAY, WEDNESDAY);
        footers.forEach((day, manifest) -> assertThat(all.get(day).digest()).isEqualTo(manifest.digest()));
    }

    // Refused writes, after which the former rows are still there.

    @Test
    void rowsWithoutAColumnAreRefused() {
        assertRefused(
                rows("bob | 1 | null | null | 2022-05-02 | x").drop("age"),
                "illegal rows for table pets: age is missing");
    }

    @Test
    void rowsWithAColumnOfAnotherTypeAreRefused() {
        assertRefused(
                rows("bob | 1 | null | null | 2022-05-02 | x")
                        .withColumn("age", col("age").cast("long")),
                "illegal rows for table pets: age must be int, is bigint");
    }

    @Test
    void aNullKeyIsRefused() {
        assertRefused(
                rows("null | 1 | null | null | 2022-05-02 | x", "bob | 1 | null | null | 2022-05-02 | x"),
                "illegal rows for table pets, days [2022-05-02]: 1 of 2 lack a required value");
    }

    @Test
    void aRowWithoutADayIsRefused() {
        assertRefused(
                rows("bob | 1 | null | null | null | x", "eve | 1 | null | null | 2022-05-02 | x"),
                "illegal rows for table pets, days [2022-05-02]: 1 of 2 lack a required value");
    }

    @Test
    void aRepeatedKeyIsRefusedByAStoreThatReadsRowsBack() {
        store = store.readingBack(ReadBack.ROWS);
        assertRefused(
                rows("bob | 1 | null | null | 2022-05-02 | x", "bob | 2 | null | null | 2022-05-02 | x"),
                "illegal rows for table pets: key [name] occurs more than once: [bob,2022-05-02,2]");
    }

    @Test
    void aRowOfADayThatIsNotWrittenIsRefused() {
        write("run1", rows("ada | 3 | null | null | 2022-05-02 | x"), MONDAY);

        assertThatThrownBy(() -> write(
                        "run2",
                        rows("bob | 1 | null | null | 2022-05-02 | x", "bob | 2 | null | null | 2022-05-03 | x"),
                        MONDAY))
                .isInstanceOf(StorageException.class)
                .hasMessage("wrote 2 rows to %s/tables/pets and read back 1: check the file system", root);
        assertFormerRowsAreThere();
    }

    // Damaged tables.

    @Test
    void aDayThatWasNeverWrittenIsNamed() {
        assertThatThrownBy(() -> store.read(TABLE, List.of(MONDAY)))
                .isInstanceOf(InputException.class)
                .hasMessage("table pets has no day 2022-05-02 under %s: run the stage that writes it", root);
    }

    @Test
    void aVanishedFileIsNamed() throws IOException {
        Manifest manifest = write("run1", rows("ada | 3 | null | null | 2022-05-02 | x"), MONDAY)
                .get(MONDAY);
        Manifest.DataFile file = manifest.files().get(0);
        Path path = root.resolve("tables/pets/dt=2022-05-02/run=run1").resolve(file.name());
        Files.delete(path);

        assertThatThrownBy(() -> store.read(TABLE, List.of(MONDAY)))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "damaged table pets, day 2022-05-02: %s has vanished, its manifest says %d bytes; run its stage again with --force",
                        path, file.bytes());
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        Manifest manifest = write("run1", rows("ada | 3 | null | null | 2022-05-02 | x"), MONDAY)
                .get(MONDAY);
        Manifest.DataFile file = manifest.files().get(0);
        Path path = root.resolve("tables/pets/dt=2022-05-02/run=run1").resolve(file.name());
        Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 10));

        assertThatThrownBy(() -> store.read(TABLE, List.of(MONDAY)))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "damaged table pets, day 2022-05-02: %s has 10 bytes, its manifest says %d bytes; run its stage again with --force",
                        path, file.bytes());
    }

    @Test
    void aFolderThatIsNoDayIsNamed() throws IOException {
        Path folder = Files.createDirectories(root.resolve("tables/pets/dt=monday"));
        assertThatThrownBy(() -> store.manifests(TABLE))
                .isInstanceOf(StorageException.class)
                .hasMessage("illegal folder file:%s: its name must be dt=YYYY-MM-DD; move it away", folder);
    }

    @Test
    void aManifestThatIsNoJsonIsNamed() throws IOException {
        Path day = Files.createDirectories(root.resolve("tables/pets/dt=2022-05-02"));
        Files.writeString(day.resolve("_MANIFEST.json"), "{ \"table\": ");
        assertThatThrownBy(() -> store.manifest(TABLE, MONDAY))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("cannot read %s/_MANIFEST.json: IOException: Unexpected end-of-input", day);
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Files.createDirectories(root.resolve("tables"));
        Files.writeString(root.resolve("tables/pets"), "a file where the folder belongs");
        assertThatThrownBy(() -> write("run1", rows("ada | 3 | null | null | 2022-05-02 | x"), MONDAY))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("cannot write %s/tables/pets: ", root)
                .hasMessageEndingWith("; check reelrank.storage.root, its permissions and free space");
    }

    private void assertRefused(Dataset<Row> rows, String message) {
        write("run1", rows("ada | 3 | null | null | 2022-05-02 | x"), MONDAY);
        assertThatThrownBy(() -> write("run2", rows, MONDAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertFormerRowsAreThere();
    }

    private void assertFormerRowsAreThere() {
        assertThat(store.manifests(TABLE).keySet()).containsExactly(MONDAY);
        assertThat(Frames.lines(store.read(TABLE, List.of(MONDAY))))
                .containsExactly("ada | 3 | null | null | 2022-05-02");
        assertThat(folders(root.resolve("tables/pets"))).containsExactly("dt=2022-05-02");
        assertThat(folders(root.resolve("tables/pets/dt=2022-05-02"))).containsExactly("run=run1");
    }

    private Map<LocalDate, Manifest> write(String run, Dataset<Row> rows, LocalDate... days) {
        Map<LocalDate, Map<String, String>> from = new TreeMap<>();
        Arrays.stream(days).forEach(day -> from.put(day, Map.of("made by", "the test")));
        return store.write(TABLE, rows, run, from);
    }

    private static Dataset<Row> rows(String... lines) {
        return Frames.of(spark(), COLUMNS, lines).withColumn("more", lit(1));
    }

    private static List<String> folders(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
