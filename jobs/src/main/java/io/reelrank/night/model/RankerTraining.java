package io.reelrank.night.model;

import static org.apache.spark.sql.functions.col;

import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.RankerSettings;
import io.reelrank.core.settings.RankerSettings.Learner;
import io.reelrank.core.tables.RankerVideos;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.ranker.CandidateSnapshot;
import io.reelrank.engine.ranker.Ranker;
import io.reelrank.engine.ranker.RankerExamples;
import io.reelrank.engine.ranker.RankerFit;
import io.reelrank.engine.ranker.UserContexts;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.Popularity;
import io.reelrank.engine.training.VideoVectors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Fits rankers to what was shown in the days after a cutoff date, with the model that was trained before that date.
 *
 * @param model the model's settings
 * @param settings of the rankers
 */
record RankerTraining(ModelSettings model, RankerSettings settings) {
    private static final double NANOS = 1e9;

    /**
     * The candidates as of a cutoff date.
     *
     * @param inputs what was known on the date
     * @param factors the model that was trained before it
     */
    CandidateSnapshot candidates(RankerInputs inputs, Factors factors) {
        Dataset<Row> vectors = VideoVectors.of(
                inputs.features(),
                factors.videos(),
                factors.rank(),
                Popularity.scaled(inputs.videos(), col(RankerVideos.RECENT_POSITIVES)),
                model.popularityWeight());
        Dataset<Row> eligibleIds =
                inputs.features().filter(col(VideoFeatures.ELIGIBLE)).select(VideoIndex.VIDEO_IDX);
        Dataset<Row> eligible = vectors.join(eligibleIds, VideoIndex.VIDEO_IDX).persist();
        CandidateSnapshot candidates = CandidateSnapshot.of(
                CollectedItems.of(eligible, factors.rank()),
                CollectedItems.of(eligible, 0),
                inputs.features(),
                inputs.daysAgo(),
                inputs.videos(),
                vectors,
                settings.candidates());
        eligible.unpersist();
        return candidates;
    }

    /**
     * Fits some learners to the days after a cutoff date.
     *
     * @param learners which learners
     * @param inputs what was known on the date
     * @param factors the model that was trained before it
     * @param shown rows of {@code shown_pairs} of the days after it
     * @param notes told how many examples there are and how long each learner took
     * @return name of the learner → its ranker; empty unless some examples are positive and some are not
     */
    Map<String, Ranker> rankers(
            List<Learner> learners,
            RankerInputs inputs,
            Factors factors,
            Dataset<Row> shown,
            BiConsumer<String, String> notes) {
        Dataset<Row> users = UserContexts.of(inputs.interactions(), factors.users(), inputs.users());
        Dataset<Row> examples = new RankerExamples(settings).of(candidates(inputs, factors), users, shown);
        Map<String, Ranker> rankers = new LinkedHashMap<>();
        try (RankerFit fit = new RankerFit(settings, examples)) {
            long count = fit.count();
            long positives = fit.positives();
            notes.accept("examples", "%,d, of which %,d positive".formatted(count, positives));
            if (positives > 0 && positives < count) {
                learners.forEach(learner -> rankers.put(learner.label(), timed(fit, learner, notes)));
            }
        }
        return rankers;
    }

    private static Ranker timed(RankerFit fit, Learner learner, BiConsumer<String, String> notes) {
        long start = System.nanoTime();
        Ranker ranker = fit.fit(learner);
        notes.accept(
                learner.label(), String.format(Locale.ROOT, "learned in %.1f s", (System.nanoTime() - start) / NANOS));
        return ranker;
    }

    /**
     * What was known on a cutoff date.
     *
     * @param interactions {@code user_idx, video_idx, strength}
     * @param videos rows of {@code ranker_videos}
     * @param users rows of {@code ranker_users}
     * @param features rows of {@code video_features}, as of the night's date
     * @param daysAgo how many days before the night's date the cutoff date is
     */
    record RankerInputs(
            Dataset<Row> interactions, Dataset<Row> videos, Dataset<Row> users, Dataset<Row> features, int daysAgo) {}
}
