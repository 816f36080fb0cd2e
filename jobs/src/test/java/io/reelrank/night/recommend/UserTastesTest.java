package io.reelrank.night.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.engine.training.ImplicitAls;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class UserTastesTest extends SparkTest {
    // Rank 2, λ = 1 for each positive, α = 2, α₀ = 1.
    private static final ImplicitAls TRAINING = new ImplicitAls(TestSettings.section(
                    "model",
                    "rank=2",
                    "iterations=1",
                    "regularization=1",
                    "scaling=positives",
                    "alpha=2",
                    "unobserved-weight=1",
                    "popularity-weight=0",
                    "blocks=3",
                    "seed=7",
                    "feature-prior.ridge=0")
            .model());

    private static final Dataset<Row> VIDEOS =
            Frames.of(spark(), "video_idx int, factors array<float>", "3 | [1, 0]", "8 | [1, 2]");

    private static final Dataset<Row> USERS =
            Frames.of(spark(), "user_idx int, factors array<float>", "1 | [0.5, 0.25]");

    @Test
    void onlyUsersWithPositivesWhoWereNotTrainedAreFoldedIn() {
        // 1 was trained; 3 is a positive of 2; 5 has no positives, and 6 only one that was not trained.
        Dataset<Row> found = tastes("1 | 8 | 1", "2 | 3 | 1", "2 | 4 | 1", "5 | 3 | -1", "5 | 8 | 0", "6 | 4 | 1");

        assertThat(found.columns()).containsExactly("user_idx", "factors", "source");
        assertThat(Frames.lines(found.select("user_idx", "source"))).containsExactly("1 | als", "2 | fold-in");
        assertThat(Frames.lines(found.selectExpr("user_idx", "transform(factors, x -> round(x, 4))")))
                // YᵀY = (2, 2; 2, 4); user 2 has two positive pairs, A = (2 + 2 + 2, 2; 2, 4 + 2) and b = 3 (1, 0):
                // x = 3 (6, −2) / 32.
                .containsExactly("1 | [0.5, 0.25]", "2 | [0.5625, -0.1875]");
    }

    @Test
    void ifAllUsersWereTrainedNothingChanges() {
        assertThat(Frames.lines(tastes("1 | 8 | 1", "5 | 3 | -1"))).containsExactly("1 | [0.5, 0.25] | als");
    }

    @Test
    void factorsThatAreAllZeroAreNoTaste() {
        Dataset<Row> users = Frames.of(
                spark(), "user_idx int, factors array<float>", "1 | [0.5, 0.25]", "2 | [0, 0]", "3 | [0, -1]");
        Dataset<Row> pairs = Frames.of(spark(), "user_idx int, video_idx int, strength float", "2 | 8 | -1");
        assertThat(Frames.lines(new UserTastes(users, VIDEOS, 2, TRAINING).of(pairs)))
                .containsExactly("1 | [0.5, 0.25] | als", "3 | [0.0, -1.0] | als");
    }

    private static Dataset<Row> tastes(String... interactions) {
        Dataset<Row> pairs = Frames.of(spark(), "user_idx int, video_idx int, strength float", interactions);
        return new UserTastes(USERS, VIDEOS, 2, TRAINING).of(pairs);
    }
}
