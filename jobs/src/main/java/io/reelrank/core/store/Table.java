package io.reelrank.core.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The declaration of a table: its name, the meaning of a row, its key and its columns. The rows lie in days, which the
 * column {@link #DAY} tells.
 *
 * @param name the table's name and its folder's
 * @param doc what one row is
 * @param key the columns whose values together are unique within a day; never null
 * @param fields the columns in their order, without the day
 * @param lifetime what decides how long its days are kept
 */
public record Table(String name, String doc, List<String> key, List<Field> fields, Lifetime lifetime) {
    /** The column that every table has besides its declared ones: the day of a row. */
    public static final String DAY = "dt";

    /** What decides how long the days of a table are kept. */
    public enum Lifetime {
        /** Days of events: a day is written when its events arrive, and read for as long as it is in a window. */
        EVENTS,
        /** Everything known at the end of a day: the next night goes on from it. */
        STATE,
        /** What a night computes from these. */
        OTHERS
    }

    /** Checks that the key's columns are declared and required. */
    public Table {
        key = List.copyOf(key);
        fields = List.copyOf(fields);
        for (String column : key) {
            if (fields.stream()
                    .noneMatch(field -> field.name().equals(column) && field.presence() == Field.Presence.REQUIRED)) {
                throw new IllegalArgumentException(
                        "illegal key of table %s: %s must be a required column".formatted(name, column));
            }
        }
    }

    /** Declares a table; {@code fields} are its columns in their order. */
    public static Table of(String name, String doc, List<String> key, Field... fields) {
        return new Table(name, doc, key, Arrays.asList(fields), Lifetime.OTHERS);
    }

    /** The same table with a lifetime. */
    public Table living(Lifetime other) {
        return new Table(name, doc, key, fields, other);
    }

    /** The schema for Spark; each column has its doc as its comment. */
    public StructType schema() {
        return new StructType(fields.stream()
                .map(field -> {
                    Metadata comment = new MetadataBuilder()
                            .putString("comment", field.doc())
                            .build();
                    return new StructField(
                            field.name(), field.type(), field.presence() == Field.Presence.OPTIONAL, comment);
                })
                .toArray(StructField[]::new));
    }

    /** The columns in their order, each with its doc as its comment. */
    Column[] columns() {
        return fields.stream()
                .map(field -> functions
                        .col(field.name())
                        .as(
                                field.name(),
                                new MetadataBuilder()
                                        .putString("comment", field.doc())
                                        .build()))
                .toArray(Column[]::new);
    }

    /**
     * Checks that rows have the columns of this table; nothing is cast.
     *
     * @param rows rows with at least these columns
     * @return the same rows
     * @throws IllegalArgumentException if a column is missing or has another type
     */
    Dataset<Row> conformed(Dataset<Row> rows) {
        List<String> present = Arrays.asList(rows.columns());
        List<String> wrong = new ArrayList<>();
        for (Field field : fields) {
            if (!present.contains(field.name())) {
                wrong.add("%s is missing".formatted(field.name()));
            } else {
                DataType type = rows.schema().apply(field.name()).dataType();
                if (!type.asNullable().equals(field.type().asNullable())) {
                    wrong.add("%s must be %s, is %s"
                            .formatted(field.name(), field.type().simpleString(), type.simpleString()));
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "illegal rows for table %s: %s".formatted(name, String.join("; ", wrong)));
        }
        return rows;
    }

    /** The condition that a required column of a row is null. */
    Column lacksRequired() {
        return fields.stream()
                .filter(field -> field.presence() == Field.Presence.REQUIRED)
                .map(field -> functions.col(field.name()).isNull())
                .reduce(Column::or)
                .orElse(functions.lit(false));
    }

    /** The key's columns and the day. */
    Column[] keyColumns() {
        return Stream.concat(key.stream(), Stream.of(DAY)).map(functions::col).toArray(Column[]::new);
    }
}
