package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.is_valid_utf8;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.TextLines;
import io.reelrank.core.settings.SourcesSettings.Format;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
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
final class SourceReader {
    private static final int LINES_OF_ALL_KEYS = 100;
    private static final int PROBED_LINES = 10_000;
    private static final String SPACE = IntStream.rangeClosed(0, Character.MAX_VALUE)
            .filter(Character::isWhitespace)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

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
            Object[] values = new Object[wanted.size()];
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

    private final SparkSession spark;
    private final Configuration hadoop;

    SourceReader(SparkSession spark) {
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
            case JSONL -> probedKeys(source, file, List.of());
            case PARQUET -> Arrays.asList(opened(source, file).columns());
        };
    }

    private Dataset<Row> text(String source, Format format, Map<String, LocalDate> days, List<String> wanted) {
        List<File> files = new ArrayList<>();
        days.forEach((path, day) -> {
            List<String> present = format == Format.CSV ? header(source, path) : probedKeys(source, path, wanted);
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
        Dataset<Row> rows = opened(source, file);
        requireColumns(source, file, Arrays.asList(rows.columns()), wanted);
        Column isReadable = lit(true);
        List<Column> texts = new ArrayList<>();
        for (String name : wanted) {
            DataType type = rows.schema().apply(name).dataType();
            Column text = text(source, file, name, type);
            texts.add(when(text.notEqual(""), text).as(name));
            if (type instanceof StringType) {
                isReadable = isReadable.and(coalesce(is_valid_utf8(quoted(name)), lit(true)));
            }
        }
        Column[] all = Arrays.stream(rows.columns()).map(SourceReader::quoted).toArray(Column[]::new);
        return rows.select(
                lit(day).as("dt"),
                lit(file).as("file"),
                col("_metadata.row_index").plus(1).as("line"),
                to_json(struct(all)).as("raw"),
                when(not(isReadable), "not UTF-8").as("malformed"),
                struct(texts.toArray(Column[]::new)).as("row"));
    }

    private Dataset<Row> opened(String source, String file) {
        try {
            return spark.read().parquet(file);
        } catch (Exception e) {
            // Exception, because Scala throws checked ones undeclared.
            throw new InputException(
                    "source %s: cannot read %s as Parquet: %s; deliver it again".formatted(source, file, cause(e)), e);
        }
    }

    /**
     * What a column of Parquet says, as text: arrays as JSON, a moment in UTC, so that no zone of the settings moves
     * it.
     */
    private static Column text(String source, String file, String name, DataType type) {
        Column column = quoted(name);
        if (type instanceof ArrayType array && array.elementType() instanceof AtomicType) {
            return to_json(column);
        }
        if (type instanceof TimestampType) {
            return date_format(column, ValueParsing.INSTANT);
        }
        if (type instanceof AtomicType && !(type instanceof BinaryType)) {
            return trim(column.cast("string"), SPACE);
        }
        throw new InputException(
                "source %s: %s has in column %s %s, which is no text, number, time or list of them: correct the columns of reelrank.sources, or the file"
                        .formatted(source, file, name, type.sql()));
    }

    /**
     * What a failure means: that of a task which could not read a source's file is the file's fault.
     *
     * @param written the root of what reelrank itself wrote
     */
    static RuntimeException fault(Exception thrown, Path written) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SparkThrowable spark
                    && String.valueOf(spark.getCondition()).startsWith("FAILED_READ_FILE")) {
                String file = String.valueOf(spark.getMessageParameters().get("path"));
                if (!new Path(file).toUri().getPath().startsWith(written.toUri().getPath() + "/")) {
                    return new InputException(
                            "cannot read %s: %s; deliver it again".formatted(file, cause(cause)), thrown);
                }
            }
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }

    private static String cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
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
     * The keys of a JSON file's first lines, and of more where a wanted one is seldom; broken lines are rejected later.
     */
    private List<String> probedKeys(String source, String file, List<String> wanted) {
        Set<String> keys = new LinkedHashSet<>();
        JsonLine objects = new JsonLine();
        String flaw = "";
        try (TextLines lines = TextLines.of(file, hadoop)) {
            for (int probed = 0;
                    lines.hasNext()
                            && (probed < LINES_OF_ALL_KEYS || (probed < PROBED_LINES && !keys.containsAll(wanted)));
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

    private static void requireColumns(String source, String file, List<String> present, List<String> wanted) {
        for (String name : wanted) {
            if (present.indexOf(name) != present.lastIndexOf(name)) {
                throw new InputException(
                        "source %s: %s has column %s twice: deliver it again".formatted(source, file, name));
            }
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
