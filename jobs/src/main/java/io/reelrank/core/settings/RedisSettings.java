package io.reelrank.core.settings;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Redis that services read lists from.
 *
 * @param url {@code redis://HOST:PORT/DATABASE}, or {@code rediss://} for TLS
 * @param login who loads it
 * @param prefix what all keys begin with
 * @param fields the columns of lists that a value has
 * @param lifetime after what time a version that no load has replaced expires
 * @param pace how fast it is loaded
 */
public record RedisSettings(
        URI url, StoreLogin login, String prefix, List<String> fields, Duration lifetime, LoadPace pace)
        implements Serializable {
    private static final int PORT = 6379;
    private static final List<String> FIELDS = List.of("video_ids", "scores", "sources", "reasons");
    private static final Pattern DATABASE = Pattern.compile("/?|/\\d{1,4}");

    // Without the signs that SCAN takes for patterns.
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

    /** Nothing if the URL is empty. */
    static Optional<RedisSettings> of(Section section) {
        String url = section.text("url");
        StoreLogin login = StoreLogin.of(section);
        String prefix = section.text("prefix");
        if (!PREFIX.matcher(prefix).matches()) {
            throw section.wrong("prefix", "1 to 60 letters, digits, '_', '.' or '-'");
        }
        List<String> fields = section.textList("fields");
        if (!fields.contains(FIELDS.get(0))
                || !FIELDS.containsAll(fields)
                || new LinkedHashSet<>(fields).size() < fields.size()) {
            throw section.wrong(
                    "fields", "a list of " + String.join(", ", FIELDS) + ", each at most once, with video_ids");
        }
        Duration lifetime = Duration.ofHours(section.integer("lifetime-hours", 1, 24 * 365));
        LoadPace pace = LoadPace.of(section);
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RedisSettings(server(section, url), login, prefix, List.copyOf(fields), lifetime, pace));
    }

    private static URI server(Section section, String url) {
        if (url.contains("@")) {
            // The value is not shown: it may have the password.
            throw new SettingsException(
                    "illegal setting reelrank.serve.redis.url (%s): must have no user and no password; set serve.redis.user and serve.redis.password"
                            .formatted(section.where("url")));
        }
        URI server;
        try {
            server = URI.create(url);
        } catch (IllegalArgumentException e) {
            server = URI.create("");
        }
        boolean isRedis = "redis".equals(server.getScheme()) || "rediss".equals(server.getScheme());
        if (!isRedis
                || server.getHost() == null
                || server.getQuery() != null
                || !DATABASE.matcher(server.getPath()).matches()) {
            throw section.wrong("url", "empty, redis://HOST:PORT/DATABASE, or rediss://HOST:PORT/DATABASE for TLS");
        }
        return server;
    }

    /** The server's host name or address. */
    public String host() {
        return url.getHost();
    }

    /** The server's port. */
    public int port() {
        return url.getPort() < 0 ? PORT : url.getPort();
    }

    /** The number of the database on the server. */
    public int database() {
        String path = url.getPath();
        return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    }

    /** Whether the connection is encrypted, and the server's certificate is checked. */
    public boolean isEncrypted() {
        return url.getScheme().equals("rediss");
    }
}
