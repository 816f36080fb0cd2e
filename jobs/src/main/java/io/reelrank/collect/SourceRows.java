package io.reelrank.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.reelrank.settings.SourcesSettings.Format;
import io.reelrank.stage.InputException;
import io.reelrank.stage.TextLines;
import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads files' rows as text columns, each row with its file and line.
 *
 * <p>The result has {@code dt} (the day the file was delivered for), {@code file}, {@code line}, {@code raw}, {@code
 * malformed} (why the row could not be parsed, or null) and {@code row}, a struct of the wanted columns as strings
 * without space around them, null where empty; JSON arrays stay JSON text.
 *
 * <p>Text is taken apart by the task that reads it, once: as Spark's expressions, parsing would be repeated for every
 * column that is asked for.
 */
final class SourceRows {
    private static final int PROBED_LINES = 100;

    /**
     * A file to read.
     *
     * @param header the columns of a CSV file in its order; empty for JSON
     */
    private record File(String path, LocalDate day, Format format, List<String> header, List<String> wanted)
            implements Serializable {

        private LineParser parser() {
            return format == Format.CSV ? LineParser.csv(header, wanted) : LineParser.json(wanted);
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
            Optional<Object[]> values = parser.parse(line.text());
            return RowFactory.create(
                    Date.valueOf(day),
                    path,
                    line.number(),
                    line.text(),
                    values.isPresent() ? null : "not " + parser.expected(),
                    RowFactory.create(values.orElseGet(() -> new Object[wanted.size()])));
        }
    }

    private final SparkSession spark;
    private final Configuration hadoop;

    SourceRows(SparkSession spark) {
        this.spark = spark;
        this.hadoop = spark.sparkContext().hadoopConfiguration();
    }

    /**
     * The rows of some files.
     *
     * @param source the source's name, for messages
     * @param days at least one file, each with its day
     * @param wanted the source's columns that its mapping names
     * @throws InputException if a file lacks a wanted column, naming both
     */
    Dataset<Row> read(String source, Format format, Map<String, LocalDate> days, Collection<String> wanted) {
        List<String> columns = List.copyOf(new TreeSet<>(wanted));
        return format == Format.PARQUET
                ? days.entrySet().stream()
                        .map(file -> parquet(source, file.getKey(), file.getValue(), columns))
                        .reduce(Dataset::unionByName)
                        .orElseThrow()
                : text(source, format, days, columns);
    }

    /** The columns of a file, those that nothing is read from included. */
    List<String> columns(String source, Format format, String file) {
        return switch (format) {
            case CSV -> header(source, file);
            case JSONL -> probedKeys(file);
            case PARQUET -> Arrays.asList(spark.read().parquet(file).columns());
        };
    }

    private Dataset<Row> text(String source, Format format, Map<String, LocalDate> days, List<String> wanted) {
        List<File> files = new ArrayList<>();
        days.forEach((path, day) -> {
            List<String> present = format == Format.CSV ? header(source, path) : probedKeys(path);
            requireColumns(source, path, present, wanted);
            files.add(new File(path, day, format, format == Format.CSV ? present : List.of(), wanted));
        });
        StructType row = new StructType();
        for (String name : wanted) {
            row = row.add(name, DataTypes.StringType);
        }
        StructType schema = new StructType()
                .add("dt", "date")
                .add("file", "string")
                .add("line", "long")
                .add("raw", "string")
                .add("malformed", "string")
                .add("row", row);
        SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .parallelize(files, files.size())
                        .flatMap(file -> file.rows(configuration.value())),
                schema);
    }

    private Dataset<Row> parquet(String source, String file, LocalDate day, List<String> wanted) {
        Dataset<Row> rows = spark.read().parquet(file);
        requireColumns(source, file, Arrays.asList(rows.columns()), wanted);
        Column[] texts = wanted.stream()
                .map(name -> {
                    Column text = rows.schema().apply(name).dataType() instanceof ArrayType
                            ? to_json(quoted(name))
                            : trim(quoted(name).cast("string"));
                    return when(text.notEqual(""), text).as(name);
                })
                .toArray(Column[]::new);
        Column[] all = Arrays.stream(rows.columns()).map(SourceRows::quoted).toArray(Column[]::new);
        return rows.select(
                lit(day).as("dt"),
                lit(file).as("file"),
                col("_metadata.row_index").plus(1).as("line"),
                to_json(struct(all)).as("raw"),
                lit(null).cast("string").as("malformed"),
                struct(texts).as("row"));
    }

    private List<String> header(String source, String file) {
        return TextLines.first(file, hadoop)
                .map(LineParser::header)
                .orElseThrow(() -> new InputException(
                        "source %s: %s has no line: its first must name the columns".formatted(source, file)));
    }

    /** The keys of a JSON file's first lines; broken ones are rejected later, with their line. */
    private List<String> probedKeys(String file) {
        Set<String> keys = new LinkedHashSet<>();
        try (TextLines lines = TextLines.of(file, hadoop)) {
            for (int line = 0; lines.hasNext() && line < PROBED_LINES; line++) {
                keys.addAll(LineParser.keys(lines.next().text()));
            }
        }
        return List.copyOf(keys);
    }

    private static void requireColumns(String source, String file, List<String> present, List<String> wanted) {
        for (String name : wanted) {
            if (!present.contains(name)) {
                throw new InputException(
                        "source %s: %s has no column %s; it has %s: correct the columns of reelrank.sources, or the file"
                                .formatted(source, file, name, String.join(", ", present)));
            }
        }
    }

    private static Column quoted(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }
}
