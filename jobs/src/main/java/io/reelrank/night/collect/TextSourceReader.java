package io.reelrank.night.collect;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.TextLines;
import io.reelrank.core.settings.CsvDialect;
import io.reelrank.core.settings.SourcesSettings.Format;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.RejectedEvents;
import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads CSV and JSON Lines files for {@link SourceReader}.
 *
 * <p>The task that reads a file also parses its lines, each once. Parsing by Spark expressions would be repeated for
 * every column that is used.
 */
final class TextSourceReader {
    // Of JSON files: the first lines, whose keys are all collected, and the most that are searched for a rare column.
    private static final int LINES_OF_ALL_KEYS = 100;
    private static final int PROBED_LINES = 10_000;

    private final SparkSession spark;
    private final long rowsPerFile;
    private final Configuration hadoop;

    TextSourceReader(SparkSession spark, long rowsPerFile) {
        this.spark = spark;
        this.rowsPerFile = rowsPerFile;
        this.hadoop = spark.sparkContext().hadoopConfiguration();
    }

    /**
     * The rows of some files, as {@link SourceReader} describes them.
     *
     * @param source the source
     * @param days the files, each with its day
     * @param columns the columns to read
     * @param required those of them without which no row can be accepted
     * @param counts counts the rows of each file while it is read
     */
    Dataset<Row> read(
            SourceFiles source,
            Map<String, LocalDate> days,
            List<String> columns,
            Set<String> required,
            RowsRead counts) {
        Format format = source.files().format();
        List<TextFile> files = new ArrayList<>();
        Set<String> missing = new TreeSet<>(required);
        days.forEach((path, day) -> {
            if (format == Format.CSV) {
                List<String> header = header(source, path);
                if (header.isEmpty()) {
                    // An empty file beside others holds no rows.
                    return;
                }
                SourceReader.requireColumns(source.name(), path, header, columns);
                files.add(new TextFile(path, day, format, source.files().dialect(), header, columns));
            } else {
                // In JSON an absent key is a null: only what no file has is a fault of the mapping or the delivery.
                if (!missing.isEmpty()) {
                    keys(source.name(), path, missing).forEach(missing::remove);
                }
                files.add(new TextFile(path, day, format, source.files().dialect(), List.of(), columns));
            }
        });
        if (format == Format.JSONL && !missing.isEmpty()) {
            requireKeys(source, files, missing);
        }
        if (files.isEmpty()) {
            throw new InputException("source %s: %s has no line: its first must name the columns"
                    .formatted(source.name(), days.keySet().iterator().next()));
        }
        StructType row = new StructType();
        for (String name : columns) {
            row = row.add(name, DataTypes.StringType);
        }
        StructType schema = new StructType()
                .add(Table.DAY, "date")
                .add(RejectedEvents.FILE, "string")
                .add(RejectedEvents.LINE, "long")
                .add(RejectedEvents.RAW, "string")
                .add(SourceReader.MALFORMED, "string")
                .add(SourceReader.ROW, row);
        SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
        long most = rowsPerFile;
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .parallelize(files, files.size())
                        .flatMap(file -> file.rows(configuration.value(), most, counts)),
                schema);
    }

    /** Ends with the error of the first file that has keys, but not these. */
    private void requireKeys(SourceFiles source, List<TextFile> files, Set<String> missing) {
        for (TextFile file : files) {
            List<String> present = keys(source.name(), file.path(), Set.of());
            if (!present.isEmpty()) {
                SourceReader.requireColumns(source.name(), file.path(), present, List.copyOf(missing));
            }
        }
        throw new InputException("source %s: %s has no line; deliver it again, or remove it"
                .formatted(source.name(), files.get(0).path()));
    }

    /** All columns of a file, as far as its first lines name them; none of an empty file. */
    List<String> columns(SourceFiles source, String file) {
        return source.files().format() == Format.CSV ? header(source, file) : keys(source.name(), file, Set.of());
    }

    private List<String> header(SourceFiles source, String file) {
        CsvDialect dialect = source.files().dialect();
        try (TextLines lines = TextLines.of(file, hadoop, dialect.charset())) {
            CsvRecords records = new CsvRecords(lines, dialect, OptionalInt.empty());
            if (!records.hasNext()) {
                return List.of();
            }
            CsvRecords.CsvRecord first = records.next();
            if (first.flaw().isPresent()) {
                throw new InputException("source %s: the first line of %s must name the columns: %s; deliver it again"
                        .formatted(source.name(), file, first.flaw().get()));
            }
            return first.values();
        }
    }

    /**
     * The keys in the first lines of a JSON file. While one of {@code columns} is missing, it searches more lines. It
     * passes over malformed lines; they are rejected when the file is read.
     */
    private List<String> keys(String source, String file, Set<String> columns) {
        Set<String> keys = new LinkedHashSet<>();
        JsonLine objects = new JsonLine();
        String flaw = "";
        try (TextLines lines = TextLines.of(file, hadoop)) {
            for (int probed = 0;
                    lines.hasNext()
                            && (probed < LINES_OF_ALL_KEYS || (probed < PROBED_LINES && !keys.containsAll(columns)));
                    probed++) {
                TextLines.Line line = lines.next();
                try {
                    objects.read(line.text(), (key, value) -> keys.add(key));
                } catch (MalformedLineException e) {
                    flaw = flaw.isEmpty()
                            ? " with a JSON object; line %d: %s"
                                    .formatted(line.number(), line.flaw().orElse(e.getMessage()))
                            : flaw;
                }
            }
        }
        if (keys.isEmpty() && !flaw.isEmpty()) {
            throw new InputException(
                    "source %s: %s has no line%s; deliver it again, or remove it".formatted(source, file, flaw));
        }
        return List.copyOf(keys);
    }

    /**
     * A file that a task reads.
     *
     * @param day the day it was delivered for
     * @param format the source's format
     * @param dialect the source's dialect of CSV
     * @param header the columns of a CSV file in its order; empty for JSON
     * @param columns the columns to read
     */
    private record TextFile(
            String path, LocalDate day, Format format, CsvDialect dialect, List<String> header, List<String> columns)
            implements Serializable {

        private Iterator<Row> rows(Configuration hadoop, long most, RowsRead counts) {
            if (format == Format.JSONL) {
                LineParser parser = LineParser.json(columns);
                return mapped(TextLines.of(path, hadoop), most, counts, line -> parsed(line, parser));
            }
            CsvRecords records = new CsvRecords(
                    TextLines.of(path, hadoop, dialect.charset()), dialect, OptionalInt.of(header.size()));
            if (records.hasNext()) {
                records.next();
            }
            int[] positions = columns.stream().mapToInt(header::indexOf).toArray();
            return mapped(
                    records,
                    most,
                    counts,
                    record -> row(
                            record.line(),
                            record.text(),
                            record.flaw().orElse(null),
                            values(record.values(), positions)));
        }

        private Row parsed(TextLines.Line line, LineParser parser) {
            Object[] values = new Object[columns.size()];
            String flaw = line.flaw().orElse(null);
            if (flaw == null) {
                try {
                    values = parser.parse(line.text());
                } catch (MalformedLineException e) {
                    flaw = e.getMessage();
                }
            }
            return row(line.number(), line.text(), flaw, values);
        }

        private Object[] values(List<String> record, int[] positions) {
            Object[] values = new Object[positions.length];
            for (int i = 0; i < positions.length && !record.isEmpty(); i++) {
                String value = LineParser.orNull(record.get(positions[i]));
                values[i] = value == null || dialect.nulls().contains(value) ? null : value;
            }
            return values;
        }

        private Row row(long line, String text, String flaw, Object[] values) {
            return RowFactory.create(Date.valueOf(day), path, line, text, flaw, RowFactory.create(values));
        }

        private <T> Iterator<Row> mapped(Iterator<T> records, long most, RowsRead counts, Function<T, Row> row) {
            return new Iterator<>() {
                private long count;

                @Override
                public boolean hasNext() {
                    boolean hasNext = count < most && records.hasNext();
                    if (!hasNext) {
                        counts.add(new RowsRead.OfFile(path, count));
                    }
                    return hasNext;
                }

                @Override
                public Row next() {
                    count++;
                    return row.apply(records.next());
                }
            };
        }
    }
}
