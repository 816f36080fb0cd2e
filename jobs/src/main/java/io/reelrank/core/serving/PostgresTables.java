package io.reelrank.core.serving;

import io.reelrank.core.store.Field;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The SQL of everything in PostgreSQL. A dataset is a table with a partition for each version, below a view of the version
 * that readers see.
 *
 * @param schema the schema
 */
record PostgresTables(String schema) implements Serializable {
    /** The statements that make the schema; the view of the pointer's table is there when all is there. */
    List<String> definitions() {
        List<String> statements = new ArrayList<>(List.of(
                "CREATE SCHEMA IF NOT EXISTS %s".formatted(schema),
                "CREATE TABLE %s (version text PRIMARY KEY, night date NOT NULL, is_loaded boolean NOT NULL DEFAULT false)"
                        .formatted(versions()),
                ("CREATE TABLE %s (version text NOT NULL REFERENCES %s ON DELETE CASCADE, dataset text NOT NULL,"
                                + " part int NOT NULL, loaded_rows bigint NOT NULL, PRIMARY KEY (version, dataset, part))")
                        .formatted(parts(), versions()),
                ("CREATE TABLE %s (is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),"
                                + " version text NOT NULL REFERENCES %s)")
                        .formatted(current(), versions())));
        for (ServingDataset dataset : ServingDataset.values()) {
            statements.add("CREATE TABLE %s (version text NOT NULL, %s) PARTITION BY LIST (version)"
                    .formatted(
                            allVersions(dataset),
                            dataset.table().fields().stream()
                                    .map(field -> "%s %s NOT NULL".formatted(field.name(), type(field.type())))
                                    .collect(Collectors.joining(", "))));
            statements.add("CREATE VIEW %s AS SELECT %s FROM %s WHERE version = (SELECT version FROM %s)"
                    .formatted(view(dataset), columns(dataset), allVersions(dataset), current()));
        }
        return statements;
    }

    /** The table of all versions of which something is there. */
    String versions() {
        return schema + ".versions";
    }

    /** The table of the parts that were loaded. */
    String parts() {
        return schema + ".loaded_parts";
    }

    /** The pointer: a table of one row with the version that readers see. */
    String current() {
        return schema + ".current_version";
    }

    /** What readers select from. */
    String view(ServingDataset dataset) {
        return "%s.%s".formatted(schema, dataset.table().name());
    }

    /** The table of a version, which becomes a partition when it is loaded. */
    String partition(ServingDataset dataset, String version) {
        return "%s_%s".formatted(view(dataset), version);
    }

    String createPartition(ServingDataset dataset, String version) {
        return "CREATE TABLE IF NOT EXISTS %s (LIKE %s, CHECK (version = '%s'))"
                        .formatted(partition(dataset, version), allVersions(dataset), version)
                + ";ALTER TABLE %s ALTER version SET DEFAULT '%s'".formatted(partition(dataset, version), version);
    }

    /** The statements that make the index of a loaded table, and the table a partition. */
    List<String> attachPartition(ServingDataset dataset, String version) {
        String partition = partition(dataset, version);
        return List.of(
                "ALTER TABLE %s ADD PRIMARY KEY (%s)".formatted(partition, dataset.key()),
                "ANALYZE %s".formatted(partition),
                // The check tells that all rows belong here: none is read for it.
                "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES IN ('%s')"
                        .formatted(allVersions(dataset), partition, version));
    }

    String copy(ServingDataset dataset, String version) {
        return "COPY %s (%s) FROM STDIN (FORMAT csv)".formatted(partition(dataset, version), columns(dataset));
    }

    private String allVersions(ServingDataset dataset) {
        return view(dataset) + "_versions";
    }

    private static String columns(ServingDataset dataset) {
        return dataset.table().fields().stream().map(Field::name).collect(Collectors.joining(", "));
    }

    private static String type(DataType type) {
        if (type instanceof ArrayType array) {
            return type(array.elementType()) + "[]";
        }
        if (type.equals(DataTypes.StringType)) {
            return "text";
        }
        if (type.equals(DataTypes.FloatType)) {
            return "real";
        }
        throw new IllegalArgumentException("no type of PostgreSQL is chosen for " + type.simpleString());
    }
}
