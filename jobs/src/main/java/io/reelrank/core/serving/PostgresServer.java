package io.reelrank.core.serving;

import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.PostgresSettings;
import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Opens connections to the PostgreSQL of the settings.
 *
 * @param settings where it is, and who loads it
 */
record PostgresServer(PostgresSettings settings) implements Serializable {
    private static final int MOST_CONNECT_SECONDS = 30;

    /** What is done by a connection. */
    @FunctionalInterface
    interface PostgresUse<T> {
        T of(Connection connection) throws SQLException, IOException;
    }

    String name() {
        return "PostgreSQL at %s".formatted(settings.server().replaceFirst("jdbc:postgresql://", ""));
    }

    /** Uses a connection, in which each statement is a transaction, and which is closed then. */
    <T> T ask(PostgresUse<T> use) {
        try (Connection connection = connect()) {
            return use.of(connection);
        } catch (SQLException | IOException e) {
            throw failed(e);
        }
    }

    /** Does everything in one transaction. */
    <T> T transact(PostgresUse<T> use) {
        return ask(connection -> {
            connection.setAutoCommit(false);
            T result = use.of(connection);
            connection.commit();
            return result;
        });
    }

    private StorageException failed(Exception cause) {
        String reason = String.valueOf(cause.getMessage());
        for (Throwable deeper = cause.getCause(); deeper != null; deeper = deeper.getCause()) {
            reason += ": " + deeper.getMessage();
        }
        return new StorageException(
                "%s (reelrank.serve.postgres.url): %s; check the server and serve.postgres, and run again"
                        .formatted(name(), reason),
                cause);
    }

    private Connection connect() throws SQLException {
        int timeout = Math.toIntExact(settings.pace().timeout().toSeconds());
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "reelrank");
        properties.setProperty("connectTimeout", Integer.toString(Math.min(timeout, MOST_CONNECT_SECONDS)));
        properties.setProperty("socketTimeout", Integer.toString(timeout));
        properties.setProperty("tcpKeepAlive", "true");
        if (!settings.login().user().isEmpty()) {
            properties.setProperty("user", settings.login().user());
        }
        if (!settings.login().password().isEmpty()) {
            properties.setProperty("password", settings.login().password());
        }
        // Not by the driver's manager, which on executors does not see the jar of the application.
        Connection connection = new Driver().connect(settings.url(), properties);
        try (Statement statement = connection.createStatement()) {
            // An executor that vanished with its machine may leave a lock.
            statement.execute("SET lock_timeout = '%ds'".formatted(timeout));
        }
        return connection;
    }
}
