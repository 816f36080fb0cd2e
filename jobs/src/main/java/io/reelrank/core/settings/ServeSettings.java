package io.reelrank.core.settings;

/**
 * What is published, and for how long.
 *
 * @param keepVersions how many versions of a dataset are kept, the current one included
 * @param validHours age at which a version is stale, in hours from the end of its day
 */
public record ServeSettings(int keepVersions, int validHours) {
    static ServeSettings of(Section section) {
        return new ServeSettings(
                section.integer("keep-versions", 2, 1000), section.integer("valid-hours", 1, 24 * 365));
    }
}
