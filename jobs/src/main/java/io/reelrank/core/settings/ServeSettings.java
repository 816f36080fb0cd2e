package io.reelrank.core.settings;

/**
 * What is published.
 *
 * @param keepVersions how many versions of a dataset stay, the current one included
 * @param validHours after how many hours from the end of its day a version is stale
 */
public record ServeSettings(int keepVersions, int validHours) {
    static ServeSettings of(Section section) {
        return new ServeSettings(
                section.integer("keep-versions", 2, 1000), section.integer("valid-hours", 1, 24 * 365));
    }
}
