package io.reelrank.night.collect;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.TextLines;
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
import java.util.Set;
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
    private final Configuration hadoop;

    TextSourceReader(SparkSession spark) {
        this.spark = spark;
        this.hadoop = spark.sparkContext().hadoopConfiguration();
    }

    /**
     * The rows of some files, as {@link SourceReader} describes them.
     *
     * @param source the source's name, for messages
     * @param days the files, each with its day
     * @param columns the columns to read
     */
    Dataset<Row> read(String source, Format format, Map<String, LocalDate> days, List<String> columns) {
        List<TextFile> files = new ArrayList<>();
        days.forEach((path, day) -> {
            List<String> present = format == Format.CSV ? header(source, path) : keys(source, path, columns);
            SourceReader.requireColumns(source, path, present, columns);
            files.add(new TextFile(path, day, format, format == Format.CSV ? present : List.of(), columns));
        });
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
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .parallelize(files, files.size())
                        .flatMap(file -> file.rows(configuration.value())),
                schema);
    }

    /** All columns of a file, as far as its first lines name them. */
    List<String> columns(String source, Format format, String file) {
        return format == Format.CSV ? header(source, file) : keys(source, file, List.of());
    }

    private List<String> header(String source, String file) {
        TextLines.Line line = TextLines.first(file, hadoop)
                .orElseThrow(() -> new InputException(
                        "source %s: %s has no line: its first must name the columns".formatted(source, file)));
        try {
            if (line.flaw().isPresent()) {
                throw new MalformedLineException(line.flaw().get());
            }
            return CsvLine.values(line.text());
        } catch (MalformedLineException e) {
            throw new InputException(
                    "source %s: the first line of %s must name the columns: %s; deliver it again"
                            .formatted(source, file, e.getMessage()),
                    e);
        }
    }

    /**
     * The keys in the first lines of a JSON file. While one of {@code columns} is missing, it searches more lines. It
     * passes over malformed lines; they are rejected when the file is read.
     */
    private List<String> keys(String source, String file, List<String> columns) {
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
        if (keys.isEmpty()) {
            throw new InputException(
                    "source %s: %s has no line%s; deliver it again, or remove it".formatted(source, file, flaw));
        }
        return List.copyOf(keys);
    }

    /**
     * A file that a task reads.
     *
     * @param day the day it was delivered for
     * @param header the columns of a CSV file in its order; empty for JSON
     * @param columns the columns to read
     */
    private record TextFile(String path, LocalDate day, Format format, List<String> header, List<String> columns)
            implements Serializable {

        private LineParser parser() {
            return format == Format.CSV ? LineParser.csv(header, columns) : LineParser.json(columns);
        }

        private Iterator<Row> rows(Configuration hadoop) {
            TextLines lines = TextLines.of(path, hadoop);
            if (format == Format.CSV && lines.hasNext()) {
                lines.next();
            }
            LineParser parser = parser();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return lines.hasNext();
                }

                @Override
                public Row next() {
                    return parsed(lines.next(), parser);
                }
            };
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
            return RowFactory.create(
                    Date.valueOf(day), path, line.number(), line.text(), flaw, RowFactory.create(values));
        }
    }
}
