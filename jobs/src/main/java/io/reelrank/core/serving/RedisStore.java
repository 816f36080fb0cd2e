package io.reelrank.core.serving;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.reelrank.core.files.StorageException;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.settings.RedisSettings;
import io.reelrank.core.settings.SettingsException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/**
 * Redis: a key a list, below the name of the version, and a pointer to the version that readers see.
 *
 * <p>A value is JSON: an object with the columns of {@code serve.redis.fields}. All keys of a version and its pointer expire
 * in the same moment, so no reader finds a part of a version.
 */
final class RedisStore implements ServingStore {
    private static final String ENCODING = "json 1";

    // Fields of the hash of a load. Others are parts, with their numbers of rows.
    private static final String EXPIRES = "expires";
    private static final String LOADED = "loaded";

    private final RedisSettings settings;
    private final RedisServer server;
    private final RedisKeys keys;

    RedisStore(RedisSettings settings) {
        this.settings = settings;
        this.server = new RedisServer(settings);
        this.keys = new RedisKeys(settings.prefix());
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public ServingVersion version(Publication publication) {
        return ServingVersion.of(publication, ENCODING + " " + settings.fields());
    }

    @Override
    public Optional<String> current() {
        return server.ask(redis -> Optional.ofNullable(redis.get(keys.current())));
    }

    @Override
    public boolean holds(ServingVersion version) {
        return server.ask(redis -> redis.hexists(keys.load(version.name()), LOADED));
    }

    @Override
    public void retain(Set<String> names) {
        String current = current().orElse("");
        RedisRemoval removal = new RedisRemoval(server, keys);
        versions().stream()
                .filter(name -> !name.equals(current) && !names.contains(name))
                .forEach(removal::remove);
    }

    private List<String> versions() {
        return server.ask(redis -> redis.smembers(keys.versions())).stream()
                .sorted()
                .toList();
    }

    @Override
    public long prepare(ServingVersion version) {
        requireNoCluster();
        return server.ask(redis -> begin(redis, version));
    }

    @Override
    public long lists(List<String> users) {
        return versions().stream()
                .mapToLong(version -> server.ask(redis -> redis.exists(users.stream()
                        .map(user -> keys.list(version, ServingDataset.USER.subject(), user))
                        .toArray(String[]::new))))
                .sum();
    }

    /** A version that has less than half of its life before it starts anew: it would expire while it is served. */
    private long begin(Jedis redis, ServingVersion version) {
        String load = keys.load(version.name());
        long now = Long.parseLong(redis.time().get(0));
        String expires = redis.hget(load, EXPIRES);
        if (expires == null
                || Long.parseLong(expires) - now < settings.lifetime().toSeconds() / 2) {
            long until = now + settings.lifetime().toSeconds();
            redis.del(load);
            redis.hset(load, EXPIRES, Long.toString(until));
            redis.expireAt(load, until);
        }
        redis.sadd(keys.versions(), version.name());
        return rows(redis.hgetAll(load), "");
    }

    @Override
    public void load(ServingVersion version, ServingDataset dataset, Dataset<Row> rows) {
        List<String> columns = Arrays.asList(rows.columns());
        Column[] fields = settings.fields().stream()
                .filter(columns::contains)
                .map(functions::col)
                .toArray(Column[]::new);
        Dataset<Row> encoded = rows.select(
                col(dataset.key()).as("key"), to_json(struct(fields)).as("value"));
        long expires = server.ask(redis -> expires(redis, version));
        ServingParts.of(encoded, "key", settings.pace().connections())
                .foreachPartition(new RedisLoad(server, keys, version.name(), dataset.subject(), expires));
    }

    @Override
    public void finish(ServingVersion version) {
        server.ask(redis -> {
            Map<String, String> load = redis.hgetAll(keys.load(version.name()));
            version.rows().forEach((dataset, expected) -> {
                long loaded = rows(load, dataset.subject() + "/");
                if (loaded != expected) {
                    throw new StorageException(
                            "%s (reelrank.serve.redis.url): %d of %d rows of %s were loaded: run again"
                                    .formatted(
                                            name(),
                                            loaded,
                                            expected,
                                            dataset.table().name()));
                }
            });
            return redis.hset(keys.load(version.name()), LOADED, version.night());
        });
    }

    @Override
    public void swap(ServingVersion version) {
        server.ask(redis ->
                redis.set(keys.current(), version.name(), SetParams.setParams().exAt(expires(redis, version))));
    }

    private long expires(Jedis redis, ServingVersion version) {
        String expires = redis.hget(keys.load(version.name()), EXPIRES);
        if (expires == null) {
            throw new StorageException(
                    "%s (reelrank.serve.redis.url): version %s is gone: did somebody flush the server? Run again"
                            .formatted(name(), version.name()));
        }
        return Long.parseLong(expires);
    }

    private static long rows(Map<String, String> load, String parts) {
        return load.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(parts) && entry.getKey().contains("/"))
                .mapToLong(entry -> Long.parseLong(entry.getValue()))
                .sum();
    }

    private void requireNoCluster() {
        String cluster = server.ask(redis -> redis.info("cluster"));
        if (Objects.requireNonNullElse(cluster, "").contains("cluster_enabled:1")) {
            throw new SettingsException(
                    "illegal setting reelrank.serve.redis.url: %s is a node of a Redis Cluster, which cannot be loaded: its servers have no pointer in common; give a server that is none, or a proxy"
                            .formatted(name()));
        }
    }
}
