package io.reelrank.core.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rankers, which reorder a user's candidates: which are measured, which one serves, and how they learn.
 *
 * @param measured the rankers that are measured beside the model each night
 * @param serves the ranker that orders tonight's lists; without one the model's order stays
 * @param candidates how many of the model's best videos for a user are reordered
 * @param placeWeight weight of log(1 + position in the model's order), which is subtracted from the learned log odds
 * @param unshown mean number of a user's candidates that were not shown and are sampled as negatives
 * @param maxExamples with more examples, a sample of users is taken
 * @param seed the seed of samples and learners
 * @param logisticRegularization regularization λ of the logistic regression's squared weights
 * @param trees number of boosted trees
 * @param depth depth of a tree
 * @param step learning rate of the trees, in [0.001, 1]
 * @param hidden number of nodes of each hidden layer of the perceptron
 * @param iterations most iterations of the logistic regression and the perceptron
 */
public record RankerSettings(
        List<Learner> measured,
        Optional<Learner> serves,
        int candidates,
        double placeWeight,
        int unshown,
        int maxExamples,
        long seed,
        double logisticRegularization,
        int trees,
        int depth,
        double step,
        List<Integer> hidden,
        int iterations) {
    private static final String NONE = "none";

    /** The kinds of rankers. */
    public enum Learner {
        /** Logistic regression. */
        LOGISTIC,
        /** Gradient-boosted trees. */
        BOOSTED,
        /** A small multilayer perceptron. */
        PERCEPTRON;

        /** The name in settings and tables. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Optional<Learner> of(String label) {
            return Arrays.stream(values())
                    .filter(learner -> learner.label().equals(label))
                    .findFirst();
        }
    }

    /** Copies the lists. */
    public RankerSettings {
        measured = List.copyOf(measured);
        hidden = List.copyOf(hidden);
    }

    /** Whether any ranker is trained. */
    public boolean isUsed() {
        return !measured.isEmpty() || serves.isPresent();
    }

    static RankerSettings of(Section section) {
        String labels = Arrays.stream(Learner.values()).map(Learner::label).collect(Collectors.joining(", "));
        List<Learner> measured = section.textList("measured").stream()
                .map(label -> Learner.of(label)
                        .orElseThrow(() ->
                                section.wrong("measured", "a list of %s; %s is unknown".formatted(labels, label))))
                .distinct()
                .toList();
        String serves = section.text("serves");
        if (!serves.equals(NONE) && Learner.of(serves).isEmpty()) {
            throw section.wrong("serves", "one of %s, %s".formatted(NONE, labels));
        }
        return new RankerSettings(
                measured,
                Learner.of(serves),
                section.integer("candidates", 2, 10_000),
                section.number("place-weight", 0, 1000),
                section.integer("unshown", 0, 10_000),
                section.integer("max-examples", 100, 100_000_000),
                section.seed("seed"),
                section.number("logistic.regularization", 0, 1e6),
                section.integer("boosted.trees", 1, 1000),
                section.integer("boosted.depth", 1, 10),
                section.number("boosted.step", 0.001, 1),
                section.integers("perceptron.hidden", 1, 1000),
                section.integer("iterations", 1, 10_000));
    }

    /** Refuses a serving ranker that has nothing to learn from, or that reorders less than a list. */
    void requireFor(Section section, FeaturesSettings features, RecommendSettings recommend) {
        if (serves.isPresent() && features.testDays() == 0) {
            throw section.wrong("serves", "none if features.test-days is 0: a ranker learns from the held-out days");
        }
        if (serves.isPresent() && candidates < recommend.topN()) {
            throw section.wrong(
                    "candidates", "at least recommend.top-n, %d, if a ranker serves".formatted(recommend.topN()));
        }
    }
}
