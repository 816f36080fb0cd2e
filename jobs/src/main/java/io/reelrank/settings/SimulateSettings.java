package io.reelrank.settings;

/**
 * The synthetic platform.
 *
 * @param seed of everything that chance decides
 */
public record SimulateSettings(long seed) {
    static SimulateSettings of(Section section) {
        return new SimulateSettings(section.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE));
    }
}
