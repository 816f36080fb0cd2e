package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.training.ImplicitAls;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The factors that lists are made by: those of training, and for users who wanted something but whom training did not
 * meet, those that their own pairs give.
 *
 * @param users rows of {@code user_factors}
 * @param videos {@code video_idx, factors} of the videos that training met
 * @param trained how many these are
 * @param training the training that made the factors
 */
record UserTastes(Dataset<Row> users, Dataset<Row> videos, long trained, ImplicitAls training) {
    /** A list by factors of training. */
    static final String TRAINED = "als";

    /** A list by factors that the user's pairs gave after training. */
    static final String FOLDED_IN = "fold-in";

    /**
     * The factors of all who have any.
     *
     * @param interactions {@code user_idx, video_idx, strength}
     * @return {@code user_idx, factors, source}
     */
    Dataset<Row> of(Dataset<Row> interactions) {
        Dataset<Row> known = users.select(
                col(UserIndex.USER_IDX), col("factors"), lit(TRAINED).as("source"));
        Dataset<Row> late = interactions
                .filter(col("strength").gt(0))
                .join(users.select(UserIndex.USER_IDX), new String[] {UserIndex.USER_IDX}, "left_anti")
                .join(videos.select(VideoIndex.VIDEO_IDX), new String[] {VideoIndex.VIDEO_IDX}, "left_semi")
                .select(UserIndex.USER_IDX)
                .distinct();
        // On most nights training met everybody.
        if (late.isEmpty()) {
            return known;
        }
        Dataset<Row> folded = training.foldIn(
                interactions.join(late, UserIndex.USER_IDX), videos.select(VideoIndex.VIDEO_IDX, "factors"), trained);
        return known.unionByName(folded.withColumn("source", lit(FOLDED_IN)));
    }
}
