package io.reelrank.core.settings;

import java.util.List;

/**
 * How models are measured beside each other.
 *
 * @param cutoffs the k of recall@k and its like
 * @param listLength how many items of a ranking make a list, for what lists are like
 * @param replicates bootstrap replicates behind every interval
 * @param maxUsers of more test users than this a sample is measured
 * @param seed of replicates and samples
 * @param lightBelow users with fewer positive pairs before the held out days are light, and new without any
 * @param mediumBelow users with fewer are medium, the others heavy
 * @param attributeValues users are also grouped by attributes with at most this many values; 0 for none
 * @param newVideoDays videos published fewer days before the held out days, or in them, are new
 * @param parityMinUsers groups with fewer test users do not count in parity
 * @param neighbours neighbours an item has in the neighbours' ranking
 * @param neighbourPairs of more positive pairs than this, neighbours are found from a sample of users
 * @param mllib MLlib's ALS as a rival
 */
public record EvaluationSettings(
        List<Integer> cutoffs,
        int listLength,
        int replicates,
        int maxUsers,
        long seed,
        int lightBelow,
        int mediumBelow,
        int attributeValues,
        double newVideoDays,
        int parityMinUsers,
        int neighbours,
        int neighbourPairs,
        Mllib mllib) {
    /**
     * How the rival is trained.
     *
     * @param iterations how often both sides are solved; 0 for no such rival
     * @param rank the factors' length
     * @param regularization λ, which MLlib multiplies by the row's pairs of positive strength
     * @param alpha α of the confidence c = 1 + α·|r|
     * @param popularityWeight how much of recent popularity is added to its scores
     */
    public record Mllib(int iterations, int rank, double regularization, double alpha, double popularityWeight) {
        static Mllib of(Section section) {
            return new Mllib(
                    section.integer("iterations", 0, 1000),
                    section.integer("rank", 1, 2048),
                    section.number("regularization", 1e-9, 1e6),
                    section.number("alpha", 1e-9, 1e6),
                    section.number("popularity-weight", 0, 1e3));
        }
    }

    /** Copies the cut-offs. */
    public EvaluationSettings {
        cutoffs = List.copyOf(cutoffs);
    }

    /**
     * Refuses metrics that are not measured.
     *
     * @param key the setting that names them, under {@code reelrank}
     * @throws SettingsException naming those that are
     */
    public void requireMeasured(String key, List<String> metrics) {
        for (String metric : metrics) {
            boolean isMeasured = metric.equals("mrr")
                    || cutoffs.stream()
                            .anyMatch(k -> metric.matches("(recall|capped_recall|precision|ndcg|map|hit_rate)@" + k));
            if (!isMeasured) {
                throw new SettingsException(
                        "illegal setting reelrank.%s: %s is not measured; must be mrr, or recall, capped_recall,"
                                        .formatted(key, metric)
                                + " precision, ndcg, map or hit_rate at one of evaluation.cutoffs, %s, such as recall@%d"
                                        .formatted(cutoffs, cutoffs.get(0)));
            }
        }
    }

    static EvaluationSettings of(Section section) {
        List<Integer> cutoffs = section.integers("cutoffs", 1, 10_000);
        int listLength = section.integer("list-length", 1, 10_000);
        if (!cutoffs.contains(listLength)) {
            throw section.wrong("list-length", "one of cutoffs, " + cutoffs);
        }
        int lightBelow = section.integer("light-below", 1, 1_000_000);
        return new EvaluationSettings(
                cutoffs,
                listLength,
                section.integer("replicates", 20, 10_000),
                section.integer("max-users", 1, 10_000_000),
                section.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                lightBelow,
                section.integer("medium-below", lightBelow, 1_000_000),
                section.integer("attribute-values", 0, 1000),
                section.number("new-video-days", 0, 3650),
                section.integer("parity-min-users", 1, 1_000_000),
                section.integer("neighbours", 1, 10_000),
                section.integer("neighbour-pairs", 1, 100_000_000),
                Mllib.of(section.section("mllib")));
    }
}
