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
import io.reelrank.core.tables.VideoFeatures;
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

/** The videos that may be recommended, with what the metrics use of them, as of the start of the held-out days. */
final class CandidateCatalogue {
    private static final String LENGTH = "length";
    private static final String FRESHNESS = "freshness";
    private static final String CREATOR = "creator";
    private static final String NEW = "new";
    private static final String SMALL = "small";

    private static final String POSITIVE_USERS = "positive_users";
    private static final String CREATOR_POSITIVES = "creator_positives";
    private static final String MEAN_CREATOR_POSITIVES = "mean_creator_positives";

    private CandidateCatalogue() {}

    /**
     * The candidates with their groups: {@code length}, a duration bucket; {@code freshness}, new or older; {@code
     * creator}, small for creators with fewer positive pairs than the mean creator, else large.
     *
     * @param videos the eligible rows of {@code video_features}; their age is as of the end of the held-out days
     * @param positives {@code user_idx, video_idx} before the held-out days
     * @param testDays how many days are held out
     * @param newVideoDays videos younger than this at the start of the held-out days are new
     */
    static Catalogue of(Dataset<Row> videos, Dataset<Row> positives, int testDays, double newVideoDays) {
        long users = positives.select(UserIndex.USER_IDX).distinct().count();
        Column isNew = coalesce(col(VideoFeatures.AGE_DAYS).lt(testDays + newVideoDays), lit(false));
        Column isSmall = col(CREATOR_POSITIVES).lt(col(MEAN_CREATOR_POSITIVES));
        Dataset<Row> candidates = withCreators(counted(videos, positives))
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col(VideoFeatures.CREATOR_ID).as(Catalogue.CREATOR_ID),
                        terms().as(Catalogue.TERMS),
                        selfInformation(users).as(Catalogue.SELF_INFORMATION),
                        col(VideoFeatures.DURATION_BUCKET).as(LENGTH),
                        when(isNew, NEW).otherwise("older").as(FRESHNESS),
                        when(isSmall, SMALL).otherwise("large").as(CREATOR));
        return Catalogue.of(candidates, List.of(LENGTH, FRESHNESS, CREATOR));
    }

    /** The videos with the number of users that have them among their positives. */
    private static Dataset<Row> counted(Dataset<Row> videos, Dataset<Row> positives) {
        Dataset<Row> counts =
                positives.groupBy(VideoIndex.VIDEO_IDX).agg(count(lit(1)).as(POSITIVE_USERS));
        return videos.join(counts, new String[] {VideoIndex.VIDEO_IDX}, "left")
                .withColumn(POSITIVE_USERS, coalesce(col(POSITIVE_USERS), lit(0L)));
    }

    /** The videos with the positive pairs of their creator, and those of the mean creator. */
    private static Dataset<Row> withCreators(Dataset<Row> counted) {
        Dataset<Row> creators = counted.groupBy(VideoFeatures.CREATOR_ID)
                .agg(sum(POSITIVE_USERS).as(CREATOR_POSITIVES));
        Dataset<Row> meanCreator = creators.agg(mean(CREATOR_POSITIVES).as(MEAN_CREATOR_POSITIVES));
        return counted.join(creators, VideoFeatures.CREATOR_ID).crossJoin(broadcast(meanCreator));
    }

    private static Column terms() {
        Column category = concat(lit("category "), col(VideoFeatures.CATEGORY));
        return array_union(col(VideoFeatures.TAGS), array_compact(array(category)));
    }

    /** −log₂ of the share of users. One is added to both counts, so that a video without positives has a figure. */
    private static Column selfInformation(long users) {
        Column share = col(POSITIVE_USERS).plus(1).divide(lit(users + 1.0));
        return log2(share).multiply(-1);
    }

    /** The metrics of lists of these candidates. */
    static List<ListMetric> listMetrics(int k) {
        return List.of(
                new Novelty(k),
                new IntraListDiversity(k),
                new GroupShare("new_share", FRESHNESS, NEW, k),
                new GroupShare("small_creator_share", CREATOR, SMALL, k));
    }
}
