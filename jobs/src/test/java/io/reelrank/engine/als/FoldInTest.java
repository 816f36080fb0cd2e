package io.reelrank.engine.als;

import static io.reelrank.Frames.factors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.CheckpointedTest;
import io.reelrank.Frames;
import io.reelrank.engine.solver.InitialFactors;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.Regularization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FoldInTest extends CheckpointedTest {
    private static final int USERS = 30;
    private static final int VIDEOS = 20;
    private static final int RANK = 4;
    private static final long BROADCAST = Long.MAX_VALUE;
    private static final long ROUTED = 0;

    @Test
    void trainedUsersGetTheirTrainedFactorsByBroadcastAndByRouting() {
        for (Objective objective : List.of(
                new Objective(5, 1, new Regularization.PositiveScaled(0.3)),
                new Objective(5, 0.02, new Regularization.FrequencyScaled(0.3, 0.7)))) {
            AlternatingSweeps sweeps = new AlternatingSweeps(objective, settings(RANK, 2, BROADCAST));
            Factorization model = sweeps.run(pairs(USERS, 2), Optional.empty(), sweep -> {});
            Map<Integer, float[]> trained = factors(model.users());
            Map<Integer, float[]> all = factors(sweeps.foldIn(pairs(USERS, 1), model.items(), VIDEOS));

            assertThat(all).hasSize(USERS).hasSameSizeAs(trained);
            all.forEach((user, x) -> assertThat(x).containsExactly(trained.get(user), within(1e-4f)));
            // Only some users and their videos: the Gramian is still over all videos.
            for (long bytes : new long[] {BROADCAST, ROUTED}) {
                Map<Integer, float[]> some = factors(new AlternatingSweeps(objective, settings(RANK, 2, bytes))
                        .foldIn(pairs(3, 7), model.items(), VIDEOS));
                assertThat(some).hasSize(3);
                some.forEach((user, x) -> assertThat(x).containsExactly(all.get(user)));
            }
        }
    }

    @Test
    void aPairWithoutFixedFactorsOnlyCountsForTheRegularization() {
        // YᵀY = 4 + 1, α = 2, α₀ = 1/2 and λ = 3 (1 + 1/2 · 2) = 6 with one pair, 3 (2 + 1/2 · 2) = 9 with two; c =
        // 5/2.
        AlternatingSweeps sweeps = new AlternatingSweeps(
                new Objective(2, 0.5, new Regularization.FrequencyScaled(3, 1)), settings(1, 3, BROADCAST));
        String[] ratings = {"1 | 3 | 1", "2 | 3 | 1", "2 | 5 | 1", "4 | 5 | 1", "4 | 8 | 0"};
        for (String[] ids : new String[][] {{"user_idx", "video_idx"}, {"video_idx", "user_idx"}}) {
            Dataset<Row> folded = sweeps.foldIn(
                    Frames.of(spark(), "%s int, %s int, strength float".formatted(ids[0], ids[1]), ratings),
                    Frames.of(spark(), "%s int, factors array<float>".formatted(ids[1]), "3 | [2]", "8 | [1]"),
                    2);

            assertThat(folded.columns()).containsExactly(ids[0], "factors");
            Map<Integer, float[]> found = factors(folded);
            // (α₀ YᵀY + α y² + λ) x = c y.
            assertThat(found).hasSize(3);
            assertThat(found.get(1)[0]).isCloseTo(5 / (2.5f + 8 + 6), within(1e-5f));
            assertThat(found.get(2)[0]).isCloseTo(5 / (2.5f + 8 + 9), within(1e-5f));
            assertThat(found.get(4)[0]).isZero();
        }
    }

    private static SweepSettings settings(int rank, int blocks, long broadcastBytes) {
        return new SweepSettings(
                rank, 6, 0, blocks, new InitialFactors(7, 0.1), broadcastBytes, 0, Integer.MAX_VALUE, 3);
    }

    /** The pairs of the first users. The last video has no positives, so its factors are zero. */
    private static Dataset<Row> pairs(int users, int partitions) {
        Random random = new Random(3);
        Map<Integer, Map<Integer, Float>> strengths = new HashMap<>();
        for (int user = 0; user < USERS; user++) {
            Map<Integer, Float> row = new HashMap<>();
            row.put(user % (VIDEOS - 1), 1f);
            for (int n = 0; n < 6; n++) {
                row.put(random.nextInt(VIDEOS - 1), random.nextInt(4) == 0 ? -1f : 1 + random.nextFloat());
            }
            row.put(VIDEOS - 1, user % 2 == 0 ? -1f : 0f);
            strengths.put(user, row);
        }
        return Frames.strengths(spark(), strengths)
                .filter("user_idx < " + users)
                .repartition(partitions);
    }
}
