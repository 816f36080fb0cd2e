package io.reelrank.core.settings;

import java.io.Serializable;
import java.time.Duration;

/**
 * How fast a serving store is loaded.
 *
 * @param connections how many tasks load at once, each by a connection of its own
 * @param rowsPerSecond the most rows a second of all connections together
 * @param timeout the longest wait for one answer of the server
 */
public record LoadPace(int connections, int rowsPerSecond, Duration timeout) implements Serializable {
    /** The most connections: as many as the parts into which a load is divided. */
    public static final int MOST_CONNECTIONS = 64;

    static LoadPace of(Section section) {
        return new LoadPace(
                section.integer("connections", 1, MOST_CONNECTIONS),
                section.integer("rows-per-second", 1, 1_000_000_000),
                Duration.ofSeconds(section.integer("timeout-seconds", 1, 86_400)));
    }
}
