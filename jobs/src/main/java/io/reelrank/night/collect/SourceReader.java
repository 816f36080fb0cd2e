package io.reelrank.night.collect;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.SourcesSettings.Format;
import io.reelrank.core.store.UnreadFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the rows of source files as text columns, each row with its file and line, whatever the format.
 *
 * <p>The result has {@code dt} (the day the file was delivered for), {@code file}, {@code line}, {@code raw}, {@link
 * #MALFORMED} and {@link #ROW}.
 */
final class SourceReader {
    /** Why the row cannot be parsed, or null: string. */
    static final String MALFORMED = "malformed";

    /**
     * The columns that were asked for: struct of strings, without whitespace around them, null where empty. JSON arrays
     * stay JSON text.
     */
    static final String ROW = "row";

    private final SparkSession spark;
    private final TextSourceReader text;
    private final ParquetSourceReader parquet;
    private final List<RowsRead> counts = new ArrayList<>();

    /** @param rowsPerFile how many rows of a file are read at the most */
    SourceReader(SparkSession spark, long rowsPerFile) {
        this.spark = spark;
        this.text = new TextSourceReader(spark, rowsPerFile);
        this.parquet = new ParquetSourceReader(spark, rowsPerFile);
    }

    /**
     * The rows of a source's files of some days; each day must have files.
     *
     * @param columns the columns to read
     * @param required those of them without which no row can be accepted
     * @throws InputException if a day has no file, or a file lacks a column
     */
    Dataset<Row> read(SourceFiles source, List<LocalDate> days, Collection<String> columns, Set<String> required) {
        Map<String, LocalDate> dayByPath = new LinkedHashMap<>();
        for (LocalDate day : days) {
            source.required(day).forEach(file -> dayByPath.put(file.getPath().toString(), day));
        }
        List<String> sorted = List.copyOf(new TreeSet<>(columns));
        RowsRead counted = new RowsRead();
        spark.sparkContext().register(counted, "rows of " + source.name());
        counts.add(counted);
        return source.files().format() == Format.PARQUET
                ? dayByPath.entrySet().stream()
                        .map(file -> parquet.read(source.name(), file.getKey(), file.getValue(), sorted, counted))
                        .reduce(Dataset::unionByName)
                        .orElseThrow()
                : text.read(source, dayByPath, sorted, required, counted);
    }

    /** How many rows tasks have read of all files so far; of Parquet files, how many they have. */
    long rowsRead() {
        return counts.stream().mapToLong(RowsRead::total).sum();
    }

    /** All columns of a file, also those that the mapping does not use. */
    List<String> columns(SourceFiles source, String file) {
        return source.files().format() == Format.PARQUET
                ? parquet.columns(source.name(), file)
                : text.columns(source, file);
    }

    /** Checks that a file has each of some columns, once. */
    static void requireColumns(String source, String file, List<String> present, List<String> columns) {
        for (String name : columns) {
            if (present.indexOf(name) != present.lastIndexOf(name)) {
                throw new InputException(
                        "source %s: %s has column %s twice: deliver it again".formatted(source, file, name));
            }
            if (!present.contains(name) && present.size() == 1 && present.get(0).matches(".*[;\t|].*")) {
                throw new InputException(
                        "source %s: %s has one column, named %s: set csv.delimiter of the source to the character between its columns"
                                .formatted(source, file, present.get(0)));
            }
            if (!present.contains(name)) {
                throw new InputException(
                        "source %s: %s has no column %s; it has %s: correct the columns of reelrank.sources, or the file"
                                .formatted(source, file, name, String.join(", ", present)));
            }
        }
    }

    /**
     * The exception to throw for a failure of Spark: an {@link InputException} if a task could not read a source file.
     *
     * @param root the storage root, with its file system; files below it are not source files
     */
    static RuntimeException fault(Exception thrown, Path root) {
        Optional<String> file = UnreadFile.path(thrown).filter(path -> !new Path(path)
                .toUri()
                .getPath()
                .startsWith(root.toUri().getPath() + "/"));
        if (file.isPresent()) {
            return new InputException(
                    "cannot read %s: %s; deliver it again".formatted(file.get(), rootCause(thrown)), thrown);
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }

    /** The first line of the message of the innermost cause. */
    static String rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
