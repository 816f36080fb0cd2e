package io.reelrank.core.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The ranker that orders a user's candidates anew: which are measured, which one serves, and how they learn.
 *
 * @param measured those that are measured beside the model each night
 * @param serves the one that orders the lists; none leaves them in the model's order
 * @param candidates how many of a user's first videos by the model are ordered anew
 * @param placeWeight what log(1 + place by the model) takes off the learned log odds
 * @param unshown how many candidates that were not shown stand among a user's examples, on average
 * @param maxExamples of more examples than about this a sample of users is taken
 * @param seed of samples and of the learners
 * @param logisticRegularization λ of the logistic regression's squared weights
 * @param trees how many trees are boosted
 * @param depth how deep each of them is
 * @param step how much of each tree is added
 * @param hidden how many nodes each hidden layer of the perceptron has
 * @param iterations how often the logistic regression's and the perceptron's weights are moved, at the most
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

    /** What can learn. */
    public enum Learner {
        /** Logistic regression. */
        LOGISTIC,
        /** Gradient-boosted trees. */
        BOOSTED,
        /** A small multilayer perceptron. */
        PERCEPTRON;

        /** Its name in settings and tables. */
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

    /** Whether anything is to be learned at all. */
    public boolean isUsed() {
        return !measured.isEmpty() || serves.isPresent();
    }

    static RankerSettings of(Section section) {
        String labels = Arrays.stream(Learner.values()).map(Learner::label).collect(Collectors.joining(", "));
        List<Learner> measured = section.textList("measured").stream()
                .map(label -> Learner.of(label)
                        .orElseThrow(() -> section.wrong("measured", "of %s; %s is none".formatted(labels, label))))
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
                section.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                section.number("logistic.regularization", 0, 1e6),
                section.integer("boosted.trees", 1, 1000),
                section.integer("boosted.depth", 1, 10),
                section.number("boosted.step", 0.001, 1),
                section.integers("perceptron.hidden", 1, 1000),
                section.integer("iterations", 1, 10_000));
    }

    /** Refuses a serving learner that has nothing to learn from, or orders less than a list. */
    void requireFor(Section section, FeaturesSettings features, RecommendSettings recommend) {
        if (serves.isPresent() && features.testDays() == 0) {
            throw section.wrong("serves", "none where features.test-days is 0: it learns from the held out days");
        }
        if (serves.isPresent() && candidates < recommend.topN()) {
            throw section.wrong(
                    "candidates", "at least recommend.top-n, %d, where a learner serves".formatted(recommend.topN()));
        }
    }
}
