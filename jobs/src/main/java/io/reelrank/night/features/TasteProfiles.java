package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * What users want, by facet: tag, category, creator and length.
 *
 * <p>The pairs of a user come to one task, one after the other, which adds their names up ({@link TasteReader}). So a user
 * costs no more rows than the videos that are wanted, and no more memory than their names.
 */
final class TasteProfiles {
    /** 1 if the pair has a relevant event of this week, else 0. */
    static final String THIS_WEEK = "this_week";

    /** The same of the week before. */
    static final String LAST_WEEK = "last_week";

    private static final int BITS_OF_AN_INDEX = 32;

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
        // One number, as Spark sorts by a number without comparing rows.
        Column pair = shiftleft(col(UserIndex.USER_IDX).cast("long"), BITS_OF_AN_INDEX)
                .bitwiseOR(col(VideoIndex.VIDEO_IDX));
        return pairs.join(
                        facts.select(
                                col(VideoIndex.VIDEO_IDX),
                                array_distinct(col(VideoFeatures.TAGS)).as(UserProfiles.TAGS),
                                col(VideoFeatures.CATEGORY).as(UserProfiles.CATEGORIES),
                                when(creator.notEqual(""), creator).as(UserProfiles.CREATORS),
                                when(length.notEqual(VideoFacts.UNKNOWN_LENGTH), length)
                                        .as(UserProfiles.LENGTHS)),
                        VideoIndex.VIDEO_IDX)
                .repartition(col(UserIndex.USER_IDX))
                .sortWithinPartitions(pair)
                .select(
                        UserIndex.USER_IDX,
                        VideoIndex.VIDEO_IDX,
                        Interactions.STRENGTH,
                        THIS_WEEK,
                        LAST_WEEK,
                        UserProfiles.TAGS,
                        UserProfiles.CATEGORIES,
                        UserProfiles.CREATORS,
                        UserProfiles.LENGTHS)
                .mapPartitions((MapPartitionsFunction<Row, Row>) TasteReader::new, Encoders.row(TasteReader.ROW));
    }
}
