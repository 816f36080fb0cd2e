package io.reelrank.core.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How better settings of the model are searched: by successive halving.
 *
 * @param trials most trials; each trains a model
 * @param minutes minutes of training and measuring after which no further trial starts
 * @param metrics the score of a trial is the geometric mean of these metrics over all users; larger is better
 * @param iterations the iterations that a trial may have, ascending: every draw gets the first number, the better half
 *     of them the next, and so on
 * @param width how many draws a round has
 * @param popularityWeights the weights of recent popularity that every trial is measured with
 * @param space what is drawn, by key of {@code reelrank.model}
 * @param seed the seed of the draws
 */
public record TuneSettings(
        int trials,
        double minutes,
        List<String> metrics,
        List<Integer> iterations,
        int width,
        List<Double> popularityWeights,
        Map<String, Dimension> space,
        long seed) {
    /** Copies the lists and the map, keeping their order. */
    public TuneSettings {
        metrics = List.copyOf(metrics);
        iterations = List.copyOf(iterations);
        popularityWeights = List.copyOf(popularityWeights);
        space = Collections.unmodifiableMap(new LinkedHashMap<>(space));
    }

    /** The values that one setting may take. */
    public sealed interface Dimension {
        /**
         * Any number of a range, drawn log-uniformly.
         *
         * @param from the smallest value, above 0
         * @param to the largest value
         */
        record Range(double from, double to) implements Dimension {}

        /**
         * One of a few numbers.
         *
         * @param values the numbers, ascending
         */
        record Choices(List<Double> values) implements Dimension {
            /** Copies the values. */
            public Choices {
                values = List.copyOf(values);
            }
        }
    }

    static TuneSettings of(Section section) {
        List<String> metrics = section.textList("metrics");
        if (metrics.isEmpty()) {
            throw section.wrong("metrics", "a list of at least one metric");
        }
        Map<String, Dimension> space = new LinkedHashMap<>();
        section.section("space")
                .sections()
                .forEach((key, dimension) -> space.put(key, dimension(section, dimension, key)));
        return new TuneSettings(
                section.integer("trials", 1, 1_000_000),
                section.number("minutes", 0.1, 1e6),
                metrics,
                ascending(section, "iterations"),
                section.integer("width", 1, 10_000),
                section.numbers("popularity-weights", 0, 1e3),
                space,
                section.seed("seed"));
    }

    private static Dimension dimension(Section tune, Section section, String key) {
        if (!ModelSettings.SEARCHED.contains(key)) {
            throw tune.wrong("space." + key, "removed: a search may set " + ModelSettings.SEARCHED);
        }
        if (section.has("choices")) {
            return new Dimension.Choices(section.numbers("choices", -1e9, 1e9).stream()
                    .sorted()
                    .distinct()
                    .toList());
        }
        double from = section.number("from", 1e-9, 1e9);
        return new Dimension.Range(from, section.number("to", from, 1e9));
    }

    /**
     * Refuses a space with a value that the model would refuse, before the first trial.
     *
     * @param model the settings that the search changes
     */
    static void requireAllowed(Section tune, Section model) {
        Section space = tune.section("space");
        of(tune).space().forEach((key, dimension) -> {
            List<Double> ends = dimension instanceof Dimension.Range range
                    ? List.of(range.from(), range.to())
                    : ((Dimension.Choices) dimension).values();
            String path = space.section(key).path();
            ends.forEach(end -> ModelSettings.of(model.with(key, end, path)));
        });
    }

    private static List<Integer> ascending(Section section, String key) {
        return section.integers(key, 1, 1000).stream().sorted().distinct().toList();
    }
}
