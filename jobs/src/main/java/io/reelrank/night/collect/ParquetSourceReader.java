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
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.RejectedEvents;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Reads Parquet files for {@link SourceReader}, with all values as text, so that they are validated like those of CSV.
 */
final class ParquetSourceReader {
    private static final String WHITESPACE = IntStream.rangeClosed(0, Character.MAX_VALUE)
            .filter(Character::isWhitespace)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    private final SparkSession spark;

    ParquetSourceReader(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * The rows of a file, as {@link SourceReader} describes them; the number of a row counts as its line.
     *
     * @param source the source's name, for messages
     * @param day the day it was delivered for
     * @param columns the columns to read
     */
    Dataset<Row> read(String source, String file, LocalDate day, List<String> columns) {
        Dataset<Row> rows = opened(source, file);
        SourceReader.requireColumns(source, file, Arrays.asList(rows.columns()), columns);
        Column isReadable = lit(true);
        List<Column> texts = new ArrayList<>();
        for (String name : columns) {
            DataType type = rows.schema().apply(name).dataType();
            Column text = text(source, file, name, type);
            texts.add(when(text.notEqual(""), text).as(name));
            if (type instanceof StringType) {
                isReadable = isReadable.and(coalesce(is_valid_utf8(quoted(name)), lit(true)));
            }
        }
        Column[] all =
                Arrays.stream(rows.columns()).map(ParquetSourceReader::quoted).toArray(Column[]::new);
        return rows.select(
                lit(day).as(Table.DAY),
                lit(file).as(RejectedEvents.FILE),
                col("_metadata.row_index").plus(1).as(RejectedEvents.LINE),
                to_json(struct(all)).as(RejectedEvents.RAW),
                when(not(isReadable), "not UTF-8").as(SourceReader.MALFORMED),
                struct(texts.toArray(Column[]::new)).as(SourceReader.ROW));
    }

    /** All columns of a file. */
    List<String> columns(String source, String file) {
        return Arrays.asList(opened(source, file).columns());
    }

    private Dataset<Row> opened(String source, String file) {
        try {
            return spark.read().parquet(file);
        } catch (Exception e) {
            // Exception, because Scala code throws checked exceptions that it does not declare.
            throw new InputException(
                    "source %s: cannot read %s as Parquet: %s; deliver it again"
                            .formatted(source, file, SourceReader.rootCause(e)),
                    e);
        }
    }

    /** A column as text: an array as JSON, a timestamp in UTC and independent of the settings' time zones. */
    private static Column text(String source, String file, String name, DataType type) {
        Column column = quoted(name);
        if (type instanceof ArrayType array && array.elementType() instanceof AtomicType) {
            return to_json(column);
        }
        if (type instanceof TimestampType) {
            return date_format(column, ValueParsing.INSTANT);
        }
        if (type instanceof AtomicType && !(type instanceof BinaryType)) {
            return trim(column.cast("string"), WHITESPACE);
        }
        throw new InputException(
                "source %s: %s has in column %s %s, which is no text, number, time or list of them: correct the columns of reelrank.sources, or the file"
                        .formatted(source, file, name, type.sql()));
    }

    private static Column quoted(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }
}
