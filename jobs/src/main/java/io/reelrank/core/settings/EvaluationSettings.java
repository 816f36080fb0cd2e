package io.reelrank.core.settings;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * How models are measured.
 *
 * @param cutoffs the cutoffs k of recall@k and the other metrics
 * @param listLength length of a list where lists are measured; one of the cutoffs
 * @param replicates bootstrap replicates behind every confidence interval
 * @param maxUsers with more test users, a sample is measured
 * @param seed the seed of replicates and samples
 * @param lightBelow users with fewer positive pairs before the held-out days are light; without any they are new
 * @param mediumBelow users with fewer are medium, the others heavy
 * @param attributeValues users are also grouped by each attribute with at most this many values; 0 is no attribute
 * @param newVideoDays a video is new if it was published in the held-out days, or fewer days before them
 * @param parityMinUsers a group with fewer test users does not count in parity
 * @param neighbours how many neighbours an item has in the ranking by neighbours
 * @param neighbourPairs with more positive pairs, neighbours are found from a sample of users
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
    private static final List<String> AT_CUTOFFS =
            List.of("recall", "capped_recall", "precision", "ndcg", "map", "hit_rate");
    private static final String RECIPROCAL_RANK = "mrr";
    private static final String PERCENTILE_RANK = "percentile_rank";
    private static final List<String> OF_LISTS = List.of(
            "coverage",
            "gini",
            "largest_share",
            "creator_coverage",
            "creator_gini",
            "novelty",
            "diversity",
            "new_share",
            "small_creator_share");

    /**
     * How the rival is trained.
     *
     * @param iterations how many times both sides are solved; 0 switches this rival off
     * @param rank length of a factor vector
     * @param regularization regularization λ, which MLlib multiplies by the number of the row's positive pairs
     * @param alpha slope α of the confidence c = 1 + α·|r|
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

    /** Copies the cutoffs. */
    public EvaluationSettings {
        cutoffs = List.copyOf(cutoffs);
    }

    /** The metrics of accuracy, as tables name them: the metrics at every cutoff, and mrr. Larger is better for each. */
    public List<String> accuracyMetrics() {
        return Stream.concat(
                        cutoffs.stream().flatMap(k -> AT_CUTOFFS.stream().map(name -> name + "@" + k)),
                        Stream.of(RECIPROCAL_RANK))
                .toList();
    }

    /** Every metric that a night measures over all users, as {@code model_quality} names them. */
    public List<String> allMetrics() {
        return Stream.of(
                        accuracyMetrics().stream(),
                        Stream.of(PERCENTILE_RANK),
                        OF_LISTS.stream().map(name -> name + "@" + listLength))
                .flatMap(names -> names)
                .toList();
    }

    /** The two most important metrics: recall at the largest cutoff, and NDCG of a list. */
    public List<String> headlineMetrics() {
        return List.of("recall@" + Collections.max(cutoffs), "ndcg@" + listLength);
    }

    /**
     * Refuses metrics of accuracy that are not measured.
     *
     * @param section the section that has {@code metrics}
     * @throws SettingsException naming the metrics that are allowed
     */
    void requireAccuracy(Section section, List<String> metrics) {
        require(section, metrics, accuracyMetrics(), "must be " + accuracyNames());
    }

    /**
     * Refuses metrics that a night does not measure.
     *
     * @param section the section that has {@code metrics}
     * @throws SettingsException naming the metrics that are allowed
     */
    void requireMeasured(Section section, List<String> metrics) {
        require(
                section,
                metrics,
                allMetrics(),
                "must be %s; %s; or %s at evaluation.list-length, such as %s@%d"
                        .formatted(
                                accuracyNames(),
                                PERCENTILE_RANK,
                                String.join(", ", OF_LISTS),
                                OF_LISTS.get(0),
                                listLength));
    }

    private String accuracyNames() {
        int last = AT_CUTOFFS.size() - 1;
        return "%s, or %s or %s at one of evaluation.cutoffs, %s, such as %s@%d"
                .formatted(
                        RECIPROCAL_RANK,
                        String.join(", ", AT_CUTOFFS.subList(0, last)),
                        AT_CUTOFFS.get(last),
                        cutoffs,
                        AT_CUTOFFS.get(0),
                        cutoffs.get(0));
    }

    private static void require(Section section, List<String> metrics, List<String> measured, String expected) {
        for (String metric : metrics) {
            if (!measured.contains(metric)) {
                throw new SettingsException("illegal setting %s.metrics: %s is not measured (%s): %s"
                        .formatted(section.path(), metric, section.where("metrics"), expected));
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
                section.seed("seed"),
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
