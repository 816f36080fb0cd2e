package io.reelrank.engine.training;

import static io.reelrank.Frames.factors;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.CheckpointedTest;
import io.reelrank.Frames;
import io.reelrank.TestSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.engine.als.FeaturePrior;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class NewVideosTest extends CheckpointedTest {
    private static final int USERS = 200;
    private static final int VIDEOS = 120;
    // The last ones are new.
    private static final int OLD = 100;
    private static final int TAGS = 10;
    private static final String FEATURES =
            "video_idx int, creator_id string, tags array<string>, category string, duration_bucket string";

    private static final List<String> FACTS = List.of("tags", "category", "creator", "length");

    /** For a user who likes a tag, half of the videos with it are positives, and one in fifty of the others. */
    @Test
    void newVideosAreRankedByTaste() {
        // By the prior in training, by regression afterwards, and by regression on MLlib's factors.
        assertRankedByTaste(settings(1, 0, 5, 100));
        assertRankedByTaste(settings(0, 2, 5, 100));
        assertRankedByTaste(settings(0, 2, 5, 100).by(ModelSettings.Solver.MLLIB));
    }

    private static void assertRankedByTaste(ModelSettings settings) {
        Factors model = new ImplicitAls(settings, videos()).train(interactions());

        Map<Integer, float[]> users = factors(model.users());
        Map<Integer, float[]> videos = factors(model.videos());
        assertThat(videos).hasSize(VIDEOS);
        assertThat(Frames.lines(model.videos().groupBy("origin").count()))
                .containsExactly("features | " + (VIDEOS - OLD), "interactions | " + OLD);
        Map<Integer, Float> popularity = new TreeMap<>();
        interactions()
                .groupBy("video_idx")
                .count()
                .collectAsList()
                .forEach(row -> popularity.put(row.getInt(0), (float) row.getLong(1)));
        double byMap = 0;
        double byPopularity = 0;
        for (Map.Entry<Integer, float[]> user : users.entrySet()) {
            byMap += share(user.getKey(), video -> dot(user.getValue(), videos.get(video)));
            byPopularity += share(user.getKey(), video -> popularity.getOrDefault(video, 0f));
        }
        System.out.printf(
                "new videos with a liked tag before all videos without: by the map %.3f, by popularity %.3f%n",
                byMap / users.size(), byPopularity / users.size());
        assertThat(byPopularity / users.size()).isLessThan(0.2);
        assertThat(byMap / users.size()).isGreaterThan(0.9);
    }

    @Test
    void withoutThePriorNewVideosHaveNoFactors() {
        Factors model = new ImplicitAls(settings(0, 0, 5, 100), videos()).train(interactions());

        assertThat(factors(model.videos())).hasSize(OLD);
    }

    @Test
    void theMostFrequentFeaturesOfTrainedVideosAreNumbered() {
        Dataset<Row> videos = Frames.of(
                spark(),
                FEATURES,
                "1 | ann | [\"a\", \"b\"] | null | unknown",
                "2 | ann | [\"a\"] | a | over_3m",
                "3 | bob | [\"b\", \"c\"] | a | over_3m",
                "4 | | [\"a\"] | null | under_15s",
                "5 | | [] | null | unknown",
                "6 | bob | [\"c\"] | a | unknown");
        // Videos 4 to 6 are not trained; the pair of video 4 has strength 0.
        Dataset<Row> interactions =
                Frames.of(spark(), "video_idx int, strength float", "1 | 1", "1 | 2", "2 | 1", "3 | -1", "4 | 0");

        // These have two videos each, and are ordered by name: category a, creator ann, length over_3m, tag a, tag b.
        assertThat(numbered(videos, interactions, 2, 100))
                .containsExactly("1 | [1, 3, 4]", "2 | [0, 1, 2, 3]", "3 | [0, 2, 4]", "4 | [3]", "5 | []", "6 | [0]");
        assertThat(numbered(videos, interactions, 2, 2))
                .containsExactly("1 | [1]", "2 | [0, 1]", "3 | [0]", "4 | []", "5 | []", "6 | [0]");
        assertThat(PriorFeatures.of(videos, interactions, features(3, 100), 1)).isEmpty();
    }

    @Test
    void wordsOfTitlesAreFeaturesWhereTheSettingsSaySo() {
        Dataset<Row> videos = Frames.of(
                spark(),
                "video_idx int, tags array<string>, words array<string>",
                "1 | [\"a\"] | [\"a\", \"b\"]",
                "2 | [\"a\"] | [\"b\"]");
        Dataset<Row> interactions = Frames.of(spark(), "video_idx int, strength float", "1 | 1", "2 | 1");

        // Tag a and word b have two videos, word a has one. A tag and a word of the same text are two features.
        assertThat(Frames.lines(PriorFeatures.of(
                                videos,
                                interactions,
                                new ModelSettings.PriorSettings(0, 0, List.of("words", "tags"), 1, 9),
                                1)
                        .orElseThrow()
                        .items()))
                .containsExactly("1 | [0, 1, 2]", "2 | [0, 1]");
    }

    private static List<String> numbered(Dataset<Row> videos, Dataset<Row> interactions, int least, int most) {
        Optional<FeaturePrior> prior = PriorFeatures.of(videos, interactions, features(least, most), 0.025);
        assertThat(prior.orElseThrow().ridge()).isEqualTo(0.025);
        return Frames.lines(prior.orElseThrow().items());
    }

    private static ModelSettings.PriorSettings features(int least, int most) {
        return new ModelSettings.PriorSettings(0, 0, FACTS, least, most);
    }

    private static ModelSettings settings(double weight, double ridge, int least, int most) {
        return TestSettings.section(
                        "model",
                        "solver=ials",
                        "rank=16",
                        "iterations=8",
                        "regularization=0.1",
                        "scaling=frequency",
                        "frequency-exponent=0.5",
                        "alpha=1",
                        "unobserved-weight=0.05",
                        "popularity-weight=0",
                        "stall=0",
                        "blocks=3",
                        "seed=7",
                        "checkpoint-interval=5",
                        "feature-prior.weight=" + weight,
                        "feature-prior.ridge=" + ridge,
                        "feature-prior.of=" + FACTS,
                        "feature-prior.min-videos=" + least,
                        "feature-prior.max-features=" + most)
                .model();
    }

    /**
     * Of pairs of a new video that the user likes and an unseen video that the user does not like: how often the first
     * ranks higher.
     */
    private static double share(int user, IntToDoubleFunction score) {
        double first = 0;
        long pairs = 0;
        for (int liked = OLD; liked < VIDEOS; liked++) {
            for (int other = 0; other < VIDEOS; other++) {
                if (likes(user, liked) && !likes(user, other) && !wants(user, other)) {
                    pairs++;
                    // Ties count half.
                    first += (1 + Math.signum(score.applyAsDouble(liked) - score.applyAsDouble(other))) / 2;
                }
            }
        }
        return pairs == 0 ? 0 : first / pairs;
    }

    private static boolean likes(int user, int video) {
        return tags(video).contains(user % TAGS) || tags(video).contains(user / TAGS % TAGS);
    }

    private static boolean wants(int user, int video) {
        return video < OLD && new Random(1000L * user + video).nextInt(100) < (likes(user, video) ? 50 : 2);
    }

    private static List<Integer> tags(int video) {
        return List.of(video % TAGS, (video / TAGS + 3 * video) % TAGS);
    }

    private static Dataset<Row> videos() {
        String[] lines = new String[VIDEOS];
        for (int video = 0; video < VIDEOS; video++) {
            lines[video] = "%d | creator %d | [\"%d\", \"%d\"] | null | unknown"
                    .formatted(video, video % 7, tags(video).get(0), tags(video).get(1));
        }
        return Frames.of(spark(), FEATURES, lines);
    }

    private static Dataset<Row> interactions() {
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            for (int video = 0; video < VIDEOS; video++) {
                if (wants(user, video)) {
                    rows.add(RowFactory.create(user, video, 1f));
                }
            }
        }
        return spark().createDataFrame(rows, StructType.fromDDL("user_idx int, video_idx int, strength float"));
    }

    private static double dot(float[] x, float[] y) {
        double dot = 0;
        for (int k = 0; k < x.length; k++) {
            dot += (double) x[k] * y[k];
        }
        return dot;
    }
}
