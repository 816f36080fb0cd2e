package io.reelrank.core.serving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Copies the parts of one connection to PostgreSQL: rows of part and the dataset's columns, a part's rows together.
 *
 * <p>A part is one transaction, which begins with its mark. A part that is marked is passed over. Where Spark runs a task
 * twice, the second one waits at the mark for the first.
 *
 * @param server the server
 * @param tables the names of tables
 * @param version the version's name
 * @param dataset the dataset
 */
record PostgresLoad(PostgresServer server, PostgresTables tables, String version, ServingDataset dataset)
        implements ForeachPartitionFunction<Row> {

    @Override
    public void call(Iterator<Row> rows) {
        if (rows.hasNext()) {
            server.ask(connection -> copy(connection, rows));
        }
    }

    private long copy(Connection connection, Iterator<Row> rows) throws SQLException, IOException {
        connection.setAutoCommit(false);
        RateLimit limit = new RateLimit(server.settings().pace(), System.nanoTime());
        CopyLine line = new CopyLine();
        PartCopy copy = null;
        int part = -1;
        long copied = 0;
        while (rows.hasNext()) {
            Row row = rows.next();
            if (row.getInt(0) != part) {
                copied += end(connection, copy, part);
                part = row.getInt(0);
                copy = isNew(connection, part) ? begin(connection, limit) : null;
            }
            if (copy != null) {
                copy.add(line.of(row, 1));
            }
        }
        return copied + end(connection, copy, part);
    }

    private boolean isNew(Connection connection, int part) throws SQLException {
        String mark = "INSERT INTO %s VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING".formatted(tables.parts());
        try (PreparedStatement statement = connection.prepareStatement(mark)) {
            statement.setString(1, version);
            statement.setString(2, dataset.table().name());
            statement.setInt(3, part);
            return statement.executeUpdate() == 1;
        }
    }

    private PartCopy begin(Connection connection, RateLimit limit) throws SQLException {
        return new PartCopy(
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(tables.copy(dataset, version)), limit);
    }

    private long end(Connection connection, PartCopy copy, int part) throws SQLException {
        long rows = 0;
        if (copy != null) {
            rows = copy.end();
            String mark = "UPDATE %s SET loaded_rows = ? WHERE version = ? AND dataset = ? AND part = ?"
                    .formatted(tables.parts());
            try (PreparedStatement statement = connection.prepareStatement(mark)) {
                statement.setLong(1, rows);
                statement.setString(2, version);
                statement.setString(3, dataset.table().name());
                statement.setInt(4, part);
                statement.executeUpdate();
            }
        }
        connection.commit();
        return rows;
    }

    /** The rows of one part on their way. */
    private static final class PartCopy {
        private final CopyIn copy;
        private final RateLimit limit;
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        private int waiting;

        PartCopy(CopyIn copy, RateLimit limit) {
            this.copy = copy;
            this.limit = limit;
        }

        void add(byte[] line) throws SQLException {
            buffer.writeBytes(line);
            if (++waiting == limit.batch()) {
                send();
            }
        }

        long end() throws SQLException {
            send();
            return copy.endCopy();
        }

        private void send() throws SQLException {
            limit.await(waiting);
            copy.writeToCopy(buffer.toByteArray(), 0, buffer.size());
            buffer.reset();
            waiting = 0;
        }
    }
}
