package io.reelrank.settings;

/**
 * How lists are made.
 *
 * @param topN videos a user
 */
public record RecommendSettings(int topN) {
    static RecommendSettings of(Section section) {
        return new RecommendSettings(section.integer("top-n", 1, 10_000));
    }
}
