package io.reelrank.night.serve;

import static org.apache.spark.sql.functions.col;

import io.reelrank.core.tables.ServedUserVectors;
import io.reelrank.core.tables.ServedVideoVectors;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.engine.scoring.UnitVectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The served factors by the ids that services know. */
final class ServedVectors {
    private ServedVectors() {}

    /**
     * The rows of {@code user_vectors}.
     *
     * @param factors rows of {@code user_factors}
     * @param index rows of {@code user_index}
     */
    static Dataset<Row> users(Dataset<Row> factors, Dataset<Row> index) {
        return factors.join(index.select(UserIndex.USER_IDX, UserIndex.USER_ID), UserFactors.USER_IDX)
                .withColumn(ServedUserVectors.NORM, norm());
    }

    /**
     * The rows of {@code video_vectors}.
     *
     * @param factors rows of {@code video_factors}
     * @param features rows of {@code video_features}
     */
    static Dataset<Row> videos(Dataset<Row> factors, Dataset<Row> features) {
        return factors.join(
                        features.select(VideoFeatures.VIDEO_IDX, VideoFeatures.VIDEO_ID, VideoFeatures.ELIGIBLE),
                        VideoFactors.VIDEO_IDX)
                .withColumn(ServedVideoVectors.NORM, norm());
    }

    private static Column norm() {
        return UnitVectors.length(col(VideoFactors.FACTORS)).cast("float");
    }
}
