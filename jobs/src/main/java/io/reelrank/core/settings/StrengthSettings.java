package io.reelrank.core.settings;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How events become the strength of a pair of user and video.
 *
 * @param halfLifeDays half-life of an event's weight, in days
 * @param weights what an event adds, by its kind; {@link #LONG_VIEW}, {@link #WATCH} and {@link #SKIP} are kinds too
 * @param max largest strength of a pair; its negative is the smallest
 * @param history what an entry of a history adds, by its kind
 * @param watch what the length of a play says
 * @param limits which strengths count
 */
public record StrengthSettings(
        double halfLifeDays,
        Map<String, Double> weights,
        double max,
        Map<String, Double> history,
        Watch watch,
        SupportSettings limits) {
    /** The kind of a play that is a long view. */
    public static final String LONG_VIEW = "long_view";

    /** The kind of a play of a high quantile among plays of videos of similar length; it has an amount in [0, 1]. */
    public static final String WATCH = "watch";

    /** The kind of a play of a low quantile. */
    public static final String SKIP = "skip";

    /** The kinds that are derived from plays. */
    public static final List<String> DERIVED = List.of(LONG_VIEW, WATCH, SKIP);

    /** Copies the maps. */
    public StrengthSettings {
        weights = Collections.unmodifiableMap(new TreeMap<>(weights));
        history = Collections.unmodifiableMap(new TreeMap<>(history));
    }

    /**
     * What the length of a play says: its quantile among the day's plays of videos of similar length.
     *
     * @param groups most groups of similar length that a day's plays are cut into, each with as many plays
     * @param minPlays there are fewer groups where a group would have fewer plays
     * @param maxLoops a play counts as at most this many lengths of the video
     * @param above threshold θ: a play from this quantile q on is a {@link #WATCH} of amount (q − θ) / (1 − θ)
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
     * Which strengths count. The others become 0, and their pairs stay seen.
     *
     * @param maxPairsPerUser how many of a user's pairs count, the newest ones
     * @param maxVideoShare largest share of all strengths that one video may have; above it they are scaled down
     * @param minUserPairs fewest pairs of a user whose strengths count
     * @param minVideoUsers fewest users of a video whose strengths count
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

    /** What an event of the kind adds; 0 for a kind without a weight. */
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
                    "of the kinds %s, %s; %s is not one of them"
                            .formatted(String.join(", ", DERIVED), String.join(", ", SourcesSettings.KINDS), kind));
        }
    }
}
