package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The creators by number, for a number is a far cheaper key than an id where all pairs are grouped. The number of a creator is
 * the smallest {@code video_idx} of the creator's videos, and holds for one night.
 *
 * @param ids {@code creator_idx, creator_id}
 */
record CreatorNumbers(Dataset<Row> ids) {
    /** The column of the number. */
    static final String CREATOR_IDX = "creator_idx";

    /**
     * The rows of videos with their creators' numbers.
     *
     * @param videos {@code video_idx, creator_id} and others
     */
    static Dataset<Row> number(Dataset<Row> videos) {
        return videos.withColumn(
                CREATOR_IDX, min(VideoIndex.VIDEO_IDX).over(Window.partitionBy(VideoFeatures.CREATOR_ID)));
    }

    /** @param videos of {@link #number} */
    static CreatorNumbers of(Dataset<Row> videos) {
        return new CreatorNumbers(videos.filter(col(VideoIndex.VIDEO_IDX).equalTo(col(CREATOR_IDX)))
                .select(CREATOR_IDX, VideoFeatures.CREATOR_ID));
    }

    /** The rows with the number in the place of the id; those of creators without a video are none. */
    Dataset<Row> numbered(Dataset<Row> rows) {
        return rows.join(ids, VideoFeatures.CREATOR_ID).drop(VideoFeatures.CREATOR_ID);
    }

    /** The rows with the id in the place of the number. */
    Dataset<Row> named(Dataset<Row> rows) {
        return rows.join(ids, CREATOR_IDX).drop(CREATOR_IDX);
    }
}
