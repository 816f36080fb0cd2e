package io.reelrank.core.settings;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which users are suspected bots, and which events do not count.
 *
 * @param windowDays how many days of events are examined, the date included
 * @param accidentalMs a shorter play is accidental, in milliseconds
 * @param minPlays a user with less evidence, in plays or likes, is not judged
 * @param spreads distance from the median at which a figure is an outlier, in spreads
 * @param rules the rules that are on, each with its bounds
 * @param exempt ids of users that no rule judges
 */
public record CleanSettings(
        int windowDays,
        int accidentalMs,
        int minPlays,
        double spreads,
        Map<CleanRule, Bounds> rules,
        List<String> exempt) {
    /** Copies the rules and ids. */
    public CleanSettings {
        rules = Collections.unmodifiableMap(new EnumMap<>(rules));
        exempt = List.copyOf(exempt);
    }

    /** The side of the others on which a figure is suspicious. */
    public enum OutlierSide {
        /** Above them. */
        HIGH,
        /** Below them. */
        LOW
    }

    /** The rules. Each examines one figure of a user. */
    public enum CleanRule {
        /** Hours watched within a clock hour, without the longest play. */
        WATCH_PER_HOUR(OutlierSide.HIGH, Double.POSITIVE_INFINITY),
        /** Plays of the busiest clock hour. */
        PLAYS_PER_HOUR(OutlierSide.HIGH, Double.POSITIVE_INFINITY),
        /** Plays of the busiest day. */
        PLAYS_PER_DAY(OutlierSide.HIGH, Double.POSITIVE_INFINITY),
        /** Mean number of clock hours with plays, over the days with plays. */
        ACTIVE_HOURS(OutlierSide.HIGH, 24),
        /** How much watch times differ: the logarithm of the third quartile over the first. */
        WATCH_SPREAD(OutlierSide.LOW, Double.POSITIVE_INFINITY),
        /** How much watch times over lengths differ: the logarithm of the ninth decile over the first. */
        SHARE_SPREAD(OutlierSide.LOW, Double.POSITIVE_INFINITY),
        /** The share of plays that are of one creator. */
        CREATOR_PLAYS(OutlierSide.HIGH, 1),
        /** The share of likes that are of one creator. */
        CREATOR_LIKES(OutlierSide.HIGH, 1);

        private final OutlierSide side;
        private final double largest;

        CleanRule(OutlierSide side, double largest) {
            this.side = side;
            this.largest = largest;
        }

        /** The side on which a figure is suspicious. */
        public OutlierSide side() {
            return side;
        }

        /** The largest value that the figure can have; infinite if there is none. */
        public double largest() {
            return largest;
        }

        /** The name of the reason in tables. */
        public String reason() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String key() {
            return reason().replace('_', '-');
        }
    }

    /**
     * Bounds of a figure that hold whatever the figures of other users are.
     *
     * @param spared up to this a user is never suspected
     * @param certain beyond this a user is always suspected
     */
    public record Bounds(double spared, double certain) {}

    static CleanSettings of(Section section) {
        Map<CleanRule, Bounds> rules = new EnumMap<>(CleanRule.class);
        for (CleanRule rule : CleanRule.values()) {
            rules.put(rule, bounds(section.section("rules." + rule.key()), rule));
        }
        for (String off : section.textList("off")) {
            if (!rules.keySet().removeIf(rule -> rule.key().equals(off))) {
                String keys =
                        Arrays.stream(CleanRule.values()).map(CleanRule::key).collect(Collectors.joining(", "));
                throw section.wrong(
                        "off", "a list of %s, each at most once; %s is not one of them".formatted(keys, off));
            }
        }
        return new CleanSettings(
                section.integer("window-days", 1, 3650),
                section.integer("accidental-ms", 0, 60_000),
                section.integer("min-plays", 2, 1_000_000),
                section.number("spreads", 1, 1000),
                rules,
                section.textList("exempt"));
    }

    private static Bounds bounds(Section section, CleanRule rule) {
        double most = Math.min(1e9, rule.largest());
        double spared = section.number("spared", 0, most);
        return new Bounds(
                spared,
                rule.side() == OutlierSide.HIGH
                        ? section.number("certain", spared, most)
                        : section.number("certain", 0, spared));
    }
}
