package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the rows of a source as gzip files, {@code simulate.files-per-day} of them for each day, and counts the rows.
 */
final class DayFiles {
    private static final StructType COUNTS = new StructType()
            .add("part", DataTypes.LongType)
            .add("kind", DataTypes.StringType)
            .add("rows", DataTypes.LongType);
    private static final String PREFIX = "part-";

    private final SimulateSettings settings;
    private final int from;
    private final String root;
    private final SerializableConfiguration hadoop;

    /**
     * @param from the first day that is written; the last is the last simulated one
     * @param root the folder of the sources' folders
     * @param hadoop the configuration of file systems
     */
    DayFiles(SimulateSettings settings, int from, String root, SerializableConfiguration hadoop) {
        this.settings = settings;
        this.from = from;
        this.root = root;
        this.hadoop = hadoop;
    }

    /**
     * A source.
     *
     * @param name the folder's name
     * @param extension the extension of the files
     * @param header the first line of every file, if there is one
     */
    record Source(String name, String extension, Optional<String> header) {}

    /**
     * Replaces a source's files of every day from the first one on.
     *
     * @param rows rows of {@link SimulatedRows#SCHEMA}; those of earlier days are left out
     * @return every file with its row counts by kind
     */
    List<SimulatedFiles.PartFile> write(Source source, Dataset<Row> rows) {
        removeOld(source);
        int parts = settings.days() * settings.filesPerDay();
        long first = (long) from * settings.filesPerDay();
        SimulateSettings settingsOfTask = settings;
        int fromOfTask = from;
        String rootOfTask = root;
        SerializableConfiguration hadoopOfTask = hadoop;
        String name = source.name();
        String extension = source.extension();
        String header = source.header().map(line -> line + "\n").orElse("");
        Map<Long, Map<String, Long>> counts = new TreeMap<>();
        Dataset<Row> written =
                from == 0 ? rows : rows.filter(functions.col("part").geq(first));
        written.repartitionById(parts, functions.col("part").cast(DataTypes.IntegerType))
                .sortWithinPartitions("part", "time", "entity", "sequence")
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>)
                                sorted -> new DayFiles(settingsOfTask, fromOfTask, rootOfTask, hadoopOfTask)
                                        .writeParts(name, extension, header, sorted),
                        Encoders.row(COUNTS))
                .collectAsList()
                .forEach(row -> counts.computeIfAbsent(row.getLong(0), part -> new TreeMap<>())
                        .put(row.getString(1), row.getLong(2)));
        Set<Long> missing = new HashSet<>();
        List<SimulatedFiles.PartFile> files = new ArrayList<>();
        for (long part = first; part < parts; part++) {
            if (!counts.containsKey(part)) {
                missing.add(part);
            }
            files.add(new SimulatedFiles.PartFile(
                    path(name, extension, part).toString(),
                    name,
                    day(part),
                    Map.copyOf(counts.getOrDefault(part, Map.of()))));
        }
        // A day without rows has files, too.
        missing.forEach(part -> writeEmpty(name, extension, header, part));
        return files;
    }

    private Iterator<Row> writeParts(String name, String extension, String header, Iterator<Row> sorted) {
        List<Row> counts = new ArrayList<>();
        try (FileSystem files = fileSystem()) {
            Row row = sorted.hasNext() ? sorted.next() : null;
            while (row != null) {
                long part = row.getLong(0);
                Map<String, Long> kinds = new TreeMap<>();
                Path path = path(name, extension, part);
                Path written = new Path(
                        path.getParent(),
                        "_" + path.getName() + "." + TaskContext.get().taskAttemptId());
                try (Writer out = writer(files, written)) {
                    out.write(header);
                    while (row != null && row.getLong(0) == part) {
                        out.write(row.getString(5));
                        out.write('\n');
                        kinds.merge(row.getString(4), 1L, Long::sum);
                        row = sorted.hasNext() ? sorted.next() : null;
                    }
                }
                moveInto(files, written, path);
                kinds.forEach((kind, count) -> counts.add(RowFactory.create(part, kind, count)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s/%s: %s".formatted(root, name, e.getMessage()), e);
        }
        return counts.iterator();
    }

    private void writeEmpty(String name, String extension, String header, long part) {
        try (FileSystem files = fileSystem();
                Writer out = writer(files, path(name, extension, part))) {
            out.write(header);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s/%s: %s".formatted(root, name, e.getMessage()), e);
        }
    }

    // An earlier simulation may have written more files for a day.
    private void removeOld(Source source) {
        try (FileSystem files = fileSystem()) {
            for (int day = from; day < settings.days(); day++) {
                Path folder = path(source.name(), source.extension(), (long) day * settings.filesPerDay())
                        .getParent();
                if (files.exists(folder)) {
                    for (FileStatus file : files.listStatus(folder)) {
                        if (file.getPath().getName().startsWith(PREFIX)) {
                            files.delete(file.getPath(), false);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot clear the days of %s/%s: %s".formatted(root, source.name(), e.getMessage()), e);
        }
    }

    private static void moveInto(FileSystem files, Path from, Path to) throws IOException {
        // A retried task finds the file that the first attempt wrote.
        files.delete(to, false);
        if (!files.rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }

    private static Writer writer(FileSystem files, Path path) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(files.create(path, true)), StandardCharsets.UTF_8));
    }

    private Path path(String name, String extension, long part) {
        return new Path(
                root,
                "%s/dt=%s/%s%05d.%s".formatted(name, day(part), PREFIX, part % settings.filesPerDay(), extension));
    }

    private LocalDate day(long part) {
        return settings.startDate().plusDays(part / settings.filesPerDay());
    }

    // A new instance: no .crc files are written here, and the shared file system must go on writing them.
    private FileSystem fileSystem() throws IOException {
        FileSystem files = FileSystem.newInstance(new Path(root).toUri(), hadoop.value());
        files.setWriteChecksum(false);
        return files;
    }
}
