package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.is_valid_utf8;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.files.FileBytes;
import io.reelrank.core.files.InputException;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.RejectedEvents;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Reads Parquet files for {@link SourceReader}, with all values as text, so that they are validated like those of CSV.
 */
final class ParquetSourceReader {
    private static final String WHITESPACE = IntStream.rangeClosed(0, Character.MAX_VALUE)
            .filter(Character::isWhitespace)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    private static final int NANOS_PER_MICRO = 1000;

    private final SparkSession spark;
    // Spark's names of errors about types that it does not have.
    private static final Pattern UNREADABLE_TYPE = Pattern.compile("TYPE|PRECISION");

    private final long rowsPerFile;

    ParquetSourceReader(SparkSession spark, long rowsPerFile) {
        this.spark = spark;
        this.rowsPerFile = rowsPerFile;
    }

    /**
     * The rows of a file, as {@link SourceReader} describes them; the number of a row counts as its line.
     *
     * @param source the source's name, for messages
     * @param day the day it was delivered for
     * @param columns the columns to read
     * @param counts is told the file's number of rows
     */
    Dataset<Row> read(String source, String file, LocalDate day, List<String> columns, RowsRead counts) {
        Dataset<Row> opened = opened(source, file);
        Dataset<Row> rows = rowsPerFile < Integer.MAX_VALUE
                ? opened.filter(col("_metadata.row_index").lt(rowsPerFile))
                : opened;
        SourceReader.requireColumns(source, file, Arrays.asList(rows.columns()), columns);
        Column isReadable = lit(true);
        List<Column> texts = new ArrayList<>();
        Map<String, Boolean> nanos;
        try (ParquetFileReader footer = ParquetFileReader.open(
                HadoopInputFile.fromPath(new Path(file), spark.sparkContext().hadoopConfiguration()))) {
            counts.add(new RowsRead.OfFile(file, Math.min(footer.getRecordCount(), rowsPerFile)));
            nanos = nanoseconds(footer);
        } catch (IOException e) {
            throw new InputException(
                    "source %s: cannot read %s as Parquet: %s; deliver it again"
                            .formatted(source, file, e.getMessage()),
                    e);
        }
        for (String name : columns) {
            DataType type = rows.schema().apply(name).dataType();
            Column text = nanos.containsKey(name)
                    ? date_format(
                            timestamp_micros(
                                    quoted(name).divide(NANOS_PER_MICRO).cast(DataTypes.LongType)),
                            nanos.get(name) ? ValueParsing.INSTANT : ValueParsing.LOCAL)
                    : text(source, file, name, type);
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

    /**
     * The timestamps in nanoseconds, which Spark reads as plain numbers, and whether each is an instant in UTC; the others
     * are times of a clock without a zone.
     */
    private static Map<String, Boolean> nanoseconds(ParquetFileReader footer) {
        Map<String, Boolean> nanos = new HashMap<>();
        for (Type field : footer.getFileMetaData().getSchema().getFields()) {
            if (field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
                    && time.getUnit() == LogicalTypeAnnotation.TimeUnit.NANOS) {
                nanos.put(field.getName(), time.isAdjustedToUTC());
            }
        }
        return nanos;
    }

    /** All columns of a file. */
    List<String> columns(String source, String file) {
        return Arrays.asList(opened(source, file).columns());
    }

    private Dataset<Row> opened(String source, String file) {
        Path path = new Path(file);
        try {
            if (!FileBytes.hasChecksum(path)
                    && path.getFileSystem(spark.sparkContext().hadoopConfiguration()) instanceof ChecksumFileSystem) {
                throw new InputException(
                        "source %s: %s has a colon in its name, and Hadoop reads no such Parquet file from a local disk; rename it"
                                .formatted(source, file));
            }
            return spark.read()
                    // A name is a name, also if it has signs of a pattern such as [ or {.
                    .option("__globPaths__", "false")
                    .parquet(file);
        } catch (InputException e) {
            throw e;
        } catch (Exception e) {
            // Exception, because Scala code throws checked exceptions that it does not declare.
            String cause = SourceReader.rootCause(e);
            throw new InputException(
                    "source %s: cannot read %s as Parquet: %s; %s"
                            .formatted(
                                    source,
                                    file,
                                    cause,
                                    UNREADABLE_TYPE.matcher(cause).find()
                                            ? "have the exporter leave the column of that type out, or write it as text or a number"
                                            : "deliver it again"),
                    e);
        }
    }

    /** A column as text: an array as JSON, a timestamp in UTC and independent of the settings' time zones. */
    private static Column text(String source, String file, String name, DataType type) {
        Column column = quoted(name);
        if (type instanceof ArrayType array && array.elementType() instanceof AtomicType) {
            return to_json(column);
        }
        if (type instanceof NullType) {
            // A column of a day that has no value in it.
            return column.cast(DataTypes.StringType);
        }
        if (type instanceof TimestampType) {
            return date_format(column, ValueParsing.INSTANT);
        }
        if (type instanceof TimestampNTZType) {
            return date_format(column.cast(DataTypes.TimestampType), ValueParsing.LOCAL);
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
