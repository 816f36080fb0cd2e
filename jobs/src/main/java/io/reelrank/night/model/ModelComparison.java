package io.reelrank.night.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.RecommendSettings;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.evaluation.Catalogue;
import io.reelrank.engine.evaluation.Evaluation;
import io.reelrank.engine.evaluation.Metrics;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.ranker.CandidateSnapshot;
import io.reelrank.engine.ranker.LearnedRanking;
import io.reelrank.engine.ranker.Ranker;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.TopItems;
import io.reelrank.engine.training.BiasModel;
import io.reelrank.engine.training.BlendedRanking;
import io.reelrank.engine.training.FactorRanking;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.NeighbourRanking;
import io.reelrank.engine.training.Neighbours;
import io.reelrank.engine.training.Popularity;
import io.reelrank.engine.training.UnpersonalizedRanking;
import io.reelrank.engine.training.VideoVectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The model as trained without the held out days, beside its rivals and beside what the published night would serve.
 *
 * @param settings of the model
 * @param evaluation how it is measured
 * @param features how many days are held out, and the bias model's settings
 * @param recommend how lists are made
 */
record ModelComparison(
        ModelSettings settings, EvaluationSettings evaluation, FeaturesSettings features, RecommendSettings recommend) {
    // Orders what no neighbour speaks for, and changes nothing else.
    private static final float TIE_BREAK = 1e-3f;

    /**
     * Measures all of them.
     *
     * @param split what there is to learn and to find
     * @param ours trained on the split, with its videos' {@code bias}
     * @param published likewise, the published night's model as trained without that night's held out days; rank 0 for
     *     none
     * @param mllib MLlib's model of the split, without biases; rank 0 for none
     * @param learned what orders our candidates anew
     * @return rows of {@code model_quality}
     */
    Dataset<Row> of(Split split, Factors ours, Factors published, Factors mllib, Optional<Learned> learned) {
        Dataset<Row> eligible = split.videos().filter(col("eligible")).persist();
        Dataset<Row> positives = split.training()
                .filter(col("strength").gt(0))
                .select(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX)
                .persist();
        Catalogue catalogue =
                CandidateCatalogue.of(eligible, positives, features.testDays(), evaluation.newVideoDays());
        TopItems recent = biased(eligible, Popularity.scaled(split.popularity(), col("recent_positives")));
        Neighbours neighbours = Neighbours.of(positives, catalogue.items(), evaluation);
        float weight = (float) settings.popularityWeight();

        Map<String, Ranking> rankings = new LinkedHashMap<>();
        ListSteps steps = new ListSteps(recommend, split, eligible, catalogue, features.testDays());
        List<Dataset<Row>> factors = new ArrayList<>(List.of(ours.users(), steps.segments()));
        Ranking cold = steps.cold(recent, 1);
        Ranking served = new FactorRanking(0, vectors(eligible, ours, 1), cold);
        rankings.put(ModelQuality.SERVED, served);
        rankings.putAll(steps.rankings(ours, served, cold));
        rankings.put("als", new FactorRanking(0, vectors(eligible, ours, 0), cold));
        rankings.put("neighbours+recent", new NeighbourRanking(neighbours, recent, weight));
        rankings.put("neighbours", new NeighbourRanking(neighbours, recent, TIE_BREAK));
        Dataset<Row> biases = biases(split.training());
        rankings.put("bias", new UnpersonalizedRanking(biased(eligible, biases)));
        biases.unpersist();
        rankings.put("recent_popularity", new UnpersonalizedRanking(recent));
        rankings.put(
                "popularity",
                new UnpersonalizedRanking(biased(eligible, Popularity.scaled(split.popularity(), col("positives")))));
        if (published.rank() > 0) {
            TopItems then = CollectedItems.of(
                    VideoVectors.of(eligible, published.videos().select(VideoIndex.VIDEO_IDX, "bias")), 0);
            rankings.put(
                    ModelQuality.PUBLISHED,
                    new FactorRanking(
                            factors.size(), vectors(eligible, published, 1), new UnpersonalizedRanking(then)));
            factors.add(published.users());
        }
        if (mllib.rank() > 0) {
            TopItems known = CollectedItems.of(
                    VideoVectors.of(
                            eligible,
                            mllib.videos(),
                            mllib.rank(),
                            ours.videos().select(VideoIndex.VIDEO_IDX, "bias"),
                            0),
                    mllib.rank());
            Ranking plain = new FactorRanking(factors.size(), known, new UnpersonalizedRanking(recent));
            rankings.put("mllib", plain);
            rankings.put("mllib+recent", new BlendedRanking(plain, recent, (float)
                    evaluation.mllib().popularityWeight()));
            factors.add(mllib.users());
        }
        learned.ifPresent(some -> {
            int hours = factors.size();
            factors.add(
                    some.hours().select(col(UserIndex.USER_IDX), col("hours").as("factors")));
            some.rankers()
                    .forEach((name, ranker) -> rankings.put(
                            ModelQuality.LEARNED + name,
                            new LearnedRanking(served, catalogue.items(), some.moment(), ranker, 0, hours)));
        });
        Metrics metrics = Metrics.ofAccuracy(evaluation.cutoffs(), evaluation.listLength())
                .with(CandidateCatalogue.listMetrics(evaluation.listLength()));
        Dataset<Row> groups = UserGroups.of(split.userIndex(), split.users(), positives, evaluation);
        Dataset<Row> figures = new Evaluation(catalogue, rankings, metrics, evaluation)
                .of(split.wanted(), split.training(), groups, factors);
        eligible.unpersist();
        positives.unpersist();
        return figures;
    }

    /** μ + b_u + b_i over r = 1 for pairs that were wanted and 0 for those that only met. */
    private Dataset<Row> biases(Dataset<Row> training) {
        return BiasModel.of(features.quality())
                .fit(training.select(
                        col(UserIndex.USER_IDX),
                        col(VideoIndex.VIDEO_IDX),
                        when(col("strength").gt(0), 1.0).otherwise(0.0).as("r")));
    }

    private static TopItems biased(Dataset<Row> videos, Dataset<Row> biases) {
        return CollectedItems.of(VideoVectors.of(videos, biases), 0);
    }

    private static TopItems vectors(Dataset<Row> videos, Factors model, double weight) {
        return CollectedItems.of(
                VideoVectors.of(
                        videos,
                        model.videos(),
                        model.rank(),
                        model.videos().select(VideoIndex.VIDEO_IDX, "bias"),
                        weight),
                model.rank());
    }

    /**
     * The interactions before the held out days, and what users wanted in them.
     *
     * @param training rows of {@code training_split}
     * @param wanted rows of {@code test_positives}
     * @param popularity rows of {@code video_popularity} as of the split
     * @param videos rows of {@code video_features}
     * @param userIndex rows of {@code user_index}
     * @param users rows of {@code users}
     * @param segments rows of {@code user_segments}
     * @param segmentPopularity rows of {@code segment_popularity} as of the split
     * @param quality {@code video_idx, pull} as of the split; no rows where lists do not look at it
     */
    record Split(
            Dataset<Row> training,
            Dataset<Row> wanted,
            Dataset<Row> popularity,
            Dataset<Row> videos,
            Dataset<Row> userIndex,
            Dataset<Row> users,
            Dataset<Row> segments,
            Dataset<Row> segmentPopularity,
            Dataset<Row> quality) {}

    /**
     * Rankers that learned from the days before the split.
     *
     * @param rankers by learner
     * @param moment the candidates as of the split
     * @param hours {@code user_idx, hours} as of the split
     */
    record Learned(Map<String, Ranker> rankers, CandidateSnapshot moment, Dataset<Row> hours) {}
}
