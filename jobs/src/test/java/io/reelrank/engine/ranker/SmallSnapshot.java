package io.reelrank.engine.ranker;

import io.reelrank.Frames;
import io.reelrank.TestSettings;
import io.reelrank.core.settings.RankerSettings;
import io.reelrank.engine.scoring.CollectedItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A snapshot as of two days before the date of the video features: four videos that may be recommended, one that may
 * not.
 */
final class SmallSnapshot {
    private static final String VECTORS = "video_idx int, factors array<float>, bias float";

    private SmallSnapshot() {}

    /** For a user with the factors [1] the served order is 3, 1, 2, 4; by popularity alone it is 2, 3, 1, 4. */
    static CandidateSnapshot of(SparkSession spark, int candidates) {
        Dataset<Row> features = Frames.of(
                spark,
                "video_idx int, creator_id string, tags array<string>, age_days double, duration_ms bigint, eligible boolean",
                "1 | ann | [\"cats\",\"pets\"] | 5.0 | 9000 | true",
                "2 | bob | [\"cars\"] | 1.0 | 29000 | true",
                "3 | ann | [] | null | null | true",
                "4 |  | [\"cats\"] | 2.0 | 9000 | true",
                "9 | ann | [\"cats\"] | 9.0 | 9000 | false");
        Dataset<Row> statistics = Frames.of(
                spark,
                "video_idx int, positives double, recent_positives double, recent_shown double, pull double, hours array<float>",
                "1 | 3.0 | 2.0 | 5.0 | 0.25 | [2.0, 0.5]",
                "2 | 8.0 | 2.0 | 15.0 | -0.5 | [1.0, 1.0]");
        Dataset<Row> vectors = Frames.of(
                spark,
                VECTORS,
                "1 | [0.5] | 0.125",
                "2 | [0.25] | 0.25",
                "3 | [1.0] | 0.2",
                "4 | [0.0] | 0.0",
                "9 | [7.0] | 0.0");
        Dataset<Row> eligible = vectors.filter("video_idx < 9");
        return CandidateSnapshot.of(
                CollectedItems.of(eligible, 1),
                CollectedItems.of(eligible, 0),
                features,
                2,
                statistics,
                vectors,
                candidates);
    }

    static RankerSettings settings(int unshown) {
        return TestSettings.section(
                        "ranker",
                        "candidates=4",
                        "place-weight=0.5",
                        "unshown=" + unshown,
                        "max-examples=100000",
                        "seed=1",
                        "iterations=60",
                        "logistic.regularization=0.0001",
                        "boosted.trees=10",
                        "boosted.depth=3",
                        "boosted.step=0.3",
                        "perceptron.hidden=[4]")
                .ranker();
    }
}
