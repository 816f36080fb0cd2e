package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.SourcesSettings.Format;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.tables.CollectedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The files of the days that a night collects, known by their content: a log's file that was delivered before, under
 * whatever name and for whatever day, is counted once.
 *
 * <p>There are few files, so that the ledger passes through the driver; their bytes do not.
 */
final class FileLedger {
    /**
     * A file that was read.
     *
     * @param fingerprint the SHA-256 of its bytes
     */
    private record Entry(
            String source, String file, LocalDate day, long bytes, String fingerprint, List<String> columns)
            implements Serializable {
        Place place() {
            return new Place(day, file);
        }

        String content() {
            return source + fingerprint;
        }
    }

    /** Where a file came, in the order of days. */
    private record Place(LocalDate day, String file) {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::day).thenComparing(Place::file);

        static Place earlier(Place one, Place other) {
            return ORDER.compare(one, other) <= 0 ? one : other;
        }
    }

    private final List<Entry> entries;
    private final Map<String, String> repeats = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private FileLedger(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Opens the ledger for some days.
     *
     * @param days the days to collect
     * @param columns tells the columns of a source's file
     */
    static FileLedger of(StageContext run, DeliverySchedule deliveries, List<LocalDate> days, Columns columns) {
        List<Entry> met = new ArrayList<>();
        for (LocalDate day : days) {
            for (SourceFiles source : deliveries.read(day)) {
                for (FileStatus file : source.required(day)) {
                    String path = file.getPath().toString();
                    met.add(new Entry(
                            source.name(),
                            path,
                            day,
                            file.getLen(),
                            "",
                            columns.of(source.name(), source.files().format(), path)));
                }
            }
        }
        FileLedger ledger = new FileLedger(fingerprinted(run, met));
        List<LocalDate> others = deliveries.window().stream()
                .filter(day -> !days.contains(day)
                        && run.written(CollectedFiles.TABLE, day).isPresent())
                .toList();
        ledger.compare(run.readOwn(CollectedFiles.TABLE, others).collectAsList());
        return ledger;
    }

    /** Tells a file's columns. */
    @FunctionalInterface
    interface Columns {
        List<String> of(String source, Format format, String file);
    }

    /** The rows of {@code collected_files}, with their day in {@code dt}. */
    Dataset<Row> rows(StageContext run) {
        return run.spark()
                .createDataFrame(
                        entries.stream()
                                .map(entry -> RowFactory.create(
                                        entry.source(),
                                        entry.file(),
                                        entry.bytes(),
                                        entry.fingerprint(),
                                        repeats.get(entry.file()),
                                        entry.columns().toArray(String[]::new),
                                        Date.valueOf(entry.day())))
                                .toList(),
                        CollectedFiles.TABLE.schema().add("dt", "date"));
    }

    /** Of a row, the earlier file whose bytes its own {@code file} has, or null. */
    Column repeated() {
        Column earlier = lit(null).cast("string");
        for (Map.Entry<String, String> file : repeats.entrySet()) {
            earlier = when(col(CollectedFiles.FILE).equalTo(file.getKey()), file.getValue())
                    .otherwise(earlier);
        }
        return earlier;
    }

    /** What the night should tell of the files: those delivered again, and columns that came or went. */
    List<String> notes() {
        return notes;
    }

    /** What counts is the day of a file, not the night that met it: a file is never a repeat of one of a later day. */
    private void compare(List<Row> others) {
        Map<String, Place> first = new HashMap<>();
        Map<String, TreeMap<LocalDate, TreeSet<String>>> columns = new TreeMap<>();
        for (Row row : others) {
            String source = row.getAs(CollectedFiles.SOURCE);
            LocalDate day = row.<Date>getAs("dt").toLocalDate();
            first.merge(
                    source + row.getAs(CollectedFiles.FINGERPRINT),
                    new Place(day, row.getAs(CollectedFiles.FILE)),
                    Place::earlier);
            columns.computeIfAbsent(source, name -> new TreeMap<>())
                    .computeIfAbsent(day, asked -> new TreeSet<>())
                    .addAll(row.<String>getList(row.fieldIndex(CollectedFiles.COLUMNS)));
        }
        entries.forEach(entry -> first.merge(entry.content(), entry.place(), Place::earlier));
        for (Entry entry : entries) {
            if (entry.source().startsWith("events.")) {
                String before = first.get(entry.content()).file();
                if (!before.equals(entry.file())) {
                    repeats.put(entry.file(), before);
                    notes.add("%s has the bytes of %s: its rows are repeats".formatted(entry.file(), before));
                }
            }
            columns.computeIfAbsent(entry.source(), name -> new TreeMap<>())
                    .computeIfAbsent(entry.day(), day -> new TreeSet<>())
                    .addAll(entry.columns());
        }
        columns.forEach((source, byDay) -> byDay.forEach((day, now) -> {
            if (byDay.lowerEntry(day) != null
                    && entries.stream().anyMatch(entry -> entry.day().equals(day))) {
                noteDrift(source, day, byDay.lowerEntry(day).getValue(), now);
            }
        }));
    }

    private void noteDrift(String source, LocalDate day, Set<String> before, Set<String> now) {
        now.stream()
                .filter(column -> !before.contains(column))
                .forEach(column -> notes.add(
                        "%s has a column since %s that nothing is read from: %s".formatted(source, day, column)));
        before.stream()
                .filter(column -> !now.contains(column))
                .forEach(column -> notes.add(
                        "%s lacks a column since %s that nothing was read from: %s".formatted(source, day, column)));
    }

    private static List<Entry> fingerprinted(StageContext run, List<Entry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        SerializableConfiguration hadoop =
                new SerializableConfiguration(run.spark().sparkContext().hadoopConfiguration());
        return JavaSparkContext.fromSparkContext(run.spark().sparkContext())
                .parallelize(entries, entries.size())
                .map(entry -> new Entry(
                        entry.source(),
                        entry.file(),
                        entry.day(),
                        entry.bytes(),
                        fingerprint(entry.file(), hadoop.value()),
                        entry.columns()))
                .collect()
                .stream()
                .sorted(Comparator.comparing(Entry::place, Place.ORDER))
                .collect(Collectors.toList());
    }

    private static String fingerprint(String file, Configuration hadoop) {
        Path path = new Path(file);
        try (InputStream bytes = path.getFileSystem(hadoop).open(path);
                DigestInputStream digested = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException e) {
            throw new InputException("cannot read %s: %s; deliver it again".formatted(file, e.getMessage()), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
