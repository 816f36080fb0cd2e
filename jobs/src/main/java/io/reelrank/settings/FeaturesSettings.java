package io.reelrank.settings;

import java.util.Map;
import java.util.TreeMap;

/**
 * How events become strengths, profiles and quality.
 *
 * @param windowDays how many days of events count, the date included
 * @param halfLifeDays after how many days an event counts half
 * @param longViewMs a play this long is a long view; of a shorter video, a play to its end; in milliseconds
 * @param strength what an event of each kind adds to a pair's strength; {@code long_view} is a kind here
 * @param maxStrength no pair's strength is larger
 * @param historyWeight what an entry of a history counts, against 1 for one of a log
 * @param popularityHalfLifeDays after how many days a video's positive event counts half in recent popularity
 * @param testDays how many of the last days are held out to measure the model; 0 measures nothing
 * @param qualityRegularization the bias model's λ, in plays: a video or user with as many is drawn half way to 0
 * @param qualitySweeps how often the bias model's two sides are fitted in turn
 */
public record FeaturesSettings(
        int windowDays,
        double halfLifeDays,
        long longViewMs,
        Map<String, Double> strength,
        double maxStrength,
        double historyWeight,
        double popularityHalfLifeDays,
        int testDays,
        double qualityRegularization,
        int qualitySweeps) {
    static FeaturesSettings of(Section section) {
        Section weights = section.section("strength");
        Map<String, Double> strength = new TreeMap<>();
        weights.texts().keySet().forEach(kind -> strength.put(kind, weights.number(kind, -100, 100)));
        return new FeaturesSettings(
                section.integer("window-days", 1, 3650),
                section.number("half-life-days", 0.01, 1e6),
                section.longInteger("long-view-ms", 1, 24L * 3600 * 1000),
                strength,
                section.number("max-strength", 0.001, 1e6),
                section.number("history-weight", 0, 10),
                section.number("popularity-half-life-days", 0.01, 1e6),
                section.integer("test-days", 0, 365),
                section.number("quality.regularization", 0, 1e6),
                section.integer("quality.sweeps", 1, 100));
    }
}
