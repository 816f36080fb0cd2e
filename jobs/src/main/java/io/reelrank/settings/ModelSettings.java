package io.reelrank.settings;

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
}
