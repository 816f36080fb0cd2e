package io.reelrank.settings;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How events become strengths, profiles and quality.
 *
 * @param windowDays how many days of events count, the date included
 * @param halfLifeDays after how many days an event counts half
 * @param longViewSeconds a play of this many whole seconds is a long view; of a shorter video, a play to its end
 * @param strength what an event of each kind adds to a pair's strength; {@code long_view} is a kind here
 * @param maxStrength no pair's strength is larger
 * @param historyWeight what an entry of a history counts, against 1 for one of a log
 * @param popularityHalfLifeDays after how many days a video's positive event counts half in recent popularity
 * @param relevant the kinds of events that say a user wanted a video: popularity and the model's test count these
 * @param segments by which attributes users are segments, those of one kind joined by +, the first that fits counting
 * @param segmentMinUsers a segment has so many users at least
 * @param testDays how many of the last days are held out to measure the model; 0 measures nothing
 * @param qualityRegularization the bias model's λ, in plays: a video or user with as many is drawn half way to 0
 * @param qualitySweeps how often the bias model's two sides are fitted in turn
 */
public record FeaturesSettings(
        int windowDays,
        double halfLifeDays,
        int longViewSeconds,
        Map<String, Double> strength,
        double maxStrength,
        double historyWeight,
        double popularityHalfLifeDays,
        List<String> relevant,
        List<String> segments,
        int segmentMinUsers,
        int testDays,
        double qualityRegularization,
        int qualitySweeps) {
    /** A play that was a long view counts as a kind of its own. */
    public static final String LONG_VIEW = "long_view";

    static FeaturesSettings of(Section section) {
        Section weights = section.section("strength");
        Map<String, Double> strength = new TreeMap<>();
        for (String kind : weights.texts().keySet()) {
            requireKind(weights, kind, kind);
            strength.put(kind, weights.number(kind, -100, 100));
        }
        section.textList("relevant").forEach(kind -> requireKind(section, "relevant", kind));
        return new FeaturesSettings(
                section.integer("window-days", 1, 3650),
                section.number("half-life-days", 0.01, 1e6),
                section.integer("long-view-seconds", 1, 86_400),
                strength,
                section.number("max-strength", 0.001, 1e6),
                section.number("history-weight", 0, 10),
                section.number("popularity-half-life-days", 0.01, 1e6),
                section.textList("relevant"),
                section.textList("segments"),
                section.integer("segment-min-users", 1, 1_000_000_000),
                section.integer("test-days", 0, 365),
                section.number("quality.regularization", 0, 1e6),
                section.integer("quality.sweeps", 1, 100));
    }

    private static void requireKind(Section section, String key, String kind) {
        if (!kind.equals(LONG_VIEW) && !SourcesSettings.KINDS.contains(kind)) {
            throw section.wrong(
                    key,
                    "of the kinds %s, %s; %s is none"
                            .formatted(LONG_VIEW, String.join(", ", SourcesSettings.KINDS), kind));
        }
    }
}
