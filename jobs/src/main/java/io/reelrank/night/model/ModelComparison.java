package io.reelrank.night.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.RecommendSettings;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.TrainingSplit;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.evaluation.Catalogue;
import io.reelrank.engine.evaluation.Evaluation;
import io.reelrank.engine.evaluation.EvaluationInput;
import io.reelrank.engine.evaluation.Metrics;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.ranker.CandidateSnapshot;
import io.reelrank.engine.ranker.LearnedRanking;
import io.reelrank.engine.ranker.Ranker;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.TopItems;
import io.reelrank.engine.training.BiasModel;
import io.reelrank.engine.training.FactorRanking;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.NeighbourRanking;
import io.reelrank.engine.training.Neighbours;
import io.reelrank.engine.training.Popularity;
import io.reelrank.engine.training.UnpersonalizedRanking;
import io.reelrank.engine.training.VideoVectors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures the model that was trained without the held-out days, its rivals, and what the published night would serve.
 *
 * @param settings of the model
 * @param evaluation what is measured, and how
 * @param features how many days are held out, and the bias model's settings
 * @param recommend how lists are made
 */
record ModelComparison(
        ModelSettings settings, EvaluationSettings evaluation, FeaturesSettings features, RecommendSettings recommend) {
    // Orders only the videos that are neighbours of nothing the user has seen.
    private static final float TIE_BREAK = 1e-3f;

    // Names of rankings, and of the models whose factors they use.
    private static final String ALS = "als";
    private static final String MLLIB = "mllib";
    private static final String NEIGHBOURS = "neighbours";
    private static final String BIAS_MODEL = "bias";
    private static final String POPULARITY = "popularity";
    private static final String RECENT_POPULARITY = "recent_popularity";
    private static final String AND_RECENT = "+recent";

    /**
     * Measures every ranking.
     *
     * @param split what is trained on, and what is to be found
     * @param models the trained models
     * @return rows of {@code model_quality}
     */
    Dataset<Row> of(Split split, TrainedModels models) {
        try (RowCache cache = new RowCache()) {
            return of(split, models, cache);
        }
    }

    private Dataset<Row> of(Split split, TrainedModels models, RowCache cache) {
        Dataset<Row> eligible = cache.keep(split.videos().filter(col(VideoFeatures.ELIGIBLE)));
        Dataset<Row> positives = cache.keep(split.training()
                .filter(col(TrainingSplit.STRENGTH).gt(0))
                .select(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX));
        Catalogue catalogue =
                CandidateCatalogue.of(eligible, positives, features.testDays(), evaluation.newVideoDays());
        ListSteps steps = new ListSteps(recommend, split, eligible, catalogue, features.testDays());

        Map<String, Ranking> rankings =
                rankings(split, models, new RankedVideos(eligible, positives, catalogue), steps);
        EvaluationInput input = input(split, models)
                .withSegments(steps.segments())
                .withGroups(UserGroups.of(split.userIndex(), split.users(), positives, evaluation));
        Metrics metrics = Metrics.ofAccuracy(evaluation.cutoffs(), evaluation.listLength())
                .with(CandidateCatalogue.listMetrics(evaluation.listLength()));
        return new Evaluation(catalogue, rankings, metrics, evaluation).of(input);
    }

    private static EvaluationInput input(Split split, TrainedModels models) {
        EvaluationInput input = EvaluationInput.of(split.testPositives(), split.training())
                .withFactors(ALS, models.ours().users());
        if (models.published().rank() > 0) {
            input = input.withFactors(ModelQuality.PUBLISHED, models.published().users());
        }
        if (models.mllib().rank() > 0) {
            input = input.withFactors(MLLIB, models.mllib().users());
        }
        return models.rankers().isPresent()
                ? input.withHours(models.rankers().get().hours())
                : input;
    }

    /** By name; what is served by score comes first, because the others are compared with it. */
    private Map<String, Ranking> rankings(Split split, TrainedModels models, RankedVideos videos, ListSteps steps) {
        TopItems recent = videos.biased(scaled(split, col(VideoPopularity.RECENT_POSITIVES)));
        Ranking cold = steps.cold(recent);
        // One copy of the factors, which take most of the memory.
        TopItems plain = videos.vectors(models.ours(), 0);
        Ranking served = new FactorRanking(ALS, plain.plus(videos.biased(own(models.ours())), 1), cold);
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put(ModelQuality.SERVED, served);
        rankings.putAll(steps.rankings(ALS, models.ours(), served, cold));
        rankings.put(ALS, new FactorRanking(ALS, plain, cold));
        rankings.putAll(neighbours(videos, recent));
        rankings.putAll(unpersonalized(split, videos, recent));
        if (models.published().rank() > 0) {
            rankings.put(ModelQuality.PUBLISHED, published(videos, models.published()));
        }
        if (models.mllib().rank() > 0) {
            rankings.putAll(mllib(videos, models, recent));
        }
        models.rankers().ifPresent(rankers -> rankings.putAll(learned(videos, rankers, served)));
        return rankings;
    }

    private Map<String, Ranking> neighbours(RankedVideos videos, TopItems recent) {
        Neighbours neighbours =
                Neighbours.of(videos.positives(), videos.catalogue().items(), evaluation);
        return Map.of(
                NEIGHBOURS + AND_RECENT,
                NeighbourRanking.of(neighbours, recent, (float) settings.popularityWeight()),
                NEIGHBOURS,
                NeighbourRanking.of(neighbours, recent, TIE_BREAK));
    }

    private Map<String, Ranking> unpersonalized(Split split, RankedVideos videos, TopItems recent) {
        Dataset<Row> biases = biases(split.training());
        TopItems biased = videos.biased(biases);
        biases.unpersist();
        TopItems popular = videos.biased(scaled(split, col(VideoPopularity.POSITIVES)));
        return Map.of(
                BIAS_MODEL, new UnpersonalizedRanking(biased),
                RECENT_POPULARITY, new UnpersonalizedRanking(recent),
                POPULARITY, new UnpersonalizedRanking(popular));
    }

    /** The published model with its own popularity, also for users it does not know. */
    private static Ranking published(RankedVideos videos, Factors published) {
        TopItems popular = videos.biased(own(published));
        return new FactorRanking(
                ModelQuality.PUBLISHED, videos.vectors(published, 1), new UnpersonalizedRanking(popular));
    }

    /** The biases of a model's videos. */
    private static Dataset<Row> own(Factors model) {
        return model.videos().select(VideoIndex.VIDEO_IDX, EngineColumns.BIAS);
    }

    private Map<String, Ranking> mllib(RankedVideos videos, TrainedModels models, TopItems recent) {
        Factors mllib = models.mllib();
        TopItems known = videos.vectors(mllib, models.ours().videos(), 0);
        Ranking plain = new FactorRanking(MLLIB, known, new UnpersonalizedRanking(recent));
        float weight = (float) evaluation.mllib().popularityWeight();
        Ranking blended = new FactorRanking(
                MLLIB, known.plus(recent, weight), new UnpersonalizedRanking(recent.plus(recent, weight)));
        return Map.of(MLLIB, plain, MLLIB + AND_RECENT, blended);
    }

    private static Map<String, Ranking> learned(RankedVideos videos, LearnedRankers rankers, Ranking served) {
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankers.byLearner()
                .forEach((learner, ranker) -> rankings.put(
                        ModelQuality.LEARNED + learner,
                        new LearnedRanking(served, videos.catalogue().items(), rankers.candidates(), ranker, ALS)));
        return rankings;
    }

    /** μ + b_u + b_i, with r = 1 for positive pairs and 0 for pairs that were only seen. */
    private Dataset<Row> biases(Dataset<Row> training) {
        return BiasModel.of(features.quality())
                .fit(training.select(
                        col(UserIndex.USER_IDX),
                        col(VideoIndex.VIDEO_IDX),
                        when(col(TrainingSplit.STRENGTH).gt(0), 1.0)
                                .otherwise(0.0)
                                .as("r")));
    }

    private static Dataset<Row> scaled(Split split, Column count) {
        return Popularity.scaled(split.popularity(), count);
    }

    /**
     * The videos that are ranked.
     *
     * @param eligible rows of {@code video_features}
     * @param positives {@code user_idx, video_idx} before the held-out days
     * @param catalogue the eligible videos
     */
    private record RankedVideos(Dataset<Row> eligible, Dataset<Row> positives, Catalogue catalogue) {
        /** The videos with a bias alone. */
        TopItems biased(Dataset<Row> biases) {
            return CollectedItems.of(VideoVectors.of(eligible, biases), 0);
        }

        /** The videos with a model's factors and its own bias. */
        TopItems vectors(Factors model, double weight) {
            return vectors(model, model.videos(), weight);
        }

        /** The videos with a model's factors and a bias of other rows. */
        TopItems vectors(Factors model, Dataset<Row> biases, double weight) {
            return CollectedItems.of(
                    VideoVectors.of(
                            eligible,
                            model.videos(),
                            model.rank(),
                            biases.select(VideoIndex.VIDEO_IDX, EngineColumns.BIAS),
                            weight),
                    model.rank());
        }
    }

    /**
     * What was known before the held-out days, and the positives of these days.
     *
     * @param training rows of {@code training_split}
     * @param testPositives rows of {@code test_positives}
     * @param popularity rows of {@code video_popularity} as of the split
     * @param videos rows of {@code video_features}
     * @param userIndex rows of {@code user_index}
     * @param users rows of {@code users}
     * @param segments rows of {@code user_segments}
     * @param segmentPopularity rows of {@code segment_popularity} as of the split
     * @param quality {@code video_idx, pull} as of the split; no rows where lists do not use it
     */
    record Split(
            Dataset<Row> training,
            Dataset<Row> testPositives,
            Dataset<Row> popularity,
            Dataset<Row> videos,
            Dataset<Row> userIndex,
            Dataset<Row> users,
            Dataset<Row> segments,
            Dataset<Row> segmentPopularity,
            Dataset<Row> quality) {}

    /**
     * The models to measure.
     *
     * @param ours trained on the split; its videos have a {@code bias}
     * @param published the published night's model, trained without that night's held-out days, with a {@code bias};
     *     rank 0 where nothing is published
     * @param mllib MLlib's model of the split, without biases; rank 0 where it is not measured
     * @param rankers orders of our first candidates, where rankers are measured
     */
    record TrainedModels(Factors ours, Factors published, Factors mllib, Optional<LearnedRankers> rankers) {}

    /**
     * Rankers that learned from the days before the split.
     *
     * @param byLearner name of the learner → its ranker
     * @param candidates the candidates as of the split
     * @param hours {@code user_idx, hours} as of the split
     */
    record LearnedRankers(Map<String, Ranker> byLearner, CandidateSnapshot candidates, Dataset<Row> hours) {}
}
