package io.reelrank.core.serving;

import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.RedisSettings;
import java.io.Serializable;
import java.util.function.Function;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Opens connections to the Redis of the settings.
 *
 * @param settings where it is, and who loads it
 */
record RedisServer(RedisSettings settings) implements Serializable {
    String name() {
        return "Redis at %s:%d".formatted(settings.host(), settings.port());
    }

    /** Uses a connection, which is closed then. */
    <T> T ask(Function<Jedis, T> use) {
        try (Jedis redis = new Jedis(new HostAndPort(settings.host(), settings.port()), config())) {
            return use.apply(redis);
        } catch (JedisException e) {
            throw failed(e);
        }
    }

    /** The error that it could not be reached, or refused something. */
    StorageException failed(JedisException cause) {
        String reason = cause.getMessage();
        for (Throwable deeper = cause.getCause(); deeper != null; deeper = deeper.getCause()) {
            reason += ": " + deeper.getMessage();
        }
        return new StorageException(
                "%s (reelrank.serve.redis.url): %s; check the server and serve.redis, and run again"
                        .formatted(name(), reason),
                cause);
    }

    private DefaultJedisClientConfig config() {
        int timeout = Math.toIntExact(settings.pace().timeout().toMillis());
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .timeoutMillis(timeout)
                .database(settings.database())
                // It asks for a protocol that this client does not speak, and warns of it each time.
                .autoNegotiateProtocol(false)
                .clientName("reelrank");
        if (!settings.login().user().isEmpty()) {
            config.user(settings.login().user());
        }
        if (!settings.login().password().isEmpty()) {
            config.password(settings.login().password());
        }
        if (settings.isEncrypted()) {
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return config.build();
    }
}
