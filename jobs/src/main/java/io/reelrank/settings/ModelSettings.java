package io.reelrank.settings;

import java.util.List;

/**
 * The model and how it is measured.
 *
 * @param rank the factors' length
 * @param iterations how often both sides are solved
 * @param regularization λ, which MLlib multiplies by the number of a row's ratings
 * @param alpha α of the confidence c = 1 + α·|r|
 * @param popularityWeight how much of recent popularity, scaled to [0, 1], is added to every score
 * @param blocks in how many blocks MLlib cuts either side; part of the result, so it is not taken from the cluster
 * @param seed of the factors' first values
 * @param checkpointInterval after how many iterations the lineage is cut
 */
public record ModelSettings(
        int rank,
        int iterations,
        double regularization,
        double alpha,
        double popularityWeight,
        int blocks,
        long seed,
        int checkpointInterval) {
    /** The keys of {@code reelrank.model} that a search may draw. */
    public static final List<String> SEARCHED = List.of("rank", "regularization", "alpha");

    static ModelSettings of(Section section) {
        return new ModelSettings(
                section.integer("rank", 1, 2048),
                section.integer("iterations", 1, 1000),
                section.number("regularization", 0, 1e6),
                section.number("alpha", 0, 1e6),
                section.number("popularity-weight", 0, 1e3),
                section.integer("blocks", 1, 100_000),
                section.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                section.integer("checkpoint-interval", 1, 1000));
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
            case "alpha" -> alpha;
            case "popularity-weight" -> popularityWeight;
            default ->
                throw new IllegalArgumentException("illegal key %s: must be one a search decides".formatted(key));
        };
    }

    /** The same settings but for one number that a search decides; whole numbers are rounded. */
    public ModelSettings with(String key, double value) {
        // Refuses other keys.
        double ignored = value(key);
        return new ModelSettings(
                key.equals("rank") ? (int) Math.rint(value) : rank,
                key.equals("iterations") ? (int) Math.rint(value) : iterations,
                key.equals("regularization") ? value : regularization,
                key.equals("alpha") ? value : alpha,
                key.equals("popularity-weight") ? value : popularityWeight,
                blocks,
                seed,
                checkpointInterval);
    }
}
