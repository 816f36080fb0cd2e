package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.stage.ShuffleSize;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * What users want, by facet: tag, category, creator and length.
 *
 * <p>The pairs of a user come to one task, as numbers; the names of their videos are added there, and counted user by user
 * ({@link TasteReader}). So a user costs no more rows than the videos that are wanted, and no more memory than their names.
 */
final class TasteProfiles {
    /** 1 if the pair has a relevant event of this week, else 0. */
    static final String THIS_WEEK = "this_week";

    /** The same of the week before. */
    static final String LAST_WEEK = "last_week";

    private TasteProfiles() {}

    /**
     * The taste of each user.
     *
     * @param pairs {@code user_idx, video_idx, strength, this_week, last_week}, with numbers of at least 0; of several rows
     *     of a pair the largest number of each counts
     * @param facts rows of {@code video_features}
     * @return rows of {@link TasteReader#ROW}, one a user
     */
    static Dataset<Row> of(Dataset<Row> pairs, Dataset<Row> facts) {
        Column creator = col(VideoFeatures.CREATOR_ID);
        Column length = col(VideoFeatures.DURATION_BUCKET);
        // By their number, or Spark would take together what has few bytes, and a pair's work is in its names.
        int partitions = Integer.parseInt(pairs.sparkSession().conf().get(ShuffleSize.PARTITIONS));
        Dataset<Row> named = pairs.repartition(partitions, col(UserIndex.USER_IDX))
                .groupBy(UserIndex.USER_IDX, VideoIndex.VIDEO_IDX)
                .agg(
                        max(Interactions.STRENGTH).as(Interactions.STRENGTH),
                        max(THIS_WEEK).as(THIS_WEEK),
                        max(LAST_WEEK).as(LAST_WEEK))
                .join(
                        facts.select(
                                col(VideoIndex.VIDEO_IDX),
                                array_distinct(col(VideoFeatures.TAGS)).as(UserProfiles.TAGS),
                                col(VideoFeatures.CATEGORY).as(UserProfiles.CATEGORIES),
                                when(creator.notEqual(""), creator).as(UserProfiles.CREATORS),
                                when(length.notEqual(VideoFacts.UNKNOWN_LENGTH), length)
                                        .as(UserProfiles.LENGTHS)),
                        VideoIndex.VIDEO_IDX)
                .drop(VideoIndex.VIDEO_IDX);
        // Unlike a repartition, this shuffles only where the join did.
        return named.groupBy(col(UserIndex.USER_IDX))
                .as(Encoders.INT(), Encoders.row(named.schema()))
                .mapGroups(new TasteReader(), Encoders.row(TasteReader.ROW));
    }
}
