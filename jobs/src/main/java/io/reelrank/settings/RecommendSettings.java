package io.reelrank.settings;

/**
 * How lists are made.
 *
 * @param topN videos a user
 * @param reasons for how many of a list's first videos the past video that speaks most for them is named
 */
public record RecommendSettings(int topN, int reasons) {
    static RecommendSettings of(Section section) {
        return new RecommendSettings(section.integer("top-n", 1, 10_000), section.integer("reasons", 0, 10_000));
    }
}
