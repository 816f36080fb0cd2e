package io.reelrank.core.settings;

import java.util.List;

/**
 * The model and how it is trained.
 *
 * @param solver the solver
 * @param rank length of a factor vector
 * @param iterations how many times both sides are solved
 * @param warmIterations the same where training starts from the published night's factors; 0 never starts from them
 * @param regularization regularization λ
 * @param scaling the factor of λ in a row's equation
 * @param frequencyExponent exponent ν of {@link RegularizationScaling#FREQUENCY}
 * @param alpha slope α of the confidence c = α₀ + α·|r|
 * @param unobservedWeight unobserved weight α₀: the confidence of a pair that was never seen
 * @param popularityWeight how much of recent popularity, scaled to [0, 1], is added to every score
 * @param stall a sweep that lowers the loss by a smaller share is the last
 * @param blocks how many rating blocks each side is cut into; the factors depend on it
 * @param broadcastMegabytes larger factors of a side are routed instead of broadcast
 * @param seed the seed of the initial factors
 * @param checkpointInterval sweeps between two checkpoints
 * @param gradientSteps steps of conjugate gradients for rows where they cost less; 0 solves every row exactly
 * @param splitPairs the pairs of a row with more pairs are summed in several blocks
 * @param featurePrior what the factors of videos are pulled towards
 */
