package io.reelrank.night.model;

import static org.apache.spark.sql.functions.col;

import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.RankerSettings;
import io.reelrank.core.settings.RankerSettings.Learner;
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
 * Learns rankers from what was shown in the days after a moment, to the model as trained before it.
 *
 * @param model the model's settings
 * @param settings of the rankers
 */
record RankerTraining(ModelSettings model, RankerSettings settings) {
    private static final double NANOS = 1e9;

    /**
     * The candidates as of a moment.
     *
     * @param known what was known then
     * @param factors the model as trained before it
     */
    CandidateSnapshot moment(RankerInputs known, Factors factors) {
        Dataset<Row> trained = factors.videos();
        Dataset<Row> vectors = VideoVectors.of(
                known.facts(),
                trained,
                factors.rank(),
                Popularity.scaled(known.videos(), col("recent_positives")),
                model.popularityWeight());
        Dataset<Row> eligible = vectors.join(
                        known.facts().filter(col("eligible")).select(VideoIndex.VIDEO_IDX), VideoIndex.VIDEO_IDX)
                .persist();
        CandidateSnapshot moment = CandidateSnapshot.of(
                CollectedItems.of(eligible, factors.rank()),
                CollectedItems.of(eligible, 0),
                known.facts(),
                known.daysAgo(),
                known.videos(),
                vectors,
                settings.candidates());
        eligible.unpersist();
        return moment;
    }

    /**
     * What some learners make of the days after a moment.
     *
     * @param learners which
     * @param known what was known as of the moment
     * @param factors the model as trained before it
     * @param shown rows of {@code shown_pairs} of the days after it
     * @param noted told how many examples there were and how long each learner took
     * @return by the learner's name; nothing where no candidate was wanted, or none was not
     */
    Map<String, Ranker> learned(
            List<Learner> learners,
            RankerInputs known,
            Factors factors,
            Dataset<Row> shown,
            BiConsumer<String, String> noted) {
        Map<String, Ranker> rankers = new LinkedHashMap<>();
        Dataset<Row> people = UserContexts.of(known.interactions(), factors.users(), known.users());
        Dataset<Row> examples = new RankerExamples(settings).of(moment(known, factors), people, shown);
        try (RankerFit learning = new RankerFit(settings, examples)) {
            long count = learning.count();
            long wanted = learning.positives();
            noted.accept("examples", "%,d, of which %,d wanted".formatted(count, wanted));
            if (wanted > 0 && wanted < count) {
                for (Learner learner : learners) {
                    long start = System.nanoTime();
                    rankers.put(learner.label(), learning.fit(learner));
                    noted.accept(
                            learner.label(),
                            String.format(Locale.ROOT, "learned in %.1f s", (System.nanoTime() - start) / NANOS));
                }
            }
        }
        return rankers;
    }

    /**
     * What was known as of a moment.
     *
     * @param interactions {@code user_idx, video_idx, strength}
     * @param videos rows of {@code ranker_videos}
     * @param users rows of {@code ranker_users}
     * @param facts rows of {@code video_features}
     * @param daysAgo how many days before the facts' date the moment is
     */
    record RankerInputs(
            Dataset<Row> interactions, Dataset<Row> videos, Dataset<Row> users, Dataset<Row> facts, int daysAgo) {}
}
