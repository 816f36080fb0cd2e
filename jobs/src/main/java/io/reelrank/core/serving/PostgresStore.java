package io.reelrank.core.serving;

import static org.apache.spark.sql.functions.col;

import io.reelrank.core.files.StorageException;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.settings.PostgresSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * PostgreSQL: a table a dataset and version, and a row that says which version the views of readers show.
 *
 * <p>The row is a row as any other: a transaction that reads several lists sees them of one version.
 */
final class PostgresStore implements ServingStore {
    private static final String ENCODING = "tables 1";

    // Shorter than PostgreSQL waits before it looks for deadlocks, which might end a reader.
    private static final String REMOVAL_WAIT = "SET lock_timeout = '500ms'";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String IS_TABLE = "SELECT to_regclass(?)::text WHERE to_regclass(?) IS NOT NULL";

    private final PostgresSettings settings;
    private final PostgresServer server;
    private final PostgresTables tables;

    PostgresStore(PostgresSettings settings) {
        this.settings = settings;
        this.server = new PostgresServer(settings);
        this.tables = new PostgresTables(settings.schema());
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public ServingVersion version(Publication publication) {
        return ServingVersion.of(publication, ENCODING);
    }

    @Override
    public Optional<String> current() {
        return server.ask(this::current);
    }

    private Optional<String> current(Connection connection) throws SQLException {
        return isDefined(connection)
                ? texts(connection, "SELECT version FROM " + tables.current()).stream()
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public boolean holds(ServingVersion version) {
        return server.ask(connection -> isDefined(connection)
                && !texts(
                                connection,
                                "SELECT version FROM %s WHERE is_loaded AND version = ?".formatted(tables.versions()),
                                version.name())
                        .isEmpty());
    }

    @Override
    public long prepare(ServingVersion version) {
        server.transact(connection -> {
            if (!isDefined(connection)) {
                for (String definition : tables.definitions()) {
                    run(connection, definition);
                }
            }
            return run(
                    connection,
                    "INSERT INTO %s VALUES (?, ?::date) ON CONFLICT DO NOTHING".formatted(tables.versions()),
                    version.name(),
                    version.night());
        });
        if (!holds(version)) {
            server.transact(connection -> {
                for (ServingDataset dataset : ServingDataset.values()) {
                    run(connection, tables.createPartition(dataset, version.name()));
                }
                return version;
            });
        }
        return loadedRows(version).values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void retain(Set<String> names) {
        server.ask(connection -> isDefined(connection) ? removeOthers(connection, names) : 0);
    }

    /** Removes what it gets the lock of; a table that somebody reads at length goes another night. */
    private int removeOthers(Connection connection, Set<String> kept) throws SQLException {
        List<String> old = texts(
                        connection,
                        "SELECT version FROM %s WHERE version NOT IN (SELECT version FROM %s) ORDER BY version"
                                .formatted(tables.versions(), tables.current()))
                .stream()
                .filter(version -> !kept.contains(version))
                .toList();
        run(connection, REMOVAL_WAIT);
        int removed = 0;
        for (String version : old) {
            try {
                run(
                        connection,
                        "UPDATE %s SET is_loaded = false WHERE version = ?".formatted(tables.versions()),
                        version);
                // Each by itself: with two locks at once, readers and this could wait for each other.
                for (ServingDataset dataset : ServingDataset.values()) {
                    run(connection, "DROP TABLE IF EXISTS " + tables.partition(dataset, version));
                }
                removed += run(connection, "DELETE FROM %s WHERE version = ?".formatted(tables.versions()), version);
            } catch (SQLException e) {
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
        return removed;
    }

    @Override
    public long lists(List<String> users) {
        return server.ask(connection -> {
            long lists = 0;
            if (isDefined(connection)) {
                for (String version : texts(connection, "SELECT version FROM " + tables.versions())) {
                    lists += lists(connection, tables.partition(ServingDataset.USER, version), users);
                }
            }
            return lists;
        });
    }

    /** Of a partition, whether it is attached or not: a load that was killed may have left one. */
    private static long lists(Connection connection, String partition, List<String> users) throws SQLException {
        if (texts(connection, IS_TABLE, partition, partition).isEmpty()) {
            return 0;
        }
        String query = "SELECT count(*) FROM %s WHERE %s = ANY(?)".formatted(partition, ServingDataset.USER.key());
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("text", users.toArray()));
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    @Override
    public void load(ServingVersion version, ServingDataset dataset, Dataset<Row> rows) {
        Column[] columns = dataset.table().fields().stream()
                .map(field -> col(field.name()))
                .toArray(Column[]::new);
        ServingParts.of(rows.select(columns), dataset.key(), settings.pace().connections())
                .foreachPartition(new PostgresLoad(server, tables, version.name(), dataset));
    }

    @Override
    public void finish(ServingVersion version) {
        Map<String, Long> loaded = loadedRows(version);
        version.rows().forEach((dataset, expected) -> {
            long rows = loaded.getOrDefault(dataset.table().name(), 0L);
            if (rows != expected) {
                throw new StorageException(
                        "%s (reelrank.serve.postgres.url): %d of %d rows of %s were loaded: run again"
                                .formatted(
                                        name(), rows, expected, dataset.table().name()));
            }
        });
        server.transact(connection -> {
            for (ServingDataset dataset : ServingDataset.values()) {
                for (String statement : tables.attachPartition(dataset, version.name())) {
                    run(connection, statement);
                }
            }
            return run(
                    connection,
                    "UPDATE %s SET is_loaded = true WHERE version = ?".formatted(tables.versions()),
                    version.name());
        });
    }

    @Override
    public void swap(ServingVersion version) {
        String statement = ("INSERT INTO %s (version) SELECT version FROM %s WHERE is_loaded AND version = ?"
                        + " ON CONFLICT (is_only) DO UPDATE SET version = EXCLUDED.version")
                .formatted(tables.current(), tables.versions());
        if (server.ask(connection -> run(connection, statement, version.name())) != 1) {
            throw new StorageException(
                    "%s (reelrank.serve.postgres.url): version %s is gone: did somebody remove it? Run again"
                            .formatted(name(), version.name()));
        }
    }

    private Map<String, Long> loadedRows(ServingVersion version) {
        return server.ask(connection -> {
            Map<String, Long> rows = new TreeMap<>();
            String query = "SELECT dataset, sum(loaded_rows) FROM %s WHERE version = ? GROUP BY dataset"
                    .formatted(tables.parts());
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setString(1, version.name());
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        rows.put(result.getString(1), result.getLong(2));
                    }
                }
            }
            return rows;
        });
    }

    private boolean isDefined(Connection connection) throws SQLException {
        return !texts(connection, IS_TABLE, tables.current(), tables.current()).isEmpty();
    }

    private static List<String> texts(Connection connection, String query, String... values) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int at = 0; at < values.length; at++) {
                statement.setString(at + 1, values[at]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    texts.add(result.getString(1));
                }
            }
        }
        return texts;
    }

    private static int run(Connection connection, String sql, String... values) throws SQLException {
        if (values.length == 0) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return 0;
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setString(at + 1, values[at]);
            }
            return statement.executeUpdate();
        }
    }
}