public record ModelSettings(
        Solver solver,
        int rank,
        int iterations,
        int warmIterations,
        double regularization,
        RegularizationScaling scaling,
        double frequencyExponent,
        double alpha,
        double unobservedWeight,
        double popularityWeight,
        double stall,
        int blocks,
        int broadcastMegabytes,
        long seed,
        int checkpointInterval,
        int gradientSteps,
        int splitPairs,
        PriorSettings featurePrior) {
    /** The keys of {@code reelrank.model} that a search may draw. */
    public static final List<String> SEARCHED =
            List.of("rank", "regularization", "frequency-exponent", "alpha", "unobserved-weight");

    /** The solvers. */
    public enum Solver {
        /** Reelrank's own alternating least squares. */
        IALS,
        /** The one of Spark's MLlib. */
        MLLIB
    }

    /** The factor of λ in the equation of a row. */
    public enum RegularizationScaling {
        /** (n + α₀|I|)^ν, where n is the number of the row's pairs and |I| the number of rows of the other side. */
        FREQUENCY,
        /** The number of the row's pairs of positive strength, as in MLlib. */
        POSITIVES
    }

    /**
     * How factors follow from the features of a video, by a linear map.
     *
     * @param weight how far the map may be from zero, as a variance in units of 1/λ; factors are pulled towards the map
     *     in training, or towards zero if this is 0
     * @param ridge if the weight is 0: ridge of the regression that gives unseen videos their factors after training; 0
     *     leaves them without factors
     * @param of the kinds of features, of {@link #KNOWN}
     * @param minVideos a feature of fewer trained videos is dropped
     * @param maxFeatures most features; the most frequent ones are kept
     */
    public record PriorSettings(double weight, double ridge, List<String> of, int minVideos, int maxFeatures) {
        /** The kinds of features. */
        public static final List<String> KNOWN = List.of("tags", "words", "category", "creator", "length");

        /** Features are not used. */
        public static final PriorSettings NONE = new PriorSettings(0, 0, List.of("tags"), 1, 1);

        /** Whether factors are pulled towards a map in training. */
        public boolean isOn() {
            return weight > 0;
        }

        /** A copy without a map in training. */
        PriorSettings afterwards() {
            return new PriorSettings(0, ridge, of, minVideos, maxFeatures);
        }

        static PriorSettings of(Section section) {
            List<String> of = section.textList("of");
            if (of.isEmpty() || !KNOWN.containsAll(of)) {
                throw section.wrong("of", "a list of at least one of " + String.join(", ", KNOWN));
            }
            return new PriorSettings(
                    section.number("weight", 0, 1e6),
                    section.number("ridge", 0, 1e6),
                    of,
                    section.integer("min-videos", 1, 1_000_000),
                    section.integer("max-features", 1, 100_000));
        }
    }

    static ModelSettings of(Section section) {
        ModelSettings settings = new ModelSettings(
                section.choice("solver", Solver.class),
                section.integer("rank", 1, 2048),
                section.integer("iterations", 1, 1000),
                section.integer("warm-iterations", 0, 1000),
                section.number("regularization", 1e-9, 1e6),
                section.choice("scaling", RegularizationScaling.class),
                section.number("frequency-exponent", 0, 4),
                section.number("alpha", 1e-9, 1e6),
                section.number("unobserved-weight", 1e-9, 1e3),
                section.number("popularity-weight", 0, 1e3),
                section.number("stall", 0, 1),
                section.integer("blocks", 1, 100_000),
                section.integer("broadcast-mb", 0, 1_000_000),
                section.seed("seed"),
                section.integer("checkpoint-interval", 1, 1000),
                section.integer("gradient-steps", 0, 100),
                section.integer("split-pairs", 1, Integer.MAX_VALUE),
                PriorSettings.of(section.section("feature-prior")));
        if (settings.solver == Solver.MLLIB && settings.unobservedWeight != 1) {
            throw section.wrong("unobserved-weight", "1 if solver = mllib, which has no other");
        }
        if (settings.solver == Solver.MLLIB && settings.scaling != RegularizationScaling.POSITIVES) {
            throw section.wrong("scaling", "positives if solver = mllib, which has no other");
        }
        if (settings.solver == Solver.MLLIB && settings.featurePrior.isOn()) {
            throw section.wrong("feature-prior.weight", "0 if solver = mllib, which has no prior");
        }
        return settings;
    }

    /**
     * A number that a search may set.
     *
     * @param key its key in {@code reelrank.model}
     * @throws IllegalArgumentException for other keys
     */
    public double value(String key) {
        return switch (key) {
            case "rank" -> rank;
            case "iterations" -> iterations;
            case "regularization" -> regularization;
            case "frequency-exponent" -> frequencyExponent;
            case "alpha" -> alpha;
            case "unobserved-weight" -> unobservedWeight;
            case "popularity-weight" -> popularityWeight;
            default ->
                throw new IllegalArgumentException("illegal key %s: must be one that a search may set".formatted(key));
        };
    }

    /** The settings of a rival by MLlib, with the seed, blocks and limits of these settings. */
    public ModelSettings rival(EvaluationSettings.Mllib rival) {
        return new ModelSettings(
                Solver.MLLIB,
                rival.rank(),
                rival.iterations(),
                0,
                rival.regularization(),
                RegularizationScaling.POSITIVES,
                0,
                rival.alpha(),
                1,
                rival.popularityWeight(),
                0,
                blocks,
                broadcastMegabytes,
                seed,
                checkpointInterval,
                0,
                splitPairs,
                PriorSettings.NONE);
    }

    /** A copy for another solver. */
    public ModelSettings by(Solver another) {
        return new ModelSettings(
                another,
                rank,
                iterations,
                warmIterations,
                regularization,
                scaling,
                frequencyExponent,
                alpha,
                unobservedWeight,
                popularityWeight,
                stall,
                blocks,
                broadcastMegabytes,
                seed,
                checkpointInterval,
                gradientSteps,
                splitPairs,
                another == Solver.MLLIB ? featurePrior.afterwards() : featurePrior);
    }

    /**
     * A copy with another value of one number that a search may set. The rank and the iterations are rounded.
     *
     * @throws IllegalArgumentException for a key that {@link #value} does not take
     */
    public ModelSettings with(String key, double value) {
        double before = value(key);
        return before == value
                ? this
                : new ModelSettings(
                        solver,
                        key.equals("rank") ? (int) Math.rint(value) : rank,
                        key.equals("iterations") ? (int) Math.rint(value) : iterations,
                        warmIterations,
                        key.equals("regularization") ? value : regularization,
                        scaling,
                        key.equals("frequency-exponent") ? value : frequencyExponent,
                        key.equals("alpha") ? value : alpha,
                        key.equals("unobserved-weight") ? value : unobservedWeight,
                        key.equals("popularity-weight") ? value : popularityWeight,
                        stall,
                        blocks,
                        broadcastMegabytes,
                        seed,
                        checkpointInterval,
                        gradientSteps,
                        splitPairs,
                        featurePrior);
    }
}
