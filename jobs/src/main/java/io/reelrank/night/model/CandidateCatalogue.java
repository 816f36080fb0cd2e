package io.reelrank.night.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.mean;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.evaluation.Catalogue;
import io.reelrank.engine.evaluation.GroupShare;
import io.reelrank.engine.evaluation.IntraListDiversity;
import io.reelrank.engine.evaluation.ListMetric;
import io.reelrank.engine.evaluation.Novelty;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What measuring needs to know of the videos that may be recommended, as of the start of the held out days. */
final class CandidateCatalogue {
    private static final List<String> FAMILIES = List.of("length", "freshness", "creator");

    private CandidateCatalogue() {}

    /**
     * The candidates with their groups: {@code length}, a duration bucket; {@code freshness}, new or older; {@code
     * creator}, small for those of creators with fewer positive pairs than the mean creator, else large.
     *
     * @param videos rows of {@code video_features} that are eligible, age being as of the end of the held out days
     * @param positives {@code user_idx, video_idx} before the held out days
     * @param testDays how many days are held out
     * @param newVideoDays videos younger than this at the start of the held out days are new
     */
    static Catalogue of(Dataset<Row> videos, Dataset<Row> positives, int testDays, double newVideoDays) {
        long users = positives.select(UserIndex.USER_IDX).distinct().count();
        Dataset<Row> wanted =
                positives.groupBy(VideoIndex.VIDEO_IDX).agg(count(lit(1)).as("wanted_by"));
        Dataset<Row> counted = videos.join(wanted, new String[] {VideoIndex.VIDEO_IDX}, "left")
                .withColumn("wanted_by", coalesce(col("wanted_by"), lit(0L)));
        Dataset<Row> creators =
                counted.groupBy("creator_id").agg(sum("wanted_by").as("creator_wanted"));
        Dataset<Row> meanCreator = creators.agg(mean("creator_wanted").as("mean_creator_wanted"));
        Column isNew = coalesce(col("age_days").lt(testDays + newVideoDays), lit(false));
        Column isSmall = col("creator_wanted").lt(col("mean_creator_wanted"));
        // One is added to both, so that a video nobody wanted has a figure.
        Column share = col("wanted_by").plus(1).divide(lit(users + 1.0));
        return Catalogue.of(
                counted.join(creators, "creator_id")
                        .crossJoin(broadcast(meanCreator))
                        .select(
                                col(VideoIndex.VIDEO_IDX),
                                col("creator_id"),
                                array_union(
                                                col("tags"),
                                                array_compact(array(concat(lit("category "), col("category")))))
                                        .as("terms"),
                                log2(share).multiply(-1).as("self_information"),
                                col("duration_bucket").as("length"),
                                when(isNew, "new").otherwise("older").as("freshness"),
                                when(isSmall, "small").otherwise("large").as("creator")),
                FAMILIES);
    }

    /** What lists of these candidates are measured by. */
    static List<ListMetric> listMetrics(int k) {
        return List.of(
                new Novelty(k),
                new IntraListDiversity(k),
                new GroupShare("new_share", "freshness", "new", k),
                new GroupShare("small_creator_share", "creator", "small", k));
    }
}
