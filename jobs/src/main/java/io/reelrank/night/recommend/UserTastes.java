package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.training.ImplicitAls;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The user factors that lists are made by. They are those of training; users with positives who were not in training
 * are folded in, with the factors that solve their own row of the objective.
 *
 * @param users rows of {@code user_factors}
 * @param videos {@code video_idx, factors} of the videos in training
 * @param trained how many videos were in training
 * @param training the training that made the factors
 */
record UserTastes(Dataset<Row> users, Dataset<Row> videos, long trained, ImplicitAls training) {
    /** The source of a list by factors of training. */
    static final String TRAINED = "als";

    /** The source of a list by factors that the user was folded in with. */
    static final String FOLDED_IN = "fold-in";

    /**
     * The factors of all users who have any. Factors that are all 0 say nothing: they are those of users without a
     * positive.
     *
     * @param interactions {@code user_idx, video_idx, strength}
     * @return {@code user_idx, factors, source}
     */
    Dataset<Row> of(Dataset<Row> interactions) {
        Dataset<Row> known = users.select(
                col(UserIndex.USER_IDX), col(UserFactors.FACTORS), lit(TRAINED).as(Recipient.SOURCE));
        Dataset<Row> late = interactions
                .filter(col(Interactions.STRENGTH).gt(0))
                .join(users.select(UserIndex.USER_IDX), new String[] {UserIndex.USER_IDX}, "left_anti")
                .join(videos.select(VideoIndex.VIDEO_IDX), new String[] {VideoIndex.VIDEO_IDX}, "left_semi")
                .select(UserIndex.USER_IDX)
                .distinct();
        // On most nights all users with positives were in training.
        if (late.isEmpty()) {
            return nonZero(known);
        }
        Dataset<Row> folded = training.foldIn(
                interactions.join(late, UserIndex.USER_IDX),
                videos.select(VideoIndex.VIDEO_IDX, VideoFactors.FACTORS),
                trained);
        return nonZero(known.unionByName(folded.withColumn(Recipient.SOURCE, lit(FOLDED_IN))));
    }

    private static Dataset<Row> nonZero(Dataset<Row> tastes) {
        return tastes.filter(exists(col(UserFactors.FACTORS), factor -> factor.notEqual(0f)));
    }
}
