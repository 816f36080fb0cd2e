package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.SplitUserFactors;
import io.reelrank.core.tables.SplitVideoFactors;
import io.reelrank.core.tables.TestPositives;
import io.reelrank.core.tables.TrainingSplit;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.engine.training.BiasModel;
import io.reelrank.workbench.simulate.Platform;
import io.reelrank.workbench.simulate.Truth;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The metrics order models as true relevance does, on a simulated platform.
 *
 * <p>The platform shows random videos. If it preferred popular videos, the positives in its logs would be popular, too,
 * and every metric would overestimate popularity. With the mixture of the sample, popularity has better metrics than
 * the bias model and is worse by true relevance.
 */
@Tag("slow")
class ModelOrderTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");
    private static final List<String> WORLD = List.of(
            "simulate.users=700",
            "simulate.new-users-per-day=0",
            "simulate.creators=60",
            "simulate.videos=800",
            "simulate.new-videos-per-day=0",
            "simulate.exposures-per-user-day=30",
            "simulate.mixture.chance=1",
            "simulate.mixture.popularity=0",
            "simulate.mixture.taste=0");

    @TempDir
    private static Path root;

    private static TableStore store;

    @BeforeAll
    static void runTheNight() {
        spark();
        List<String> simulate = new ArrayList<>(
                List.of("simulate", "--out", root.resolve("logs").toString()));
        WORLD.forEach(setting -> simulate.addAll(List.of("--set", setting)));
        Command simulated = Command.run(simulate.toArray(String[]::new));
        assertThat(simulated.exit()).as(simulated.err()).isZero();
        Command night = Command.overSample(
                "nightly",
                root.resolve("night"),
                "--to",
                "model",
                "--set",
                "sources.root=" + root.resolve("logs"),
                "--set",
                "features.test-days=2");
        assertThat(night.exit()).as(night.err()).isZero();
        store = new TableStore(spark(), root.resolve("night").toString());
    }

    @Test
    void metricsOrderModelsAsTrueRelevanceDoes() {
        Map<String, Double> gains = trueGains();
        Map<String, Double> measured = new TreeMap<>();
        read(ModelQuality.TABLE)
                .filter(col("segment").equalTo("all").and(col("metric").equalTo("ndcg@20")))
                .filter(col("model").isin(gains.keySet().toArray()))
                .collectAsList()
                .forEach(row -> measured.put(row.getAs("model"), row.getAs("value")));
        System.out.printf(Locale.ROOT, "NDCG@20 as measured %s, by true relevance %s%n", measured, gains);

        assertThat(ordered(measured)).isEqualTo(ordered(gains)).hasSize(5);
    }

    private static List<String> ordered(Map<String, Double> figures) {
        return figures.keySet().stream()
                .sorted(Comparator.comparing(figures::get).reversed())
                .toList();
    }

    /** NDCG@20 by true relevance, of every model that was trained without the held-out days. */
    private static Map<String, Double> trueGains() {
        Settings settings = Settings.load(Optional.empty(), WORLD);
        Truth truth = new Truth(new Platform(settings.simulate()));
        Map<Integer, Long> eligible = new TreeMap<>();
        read(VideoFeatures.TABLE)
                .filter(col("eligible"))
                .collectAsList()
                .forEach(row -> eligible.put(row.getAs("video_idx"), number(row.getAs("video_id"))));
        Map<Integer, float[]> videos = factors(SplitVideoFactors.TABLE, "video_idx");
        Map<Integer, Float> biases = new HashMap<>();
        read(SplitVideoFactors.TABLE)
                .collectAsList()
                .forEach(row -> biases.put(row.getAs("video_idx"), row.getAs("bias")));
        Dataset<Row> split = read(VideoPopularity.TABLE).filter(col("as_of").equalTo("split"));
        Map<Integer, Double> popularity = new HashMap<>();
        Map<Integer, Double> recent = new HashMap<>();
        split.collectAsList().forEach(row -> {
            popularity.put(row.getAs("video_idx"), row.getAs("positives"));
            recent.put(row.getAs("video_idx"), row.getAs("recent_positives"));
        });
        Map<Integer, Double> bias = new HashMap<>();
        BiasModel.of(settings.features().quality())
                .fit(read(TrainingSplit.TABLE).selectExpr("user_idx", "video_idx", "if(strength > 0, 1d, 0d) as r"))
                .collectAsList()
                .forEach(row -> bias.put(row.getInt(0), row.getDouble(1)));
        Map<Integer, float[]> users = factors(SplitUserFactors.TABLE, "user_idx");
        Map<Integer, Set<Integer>> seenByUser = new HashMap<>();
        read(TrainingSplit.TABLE).collectAsList().forEach(row -> seenByUser
                .computeIfAbsent(row.getAs("user_idx"), user -> new HashSet<>())
                .add(row.getAs("video_idx")));
        Map<String, Double> sums = new TreeMap<>();
        List<Row> evaluatedUsers = read(TestPositives.TABLE)
                .join(read(UserIndex.TABLE), "user_idx")
                .select("user_idx", "user_id")
                .distinct()
                .orderBy("user_idx")
                .collectAsList();
        for (Row row : evaluatedUsers) {
            int user = row.getInt(0);
            if (!users.containsKey(user)) {
                continue;
            }
            Set<Integer> seen = seenByUser.getOrDefault(user, Set.of());
            List<Integer> candidates = eligible.keySet().stream()
                    .filter(video -> !seen.contains(video))
                    .toList();
            Map<Integer, Double> relevance = new HashMap<>();
            candidates.forEach(
                    video -> relevance.put(video, truth.relevance(number(row.getString(1)), eligible.get(video))));
            double ideal = gain(candidates, relevance, relevance);
            Map<Integer, Double> als = new HashMap<>();
            Map<Integer, Double> served = new HashMap<>();
            candidates.forEach(video -> {
                double score = dot(users.get(user), videos.get(video));
                als.put(video, score);
                served.put(video, score + biases.get(video));
            });
            Map.of(
                            "als",
                            als,
                            "als+recent",
                            served,
                            "popularity",
                            popularity,
                            "recent_popularity",
                            recent,
                            "bias",
                            bias)
                    .forEach((model, scores) ->
                            sums.merge(model, gain(candidates, scores, relevance) / ideal, Double::sum));
        }
        sums.replaceAll((model, sum) -> sum / evaluatedUsers.size());
        return sums;
    }

    private static double gain(List<Integer> videos, Map<Integer, Double> scores, Map<Integer, Double> relevance) {
        List<Integer> ranked = videos.stream()
                .sorted(Comparator.comparingDouble((Integer video) -> -scores.getOrDefault(video, 0.0))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        double gain = 0;
        for (int place = 0; place < Math.min(20, ranked.size()); place++) {
            gain += relevance.get(ranked.get(place)) * Math.log(2) / Math.log(place + 2);
        }
        return gain;
    }

    private static Map<Integer, float[]> factors(Table table, String key) {
        Map<Integer, float[]> factors = new HashMap<>();
        for (Row row : read(table).collectAsList()) {
            List<Float> values = row.getList(row.fieldIndex("factors"));
            float[] floats = new float[values.size()];
            for (int k = 0; k < floats.length; k++) {
                floats[k] = values.get(k);
            }
            factors.put(row.getAs(key), floats);
        }
        return factors;
    }

    private static double dot(float[] x, float[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }

    /** The number in an id such as u0000123. */
    private static long number(String id) {
        return Long.parseLong(id.replaceAll("\\D", ""));
    }

    private static Dataset<Row> read(Table table) {
        return store.read(table, List.of(DATE)).drop("dt");
    }
}
