package io.reelrank.workbench.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.reelrank.core.files.FileBytes;
import io.reelrank.core.files.InputException;
import io.reelrank.core.files.TextLines;
import io.reelrank.core.settings.CsvDialect;
import io.reelrank.core.settings.SourcesSettings.Format;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The first rows of a file as texts.
 *
 * @param path where it is
 * @param format how its rows are written
 * @param csv the settings of its dialect by key, such as delimiter; none where it is the usual one
 * @param columns the columns' names in the order of the file, without those of nested values
 * @param rows [rows] [columns]; null where there is no value
 */
public record SampledFile(
        String path, Format format, Map<String, String> csv, List<String> columns, List<List<String>> rows) {
    private static final int SAMPLED_ROWS = 5000;
    private static final String DELIMITERS = ",\t;|";
    private static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSX";
    private static final String LOCAL = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS";
    // What Excel writes in Chinese; UTF-16 is told by its first bytes.
    private static final List<String> ENCODINGS = List.of("UTF-8", "GB18030");

    /**
     * Reads the first rows of a file; its first bytes tell the format.
     *
     * @throws InputException naming the file, if it cannot be read or has no rows
     */
    public static SampledFile of(SparkSession spark, String path) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        byte[] begin = begin(path, hadoop);
        if (new String(begin, StandardCharsets.ISO_8859_1).startsWith("PAR1")) {
            return parquet(spark, path);
        }
        boolean isUtf16 = begin.length == 4
                && ((begin[0] == (byte) 0xFE && begin[1] == (byte) 0xFF)
                        || (begin[0] == (byte) 0xFF && begin[1] == (byte) 0xFE));
        for (String encoding : isUtf16 ? List.of("UTF-16") : ENCODINGS) {
            Optional<List<String>> lines = lines(path, hadoop, encoding);
            if (lines.isPresent()) {
                return text(path, encoding, lines.get());
            }
        }
        throw new InputException("%s is neither Parquet nor a text in UTF-8: there is nothing to map".formatted(path));
    }

    /** The first four bytes. */
    private static byte[] begin(String path, Configuration hadoop) {
        Path file = new Path(path);
        try {
            FileStatus status = file.getFileSystem(hadoop).getFileStatus(file);
            if (status.isDirectory()) {
                throw new InputException("%s is a folder: name one or two of its files".formatted(path));
            }
            if (status.getLen() == 0) {
                throw new InputException("%s is empty (0 bytes): there is nothing to map".formatted(path));
            }
            try (InputStream bytes = FileBytes.open(file, hadoop)) {
                return bytes.readNBytes(4);
            }
        } catch (FileNotFoundException e) {
            throw new InputException("there is no file %s".formatted(path), e);
        } catch (IOException e) {
            throw new InputException("cannot read %s: %s".formatted(path, rootCause(e)), e);
        }
    }

    /** The first lines; nothing where the file is not a text of this encoding. */
    private static Optional<List<String>> lines(String path, Configuration hadoop, String encoding) {
        List<String> lines = new ArrayList<>();
        int flaws = 0;
        try (TextLines text = TextLines.of(path, hadoop, Charset.forName(encoding))) {
            while (text.hasNext() && lines.size() <= SAMPLED_ROWS) {
                TextLines.Line line = text.next();
                if (line.flaw().isPresent() || line.text().matches("(?s).*[\\x00-\\x08\\x0E-\\x1F].*")) {
                    flaws++;
                } else {
                    lines.add(line.text());
                }
            }
        } catch (InputException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                return Optional.empty();
            }
            throw e;
        }
        if (lines.isEmpty() && flaws == 0) {
            throw new InputException("%s has no line: there is nothing to map".formatted(path));
        }
        // A broken line or two are no other encoding.
        return flaws * 20 > lines.size() ? Optional.empty() : Optional.of(lines);
    }

    private static SampledFile text(String path, String encoding, List<String> lines) {
        String first = lines.get(0).stripLeading();
        if (first.startsWith("[")) {
            throw new InputException(
                    "%s is one JSON array: write JSON Lines instead, one object a line".formatted(path));
        }
        return first.startsWith("{") ? json(path, lines) : csv(path, encoding, lines);
    }

    /** Several files of one source as one, under the path of the first. */
    static SampledFile joined(List<SampledFile> files) {
        SampledFile first = files.get(0);
        List<List<String>> rows = new ArrayList<>();
        files.forEach(file -> rows.addAll(file.inOrder(first.columns)));
        return new SampledFile(first.path, first.format, first.csv, first.columns, rows);
    }

    private List<List<String>> inOrder(List<String> names) {
        return rows.stream()
                .map(row -> names.stream()
                        .map(name -> columns.contains(name) ? row.get(columns.indexOf(name)) : null)
                        .toList())
                .toList();
    }

    ColumnProfile profile(String column) {
        int place = columns.indexOf(column);
        List<String> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.get(place)));
        return ColumnProfile.of(column, values);
    }

    private static SampledFile json(String path, List<String> lines) {
        ObjectMapper mapper = new ObjectMapper();
        List<Map<String, String>> objects = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        Set<String> nested = new HashSet<>();
        for (String line : lines) {
            try {
                Map<String, String> object = new LinkedHashMap<>();
                mapper.readTree(line).properties().forEach(entry -> {
                    columns.add(entry.getKey());
                    if (entry.getValue().isObject()) {
                        nested.add(entry.getKey());
                    }
                    object.put(entry.getKey(), text(entry.getValue()));
                });
                objects.add(object);
            } catch (IOException e) {
                // A broken line says nothing about columns; collecting rejects it with its reason.
            }
        }
        columns.removeAll(nested);
        if (columns.isEmpty()) {
            throw new InputException(
                    "%s has no line with a JSON object of values: write JSON Lines, one object a line".formatted(path));
        }
        List<String> names = List.copyOf(columns);
        List<List<String>> rows = new ArrayList<>();
        objects.forEach(object -> rows.add(
                Collections.unmodifiableList(names.stream().map(object::get).collect(Collectors.toList()))));
        return new SampledFile(path, Format.JSONL, Map.of(), names, rows);
    }

    private static String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        String text = value.isValueNode() ? value.asText() : value.toString();
        return text.isBlank() ? null : text.strip();
    }

    private static SampledFile csv(String path, String encoding, List<String> lines) {
        String header = lines.get(0);
        char delimiter = DELIMITERS
                .chars()
                .mapToObj(sign -> (char) sign)
                .max(Comparator.comparingLong(sign -> count(header, sign)))
                .orElseThrow();
        boolean isEscaped = isEscaped(lines, delimiter);
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(delimiter);
        // No line is a comment unless the settings say so.
        settings.getFormat().setComment('\0');
        if (isEscaped) {
            settings.getFormat().setQuoteEscape('\\');
        }
        settings.setMaxCharsPerColumn(-1);
        settings.setMaxColumns(10_000);
        List<String[]> parsed = new CsvParser(settings).parseAll(new StringReader(String.join("\n", lines)));
        List<String> columns = Arrays.stream(parsed.get(0))
                .map(name -> name == null ? "" : name)
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (String[] row : parsed.subList(1, parsed.size())) {
            if (row.length == columns.size()) {
                rows.add(Arrays.stream(row)
                        .map(value ->
                                value == null || CsvDialect.RFC_4180.nulls().contains(value) ? null : value)
                        .collect(Collectors.toList()));
            }
        }
        Map<String, String> csv = new LinkedHashMap<>();
        if (delimiter != ',') {
            csv.put("delimiter", String.valueOf(delimiter));
        }
        if (isEscaped) {
            csv.put("escape", "\\");
        }
        if (!encoding.equals(CsvDialect.RFC_4180.encoding())) {
            csv.put("encoding", encoding);
        }
        return new SampledFile(path, Format.CSV, csv, columns, rows);
    }

    /** Whether a backslash stands before a quote inside of a quoted value. */
    private static boolean isEscaped(List<String> lines, char delimiter) {
        Pattern escaped = Pattern.compile("[^\\\\]\\\\\"[^" + Pattern.quote(String.valueOf(delimiter)) + "]");
        return lines.stream()
                .anyMatch(line -> line.indexOf('"') < line.indexOf("\\\"")
                        && escaped.matcher(line).find());
    }

    private static long count(String text, int sign) {
        return text.chars().filter(character -> character == sign).count();
    }

    private static SampledFile parquet(SparkSession spark, String path) {
        try {
            // A name is a name, also if it has signs of a pattern such as [ or {.
            Dataset<Row> file = spark.read().option("__globPaths__", "false").parquet(path);
            List<StructField> fields = Arrays.stream(file.schema().fields())
                    .filter(field -> isReadable(field.dataType()))
                    .toList();
            List<List<String>> rows = new ArrayList<>();
            file.select(fields.stream().map(SampledFile::text).toArray(Column[]::new))
                    .limit(SAMPLED_ROWS)
                    .collectAsList()
                    .forEach(row -> rows.add(IntStream.range(0, fields.size())
                            .mapToObj(row::getString)
                            .collect(Collectors.toList())));
            return new SampledFile(
                    path,
                    Format.PARQUET,
                    Map.of(),
                    fields.stream().map(StructField::name).toList(),
                    rows);
        } catch (Exception e) {
            // Exception, because Scala throws checked ones undeclared.
            throw new InputException("cannot read %s as Parquet: %s".formatted(path, rootCause(e)), e);
        }
    }

    private static boolean isReadable(DataType type) {
        return !(type instanceof StructType || type instanceof MapType || type instanceof BinaryType);
    }

    /** A column as the text that a night maps. */
    private static Column text(StructField field) {
        Column column = functions.col("`" + field.name().replace("`", "``") + "`");
        Column text;
        if (field.dataType() instanceof ArrayType) {
            text = functions.to_json(column);
        } else if (field.dataType() instanceof TimestampType) {
            text = functions.date_format(column, INSTANT);
        } else if (field.dataType() instanceof TimestampNTZType) {
            text = functions.date_format(column, LOCAL);
        } else {
            text = functions.trim(column.cast("string"));
        }
        return functions.when(text.notEqual(""), text);
    }

    private static String rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
