package io.reelrank.core.settings;

import java.util.List;

/**
 * How events become strengths, profiles and quality.
 *
 * @param windowDays how many days of events count, the date included
 * @param longViewSeconds a play of this many whole seconds is a long view; for a shorter video, a play to its end
 * @param strength how events become the strength of a pair
 * @param popularityHalfLifeDays half-life of a positive event in a video's recent popularity, in days
 * @param relevant the kinds of events that make a pair positive: popularity and the held-out test count these
 * @param segments attributes that make a segment, joined by +; the first entry that fits a user counts
 * @param segmentMinUsers fewest users of a segment
 * @param trafficSources the values of {@code traffic_source} that reports tell apart
 * @param testDays how many of the last days are held out to measure the model; 0 measures nothing
 * @param quality how the quality of videos is measured
 * @param words which words of titles are kept
 */
public record FeaturesSettings(
        int windowDays,
        int longViewSeconds,
        StrengthSettings strength,
        double popularityHalfLifeDays,
        List<String> relevant,
        List<String> segments,
        int segmentMinUsers,
        List<String> trafficSources,
        int testDays,
        QualitySettings quality,
        WordsSettings words) {
    private static final int MOST_TRAFFIC_SOURCES = 16;

    /** Copies the lists. */
    public FeaturesSettings {
        relevant = List.copyOf(relevant);
        segments = List.copyOf(segments);
        trafficSources = List.copyOf(trafficSources);
    }

    static FeaturesSettings of(Section section) {
        if (section.textList("traffic-sources").size() > MOST_TRAFFIC_SOURCES) {
            throw section.wrong("traffic-sources", "a list of at most " + MOST_TRAFFIC_SOURCES + " texts");
        }
        section.textList("relevant").forEach(kind -> StrengthSettings.requireKind(section, "relevant", kind));
        return new FeaturesSettings(
                section.integer("window-days", 1, 3650),
                section.integer("long-view-seconds", 1, 86_400),
                StrengthSettings.of(section),
                section.number("popularity-half-life-days", 0.01, 1e6),
                section.textList("relevant"),
                section.textList("segments"),
                section.integer("segment-min-users", 1, 1_000_000_000),
                section.textList("traffic-sources"),
                section.integer("test-days", 0, 365),
                QualitySettings.of(section.section("quality")),
                WordsSettings.of(section.section("words")));
    }

    /** A copy with another way to compute strengths. */
    public FeaturesSettings with(StrengthSettings other) {
        return new FeaturesSettings(
                windowDays,
                longViewSeconds,
                other,
                popularityHalfLifeDays,
                relevant,
                segments,
                segmentMinUsers,
                trafficSources,
                testDays,
                quality,
                words);
    }
}
