package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.RecommendSettings;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.rerank.CreatorStanding;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everybody who gets a list, with what making it needs.
 *
 * @param index rows of {@code user_index}
 * @param users rows of {@code users}
 * @param interactions rows of {@code interactions}
 * @param hours rows of {@code ranker_users} as of now
 * @param ties rows of {@code creator_ties}
 * @param segments rows of {@code user_segments}
 */
record Recipients(
        Dataset<Row> index,
        Dataset<Row> users,
        Dataset<Row> interactions,
        Dataset<Row> hours,
        Dataset<Row> ties,
        Dataset<Row> segments) {
    private static final int TASKS_A_CORE = 4;
    private static final String[] BY_NUMBER = {UserIndex.USER_IDX};
    private static final String[] BY_ID = {UserIndex.USER_ID};

    /**
     * The users, a row each of {@link Recipient#COLUMNS}; nothing was found for anybody yet.
     *
     * @param tastes the factors of those who have any
     * @param eligibility the rules
     * @param settings whom users are shown no more of
     */
    Dataset<Row> rows(UserTastes tastes, Eligibility eligibility, RecommendSettings settings) {
        Dataset<Row> met = interactions
                .groupBy(UserIndex.USER_IDX)
                .agg(array_sort(collect_list(struct(col(VideoIndex.VIDEO_IDX), col("strength"))))
                        .as("pairs"));
        Column creator = CreatorStanding.creator(col("creator_id"));
        Dataset<Row> stances = ties.groupBy(UserIndex.USER_IDX)
                .agg(
                        collect_list(when(col("follows"), creator)).as("follows"),
                        collect_list(when(isHidden(settings), creator)).as("unwanted"));
        // Nobody is recommended what they made.
        Column hidden = concat(
                coalesce(col("unwanted"), array().cast("array<bigint>")),
                settings.creatorIds() == RecommendSettings.CreatorIds.USERS
                        ? array(CreatorStanding.creator(col(UserIndex.USER_ID)))
                        : array().cast("array<bigint>"));
        return index.select(UserIndex.USER_IDX, UserIndex.USER_ID)
                .join(Users.forgotten(users), BY_ID, "left_anti")
                .join(met, BY_NUMBER, "left")
                .join(tastes.of(interactions), BY_NUMBER, "left")
                .join(hours.select(UserIndex.USER_IDX, "hours"), BY_NUMBER, "left")
                .join(stances, BY_NUMBER, "left")
                .join(segments.select(UserIndex.USER_ID, "segment"), BY_ID, "left")
                .join(eligibility.users(users), BY_ID, "left")
                // A user's work is in the videos, not in the row's bytes, by which Spark would put partitions together.
                .repartition(
                        index.sparkSession().sparkContext().defaultParallelism() * TASKS_A_CORE, col(UserIndex.USER_ID))
                .select(
                        col(UserIndex.USER_ID),
                        col("pairs.video_idx").as("met"),
                        col("pairs.strength").as("strengths"),
                        col("factors"),
                        col("hours"),
                        col("source"),
                        col("segment"),
                        col("follows"),
                        hidden.as("hidden"),
                        col("rules"),
                        lit(null).cast("array<int>").as("items"),
                        lit(null).cast("array<float>").as("scores"));
    }

    private static Column isHidden(RecommendSettings settings) {
        Column byHides = settings.hides() > 0 ? col("hides").geq(settings.hides()) : lit(false);
        Column byReports = settings.reports() > 0 ? col("reports").geq(settings.reports()) : lit(false);
        return byHides.or(byReports);
    }
}
