package io.reelrank.core.settings;

import java.util.List;

/**
 * The model and how it is trained.
 *
 * @param solver who factorises
 * @param rank the factors' length
 * @param iterations how often both sides are solved
 * @param warmIterations how often where training begins with the published night's factors; 0 never begins with these
 * @param regularization λ
 * @param scaling by what of a row λ is multiplied
 * @param frequencyExponent ν of {@link RegularizationScaling#FREQUENCY}
 * @param alpha α of the confidence c = α₀ + α·|r|
 * @param unobservedWeight α₀, the weight of a pair that was not met
 * @param popularityWeight how much of recent popularity, scaled to [0, 1], is added to every score
 * @param stall a sweep that lowers the loss by a smaller share than this is the last
 * @param blocks in how many blocks either side is cut; part of the result, so it is not taken from the cluster
 * @param broadcastMegabytes a side with larger factors is not broadcast but routed
 * @param seed of the factors' first values
 * @param checkpointInterval after how many iterations the lineage is cut
 * @param gradientSteps steps of conjugate gradients for the rows that they are cheaper for; 0 solves every row exactly
 * @param splitPairs a row with more pairs than this is summed in several blocks
 * @param featurePrior what videos' factors are drawn to
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

    /** Who factorises. */
    public enum Solver {
        /** Ours. */
        IALS,
        /** Spark's MLlib. */
        MLLIB
    }

    /** By what of a row λ is multiplied. */
    public enum RegularizationScaling {
        /** (n + α₀|I|)^ν, n being the row's pairs and |I| all rows of the other side. */
        FREQUENCY,
        /** The row's pairs of positive strength: what MLlib does. */
        POSITIVES
    }

    /**
     * What of videos' factors follows from a linear map of what is known of the videos.
     *
     * @param weight by how much the map that factors are drawn to in training may differ from zero, a variance in units
     *     of 1/λ; 0 draws them to zero
     * @param ridge without such a map, the ridge of the regression that gives videos that nobody met their factors
     *     afterwards; 0 leaves them without
     * @param of what of videos are features, of {@link #KNOWN}
     * @param minVideos a feature that fewer trained videos have is not used
     * @param maxFeatures of more features the most frequent are used
     */
    public record PriorSettings(double weight, double ridge, List<String> of, int minVideos, int maxFeatures) {
        /** What of a video can be a feature. */
        public static final List<String> KNOWN = List.of("tags", "words", "category", "creator", "length");

        /** Nothing follows from it. */
        public static final PriorSettings NONE = new PriorSettings(0, 0, List.of("tags"), 1, 1);

        /** Whether factors are drawn to a map in training. */
        public boolean isOn() {
            return weight > 0;
        }

        /** The same without a map in training. */
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
                section.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                section.integer("checkpoint-interval", 1, 1000),
                section.integer("gradient-steps", 0, 100),
                section.integer("split-pairs", 1, Integer.MAX_VALUE),
                PriorSettings.of(section.section("feature-prior")));
        if (settings.solver == Solver.MLLIB && settings.unobservedWeight != 1) {
            throw section.wrong("unobserved-weight", "1 where solver = mllib, which knows no other");
        }
        if (settings.solver == Solver.MLLIB && settings.scaling != RegularizationScaling.POSITIVES) {
            throw section.wrong("scaling", "positives where solver = mllib, which knows no other");
        }
        if (settings.solver == Solver.MLLIB && settings.featurePrior.isOn()) {
            throw section.wrong("feature-prior.weight", "0 where solver = mllib, which knows no prior");
        }
        return settings;
    }

    /**
     * A number that a search decides.
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
                throw new IllegalArgumentException("illegal key %s: must be one a search decides".formatted(key));
        };
    }

    /** The rival's settings, with these ones' seed and blocks. */
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

    /** The same settings for another solver. */
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
     * The same settings but for one number that a search decides; whole numbers are rounded.
     *
     * @throws IllegalArgumentException for other keys than {@link #value} takes
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
