package io.reelrank.core.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is searched for better settings of the model, and how long.
 *
 * @param trials how many times a model is trained at the most
 * @param minutes after how many minutes of training and measuring no further trial begins
 * @param metrics what a trial is judged by: the geometric mean of these, of all users, larger being better
 * @param iterations the iterations that a trial may have, ascending: all draws get the first, the better half of them
 *     the next, and so on
 * @param width how many draws are tried in a round
 * @param popularityWeights the weights of recent popularity that every trial is measured with
 * @param space what is drawn, by the key of {@code reelrank.model}
 * @param seed of the draws
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

    /** What one setting may be. */
    public sealed interface Dimension {
        /**
         * Any number of a range, each factor as likely as another.
         *
         * @param from the least, above 0
         * @param to the most
         */
        record Range(double from, double to) implements Dimension {}

        /**
         * One of a few numbers.
         *
         * @param values ascending
         */
        record Choices(List<Double> values) implements Dimension {
            /** Copies the values. */
            public Choices {
                values = List.copyOf(values);
            }
        }
    }

    static TuneSettings of(Section section, Section model) {
        List<String> metrics = section.textList("metrics");
        if (metrics.isEmpty()) {
            throw section.wrong("metrics", "a list of at least one metric");
        }
        Map<String, Dimension> space = new LinkedHashMap<>();
        section.section("space")
                .sections()
                .forEach((key, dimension) -> space.put(key, dimension(section, dimension, key, model)));
        return new TuneSettings(
                section.integer("trials", 1, 1_000_000),
                section.number("minutes", 0.1, 1e6),
                metrics,
                ascending(section, "iterations"),
                section.integer("width", 1, 10_000),
                section.numbers("popularity-weights", 0, 1e3),
                space,
                section.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static Dimension dimension(Section tune, Section section, String key, Section model) {
        if (!ModelSettings.SEARCHED.contains(key)) {
            throw tune.wrong("space." + key, "left out: what can be searched is " + ModelSettings.SEARCHED);
        }
        Dimension dimension;
        List<Double> ends = new ArrayList<>();
        if (section.has("choices")) {
            List<Double> choices = section.numbers("choices", -1e9, 1e9).stream()
                    .sorted()
                    .distinct()
                    .toList();
            ends.addAll(choices);
            dimension = new Dimension.Choices(choices);
        } else {
            double from = section.number("from", 1e-9, 1e9);
            double to = section.number("to", from, 1e9);
            ends.addAll(List.of(from, to));
            dimension = new Dimension.Range(from, to);
        }
        // What the model itself would refuse is refused here, before the first trial.
        ends.forEach(end -> ModelSettings.of(model.with(key, end, section.path())));
        return dimension;
    }

    private static List<Integer> ascending(Section section, String key) {
        return section.integers(key, 1, 1000).stream().sorted().distinct().toList();
    }
}
