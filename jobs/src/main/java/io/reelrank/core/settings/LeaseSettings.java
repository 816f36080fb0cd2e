package io.reelrank.core.settings;

import java.time.Duration;

/**
 * How a run holds its storage root.
 *
 * @param term how long the lease holds without being renewed; it is renewed four times in that time
 * @param clockMargin how much the clocks of two hosts may differ
 */
public record LeaseSettings(Duration term, Duration clockMargin) {
    private static final int MOST_SECONDS = 86_400;

    static LeaseSettings of(Section section) {
        return new LeaseSettings(
                Duration.ofSeconds(section.integer("lease-seconds", 2, MOST_SECONDS)),
                Duration.ofSeconds(section.integer("clock-margin-seconds", 0, MOST_SECONDS)));
    }

    /** How long an expired lease is watched before it is taken over: two renewals. */
    public Duration watch() {
        return term.dividedBy(2);
    }
}
