package io.reelrank.training;

import static io.reelrank.Frames.factors;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.CheckpointedTest;
import io.reelrank.Frames;
import io.reelrank.scoring.CollectedItems;
import io.reelrank.scoring.ItemFactors;
import io.reelrank.settings.ModelSettings;
import io.reelrank.solver.Objective;
import io.reelrank.solver.Regularization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FoldInTest extends CheckpointedTest {
    private static final int USERS = 30;
    private static final int VIDEOS = 20;

    @ParameterizedTest
    @EnumSource(ModelSettings.Scaling.class)
    void whoWasTrainedGetsTheTrainedFactors(ModelSettings.Scaling scaling) {
        ModelSettings settings = settings(scaling);
        Factors model = new ImplicitAls(settings).train(pairs(2));
        Map<Integer, float[]> trained = factors(model.users());

        for (int partitions : new int[] {1, 7}) {
            Map<Integer, float[]> folded = factors(foldIn(model, settings).of(met(pairs(partitions))));
            assertThat(folded).hasSize(USERS).hasSameSizeAs(trained);
            folded.forEach((user, x) -> assertThat(x).containsExactly(trained.get(user), within(1e-4f)));
        }
    }

    @Test
    void aPairWithAnUnknownVideoOnlyCounts() {
        // YᵀY = 4 + 1, α = 2, α₀ = 1/2 and λ = 3 (1 + 1/2 · 2) = 6 with one pair, 3 (2 + 1/2 · 2) = 9 with two; c =
        // 5/2.
        Objective objective = new Objective(2, 0.5, new Regularization.FrequencyScaled(3, 1));
        FoldIn fold = new FoldIn(new ItemFactors(1, new int[] {3, 8}, new float[] {2, 1}), 2, objective);
        Dataset<Row> met = met(Frames.of(
                spark(),
                "user_idx int, video_idx int, strength float",
                "1 | 3 | 1",
                "2 | 3 | 1",
                "2 | 5 | 1",
                "4 | 5 | 1"));

        Map<Integer, float[]> folded = factors(fold.of(met));

        // (α₀ YᵀY + α y² + λ) x = c y.
        assertThat(folded.get(1)[0]).isCloseTo(5 / (2.5f + 8 + 6), within(1e-5f));
        assertThat(folded.get(2)[0]).isCloseTo(5 / (2.5f + 8 + 9), within(1e-5f));
        assertThat(folded.get(4)[0]).isZero();
    }

    private static FoldIn foldIn(Factors model, ModelSettings settings) {
        return new FoldIn(
                CollectedItems.factors(model.videos(), model.rank()),
                model.videos().count(),
                ImplicitAls.objective(settings));
    }

    private static ModelSettings settings(ModelSettings.Scaling scaling) {
        return new ModelSettings(
                ModelSettings.Solver.IALS,
                4,
                6,
                0,
                0.3,
                scaling,
                0.7,
                5,
                scaling == ModelSettings.Scaling.POSITIVES ? 1 : 0.02,
                0,
                0,
                2,
                100,
                7,
                2,
                0,
                Integer.MAX_VALUE,
                ModelSettings.FeaturePrior.NONE);
    }

    private static Dataset<Row> met(Dataset<Row> pairs) {
        return pairs.groupBy("user_idx")
                .agg(array_sort(collect_list(struct(col("video_idx"), col("strength"))))
                        .as("met"));
    }

    /** The last video is wanted by nobody, so that its factors are zero. */
    private static Dataset<Row> pairs(int partitions) {
        Random random = new Random(3);
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            Map<Integer, Float> row = new TreeMap<>();
            row.put(user % (VIDEOS - 1), 1f);
            for (int n = 0; n < 6; n++) {
                row.put(random.nextInt(VIDEOS - 1), random.nextInt(4) == 0 ? -1f : 1 + random.nextFloat());
            }
            row.put(VIDEOS - 1, user % 2 == 0 ? -1f : 0f);
            for (Map.Entry<Integer, Float> pair : row.entrySet()) {
                rows.add(RowFactory.create(user, pair.getKey(), pair.getValue()));
            }
        }
        return spark().createDataFrame(rows, StructType.fromDDL("user_idx int, video_idx int, strength float"))
                .repartition(partitions);
    }
}
