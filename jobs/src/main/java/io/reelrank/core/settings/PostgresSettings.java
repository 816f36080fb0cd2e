package io.reelrank.core.settings;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The PostgreSQL that services read lists from.
 *
 * @param url the URL of its JDBC driver, with the driver's own parameters such as {@code sslmode}
 * @param login who loads it
 * @param schema the schema of all its tables
 * @param pace how fast it is loaded
 */
public record PostgresSettings(String url, StoreLogin login, String schema, LoadPace pace) implements Serializable {
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://[^/?]+/[^/?]+(\\?.*)?");
    private static final Pattern SECRETS = Pattern.compile("(?i)@|[?&](user|password)=");

    // What needs no quotes, and is not folded to another case.
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** Nothing if the URL is empty. */
    static Optional<PostgresSettings> of(Section section) {
        String url = section.text("url");
        if (SECRETS.matcher(url).find()) {
            // The value is not shown: it may have the password.
            throw new SettingsException(
                    "illegal setting reelrank.serve.postgres.url (%s): must have no user and no password; set serve.postgres.user and serve.postgres.password"
                            .formatted(section.where("url")));
        }
        if (!url.isEmpty() && !URL.matcher(url).matches()) {
            throw section.wrong("url", "empty, or jdbc:postgresql://HOST:PORT/DATABASE with parameters of the driver");
        }
        StoreLogin login = StoreLogin.of(section);
        String schema = section.text("schema");
        if (!SCHEMA.matcher(schema).matches()) {
            throw section.wrong("schema", "a name of small letters, digits and '_', at most 63, no digit first");
        }
        LoadPace pace = LoadPace.of(section);
        return url.isEmpty() ? Optional.empty() : Optional.of(new PostgresSettings(url, login, schema, pace));
    }

    /** The URL without its parameters. */
    public String server() {
        return url.replaceFirst("\\?.*", "");
    }
}
