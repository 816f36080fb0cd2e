package io.reelrank.core.settings;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How events become the strength of a pair of user and video.
 *
 * @param halfLifeDays after how many days an event counts half
 * @param weights what an event of each kind adds; {@link #LONG_VIEW}, {@link #WATCH} and {@link #SKIP} are kinds here
 * @param max no pair's strength is larger, and none smaller than its negative
 * @param history what an entry of a history adds, by its kind
 * @param watch what a play's length says
 * @param limits which strengths count
 */
public record StrengthSettings(
        double halfLifeDays,
        Map<String, Double> weights,
        double max,
        Map<String, Double> history,
        Watch watch,
        SupportSettings limits) {
    /** A play that was a long view counts as a kind of its own. */
    public static final String LONG_VIEW = "long_view";

    /** What a play says by its quantile among plays of similar length: a kind of its own, of an amount of 0 to 1. */
    public static final String WATCH = "watch";

    /** A play that ended sooner than most of similar length counts as a kind of its own. */
    public static final String SKIP = "skip";

    /** The kinds that plays have besides. */
    static final List<String> DERIVED = List.of(LONG_VIEW, WATCH, SKIP);

    /** Copies the maps. */
    public StrengthSettings {
        weights = Collections.unmodifiableMap(new TreeMap<>(weights));
        history = Collections.unmodifiableMap(new TreeMap<>(history));
    }

    /**
     * What a play's length says, by its quantile among the day's plays of similar length.
     *
     * @param groups into how many groups of similar length a day's plays are cut at the most, equal in plays
     * @param minPlays fewer groups where they would have fewer plays each
     * @param maxLoops a play counts as at most so many times the video's length
     * @param above the quantile from which a play is a {@link #WATCH}, of amount 0 there and 1 at the quantile 1
     * @param skipBelow a play of a lower quantile is a {@link #SKIP}
     */
    public record Watch(int groups, int minPlays, double maxLoops, double above, double skipBelow) {
        static Watch of(Section section) {
            return new Watch(
                    section.integer("groups", 1, 1000),
                    section.integer("min-plays", 1, 1_000_000_000),
                    section.number("max-loops", 1, 1000),
                    section.number("above", 0, 0.999),
                    section.share("skip-below"));
        }
    }

    /**
     * Which strengths count; those that do not are 0, and their pairs met all the same.
     *
     * @param maxPairsPerUser only so many of a user's pairs, the newest
     * @param maxVideoShare a video's strengths are together at most this share of all, or scaled down to it
     * @param minUserPairs only those of users with so many
     * @param minVideoUsers only those of videos with so many
     */
    public record SupportSettings(int maxPairsPerUser, double maxVideoShare, int minUserPairs, int minVideoUsers) {
        static SupportSettings of(Section section) {
            return new SupportSettings(
                    section.integer("max-pairs-per-user", 1, Integer.MAX_VALUE),
                    section.number("max-video-share", 1e-9, 1),
                    section.integer("min-user-pairs", 1, 1_000_000),
                    section.integer("min-video-users", 1, 1_000_000));
        }
    }

    /** What an event of a kind adds. */
    public double weight(String kind) {
        return weights.getOrDefault(kind, 0.0);
    }

    static StrengthSettings of(Section section) {
        return new StrengthSettings(
                section.number("half-life-days", 0.01, 1e6),
                byKind(section.section("strength")),
                section.number("max-strength", 0.001, 1e6),
                byKind(section.section("history")),
                Watch.of(section.section("watch")),
                SupportSettings.of(section));
    }

    private static Map<String, Double> byKind(Section section) {
        Map<String, Double> weights = new TreeMap<>();
        for (String kind : section.texts().keySet()) {
            requireKind(section, kind, kind);
            weights.put(kind, section.number(kind, -100, 100));
        }
        return weights;
    }

    static void requireKind(Section section, String key, String kind) {
        if (!DERIVED.contains(kind) && !SourcesSettings.KINDS.contains(kind)) {
            throw section.wrong(
                    key,
                    "of the kinds %s, %s; %s is none"
                            .formatted(String.join(", ", DERIVED), String.join(", ", SourcesSettings.KINDS), kind));
        }
    }
}
