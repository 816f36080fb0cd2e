package io.reelrank.core.settings;

import java.util.Optional;

/**
 * What is published, for how long, and into which stores its lists are loaded.
 *
 * @param keepVersions how many versions of a dataset are kept, the current one included
 * @param validHours age at which a version is stale, in hours from the end of its day
 * @param redis the Redis that lists are loaded into, if any
 * @param postgres the PostgreSQL that lists are loaded into, if any
 */
public record ServeSettings(
        int keepVersions, int validHours, Optional<RedisSettings> redis, Optional<PostgresSettings> postgres) {
    static ServeSettings of(Section section) {
        return new ServeSettings(
                section.integer("keep-versions", 2, 1000),
                section.integer("valid-hours", 1, 24 * 365),
                RedisSettings.of(section.section("redis")),
                PostgresSettings.of(section.section("postgres")));
    }
}
