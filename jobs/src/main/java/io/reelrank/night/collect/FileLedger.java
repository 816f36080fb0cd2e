package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.files.FileBytes;
import io.reelrank.core.files.InputException;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
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
 * The files of the days to collect, each with the SHA-256 of its bytes. It finds log files that were delivered twice,
 * under whatever name and for whatever day, and columns that appeared or disappeared (schema drift).
 *
 * <p>The list of files passes through the driver, because they are few; their bytes do not.
 */
final class FileLedger {
    /**
     * A file.
     *
     * @param fingerprint the SHA-256 of its bytes, in hexadecimal
     */
    private record LedgerEntry(
            String source, String file, LocalDate day, long bytes, String fingerprint, List<String> columns)
            implements Serializable {
        Delivery delivery() {
            return new Delivery(day, file);
        }

        String content() {
            return source + fingerprint;
        }
    }

    /** The day and path of a file; ordered by day. */
    private record Delivery(LocalDate day, String file) {
        private static final Comparator<Delivery> ORDER =
                Comparator.comparing(Delivery::day).thenComparing(Delivery::file);

        static Delivery earlier(Delivery one, Delivery other) {
            return ORDER.compare(one, other) <= 0 ? one : other;
        }
    }

    private final List<LedgerEntry> entries;
    private final Map<String, String> repeats = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private FileLedger(List<LedgerEntry> entries) {
        this.entries = entries;
    }

    /**
     * Makes the ledger of the days to collect, and compares it with those of the other days of the window.
     *
     * @param days the days to collect
     * @param columns reads the columns of a file
     */
    static FileLedger of(StageContext context, CollectionPlan plan, List<LocalDate> days, ColumnReader columns) {
        List<LedgerEntry> entries = new ArrayList<>();
        for (LocalDate day : days) {
            for (SourceFiles source : plan.sources(day)) {
                for (FileStatus file : source.required(day)) {
                    String path = file.getPath().toString();
                    entries.add(new LedgerEntry(source.name(), path, day, file.getLen(), "", columns.of(source, path)));
                }
            }
        }
        FileLedger ledger = new FileLedger(fingerprinted(context, entries));
        List<LocalDate> others = plan.window().stream()
                .filter(day -> !days.contains(day)
                        && context.written(CollectedFiles.TABLE, day).isPresent())
                .toList();
        ledger.compare(context.readOwn(CollectedFiles.TABLE, others).collectAsList());
        return ledger;
    }

    /** The bytes of the files. */
    long bytes() {
        return entries.stream().mapToLong(LedgerEntry::bytes).sum();
    }

    /** Reads the columns of a file. */
    @FunctionalInterface
    interface ColumnReader {
        List<String> of(SourceFiles source, String file);
    }

    /** The rows of {@code collected_files}, with the day in {@code dt}. */
    Dataset<Row> rows(StageContext context) {
        return context.spark()
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
                        CollectedFiles.TABLE.schema().add(Table.DAY, "date"));
    }

    /** An expression over {@code file}: the earlier file with the same bytes, or null. */
    Column repeatedFile() {
        Column earlier = lit(null).cast("string");
        for (Map.Entry<String, String> file : repeats.entrySet()) {
            earlier = when(col(CollectedFiles.FILE).equalTo(file.getKey()), file.getValue())
                    .otherwise(earlier);
        }
        return earlier;
    }

    /** Notes each of some columns of a source that no file of the days to collect has, as far as was looked. */
    void noteAbsent(String source, Set<String> mapped) {
        Set<String> present = entries.stream()
                .filter(entry -> entry.source().equals(source))
                .flatMap(entry -> entry.columns().stream())
                .collect(Collectors.toSet());
        mapped.stream()
                .filter(column -> !present.contains(column))
                .forEach(column ->
                        notes.add("%s: no file has %s in its first lines, which the mapping reads: it may be misspelt"
                                .formatted(source, column)));
    }

    /** Notes for the summary: files that were delivered twice, and columns that appeared or disappeared. */
    List<String> notes() {
        return notes;
    }

    /** Finds repeats by the days of the files, whichever night read them: a file never repeats one of a later day. */
    private void compare(List<Row> others) {
        Map<String, Delivery> first = new HashMap<>();
        Map<String, TreeMap<LocalDate, TreeSet<String>>> columns = new TreeMap<>();
        for (Row row : others) {
            String source = row.getAs(CollectedFiles.SOURCE);
            LocalDate day = row.<Date>getAs(Table.DAY).toLocalDate();
            first.merge(
                    source + row.getAs(CollectedFiles.FINGERPRINT),
                    new Delivery(day, row.getAs(CollectedFiles.FILE)),
                    Delivery::earlier);
            columns.computeIfAbsent(source, name -> new TreeMap<>())
                    .computeIfAbsent(day, key -> new TreeSet<>())
                    .addAll(row.<String>getList(row.fieldIndex(CollectedFiles.COLUMNS)));
        }
        entries.forEach(entry -> first.merge(entry.content(), entry.delivery(), Delivery::earlier));
        for (LedgerEntry entry : entries) {
            if (entry.source().startsWith(CollectionPlan.EVENTS)) {
                String earlier = first.get(entry.content()).file();
                if (!earlier.equals(entry.file())) {
                    repeats.put(entry.file(), earlier);
                    notes.add("%s has the bytes of %s: its rows are repeats".formatted(entry.file(), earlier));
                }
            }
            columns.computeIfAbsent(entry.source(), name -> new TreeMap<>())
                    .computeIfAbsent(entry.day(), day -> new TreeSet<>())
                    .addAll(entry.columns());
        }
        columns.forEach((source, byDay) -> byDay.forEach((day, current) -> {
            if (byDay.lowerEntry(day) != null
                    && entries.stream().anyMatch(entry -> entry.day().equals(day))) {
                noteDrift(source, day, byDay.lowerEntry(day).getValue(), current);
            }
        }));
    }

    private void noteDrift(String source, LocalDate day, Set<String> former, Set<String> current) {
        current.stream()
                .filter(column -> !former.contains(column))
                .forEach(column -> notes.add("%s has a new column since %s: %s".formatted(source, day, column)));
        former.stream()
                .filter(column -> !current.contains(column))
                .forEach(column -> notes.add("%s lacks a column since %s: %s".formatted(source, day, column)));
    }

    private static List<LedgerEntry> fingerprinted(StageContext context, List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        SerializableConfiguration hadoop =
                new SerializableConfiguration(context.spark().sparkContext().hadoopConfiguration());
        return JavaSparkContext.fromSparkContext(context.spark().sparkContext())
                .parallelize(entries, entries.size())
                .map(entry -> new LedgerEntry(
                        entry.source(),
                        entry.file(),
                        entry.day(),
                        entry.bytes(),
                        fingerprint(entry.file(), hadoop.value()),
                        entry.columns()))
                .collect()
                .stream()
                .sorted(Comparator.comparing(LedgerEntry::delivery, Delivery.ORDER))
                .collect(Collectors.toList());
    }

    private static String fingerprint(String file, Configuration hadoop) {
        try (InputStream bytes = FileBytes.open(new Path(file), hadoop);
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
