package io.reelrank.workbench.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.reelrank.core.files.InputException;
import io.reelrank.core.files.TextLines;
import io.reelrank.core.settings.SourcesSettings.Format;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;

/**
 * The first rows of a file as texts.
 *
 * @param path where it is
 * @param format how its rows are written
 * @param delimiter between two values of CSV
 * @param columns the columns' names in the order of the file
 * @param rows [rows] [columns]; null where there is no value
 */
public record SampledFile(String path, Format format, char delimiter, List<String> columns, List<List<String>> rows) {
    private static final int SAMPLED_ROWS = 5000;
    private static final String DELIMITERS = ",\t;|";

    /**
     * Reads the first rows of a file; its first bytes tell the format.
     *
     * @throws InputException naming the file, if it cannot be read or has no rows
     */
    public static SampledFile of(SparkSession spark, String path) {
        if (path.replaceAll("\\.[a-z0-9]{2,6}$", "").endsWith(".parquet") || path.endsWith(".parquet")) {
            return parquet(spark, path);
        }
        List<String> lines = new ArrayList<>();
        try (TextLines text = TextLines.of(path, spark.sparkContext().hadoopConfiguration())) {
            while (text.hasNext() && lines.size() <= SAMPLED_ROWS) {
                lines.add(text.next().text());
            }
        }
        if (lines.isEmpty()) {
            throw new InputException("%s has no line: there is nothing to map".formatted(path));
        }
        if (lines.get(0).startsWith("PAR1")) {
            return parquet(spark, path);
        }
        return lines.get(0).stripLeading().startsWith("{") ? json(path, lines) : csv(path, lines);
    }

    /** Several files of one source as one, under the path of the first. */
    static SampledFile joined(List<SampledFile> files) {
        SampledFile first = files.get(0);
        List<List<String>> rows = new ArrayList<>();
        files.forEach(file -> rows.addAll(file.rows));
        return new SampledFile(first.path, first.format, first.delimiter, first.columns, rows);
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
        Map<String, Boolean> columns = new LinkedHashMap<>();
        for (String line : lines) {
            try {
                Map<String, String> object = new LinkedHashMap<>();
                mapper.readTree(line).properties().forEach(entry -> {
                    columns.put(entry.getKey(), true);
                    object.put(entry.getKey(), text(entry.getValue()));
                });
                objects.add(object);
            } catch (IOException e) {
                // A broken line says nothing about columns; collecting rejects it with its reason.
            }
        }
        if (columns.isEmpty()) {
            throw new InputException("%s has no line with a JSON object".formatted(path));
        }
        List<String> names = List.copyOf(columns.keySet());
        List<List<String>> rows = new ArrayList<>();
        objects.forEach(object -> rows.add(names.stream().map(object::get).toList()));
        return new SampledFile(path, Format.JSONL, ',', names, rows);
    }

    private static String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        String text = value.isValueNode() ? value.asText() : value.toString();
        return text.isBlank() ? null : text.strip();
    }

    private static SampledFile csv(String path, List<String> lines) {
        String header = lines.get(0);
        char delimiter = DELIMITERS
                .chars()
                .mapToObj(sign -> (char) sign)
                .max(Comparator.comparingLong(sign -> count(header, sign)))
                .orElseThrow();
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(delimiter);
        settings.setMaxCharsPerColumn(-1);
        settings.setMaxColumns(10_000);
        List<String[]> parsed = new CsvParser(settings).parseAll(new StringReader(String.join("\n", lines)));
        List<String> columns = Arrays.stream(parsed.get(0)).map(String::valueOf).toList();
        List<List<String>> rows = new ArrayList<>();
        for (String[] row : parsed.subList(1, parsed.size())) {
            if (row.length == columns.size()) {
                rows.add(Arrays.asList(row));
            }
        }
        return new SampledFile(path, Format.CSV, delimiter, columns, rows);
    }

    private static long count(String text, int sign) {
        return text.chars().filter(character -> character == sign).count();
    }

    private static SampledFile parquet(SparkSession spark, String path) {
        Dataset<Row> file;
        try {
            file = spark.read().parquet(path);
        } catch (Exception e) {
            // Exception, because Scala throws checked ones undeclared.
            throw new InputException("cannot read %s as Parquet: %s".formatted(path, e.getMessage()), e);
        }
        Column[] texts = Arrays.stream(file.schema().fields())
                .map(field -> {
                    Column column = functions.col("`" + field.name().replace("`", "``") + "`");
                    return field.dataType() instanceof ArrayType ? functions.to_json(column) : column.cast("string");
                })
                .toArray(Column[]::new);
        List<List<String>> rows = new ArrayList<>();
        file.select(texts)
                .limit(SAMPLED_ROWS)
                .collectAsList()
                .forEach(row -> rows.add(IntStream.range(0, texts.length)
                        .mapToObj(row::getString)
                        .toList()));
        return new SampledFile(path, Format.PARQUET, ',', List.of(file.columns()), rows);
    }
}
