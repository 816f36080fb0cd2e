package io.reelrank.core.settings;

import java.util.Optional;

/**
 * What is published, for how long, and into which stores its lists are loaded.
 *
 * @param keepVersions how many versions of a dataset are kept, the current one included
 * @param validHours age at which a version is stale, in hours from the end of its day
 * @param redis the Redis that lists are loaded into, if any
 * @param postgres the PostgreSQL that lists are loaded into, if any
 * @param factors whether the model's factors are published too
 */
public record ServeSettings(
        int keepVersions,
        int validHours,
        Optional<RedisSettings> redis,
        Optional<PostgresSettings> postgres,
        ServedFactors factors) {
    // Lucene's own limit; the bias is a number of the vector too.
    private static final int MOST_INDEXED_RANK = 1023;

    /** What is published of the model's factors. */
    public enum ServedFactors {
        /** Nothing. */
        NONE,
        /** The factors of users and videos, by their ids. */
        TABLES,
        /** These, and an index of the videos for approximate search. */
        INDEX
    }

    static ServeSettings of(Section section) {
        return new ServeSettings(
                section.integer("keep-versions", 2, 1000),
                section.integer("valid-hours", 1, 24 * 365),
                RedisSettings.of(section.section("redis")),
                PostgresSettings.of(section.section("postgres")),
                section.choice("factors", ServedFactors.class));
    }

    /** Checks what the model's settings must be. */
    void requireFor(Section section, ModelSettings model) {
        if (factors == ServedFactors.INDEX && model.rank() > MOST_INDEXED_RANK) {
            throw section.wrong(
                    "factors",
                    "none or tables where model.rank = %d: an index has at most %d factors"
                            .formatted(model.rank(), MOST_INDEXED_RANK));
        }
    }
}
