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
 * A table's declaration: its name, what a row is, its key and its columns.
 *
 * @param name the folder's name
 * @param doc what one row is
 * @param key the columns that together occur once a day, never null
 * @param fields the columns in their order
 */
public record Table(String name, String doc, List<String> key, List<Field> fields) {
    /** The column that every table has besides its declared ones: the day of a row. */
    public static final String DAY = "dt";

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

    /** A table with its columns in their order; see the record for the rest. */
    public static Table of(String name, String doc, List<String> key, Field... fields) {
        return new Table(name, doc, key, Arrays.asList(fields));
    }

    /** The Spark schema; each column carries its doc as comment. */
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

    /** The columns in their order, each with its doc as comment. */
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
     * The rows themselves, if they hold this table's columns.
     *
     * @param rows rows with at least these columns
     * @throws IllegalArgumentException if a column is missing or of another type: nothing is cast
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

    /** A condition that holds for a row in which a required column is null. */
    Column lacksRequired() {
        return fields.stream()
                .filter(field -> field.presence() == Field.Presence.REQUIRED)
                .map(field -> functions.col(field.name()).isNull())
                .reduce(Column::or)
                .orElse(functions.lit(false));
    }

    /** The key's columns and the day. */
    Column[] keyColumns() {
        return Stream.concat(key.stream(), Stream.of("dt")).map(functions::col).toArray(Column[]::new);
    }
}
