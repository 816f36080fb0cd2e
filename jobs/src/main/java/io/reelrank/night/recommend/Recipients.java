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
import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.RankerUsers;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.rerank.CreatorStanding;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All users who get a list, with what making it needs.
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
    /** Scoring is cut into so many tasks for each core: cores then end at about the same time. */
    static final int TASKS_A_CORE = 4;

    private static final String PAIRS = "pairs";
    private static final String HIDDEN_BY_USER = "unwanted";
    private static final String NUMBERS = "array<bigint>";
    private static final String[] BY_NUMBER = {UserIndex.USER_IDX};
    private static final String[] BY_ID = {UserIndex.USER_ID};

    /**
     * One row for each user, with {@link Recipient#COLUMNS} and without candidates.
     *
     * @param tastes the users' factors
     * @param eligibility the rules
     * @param settings when a creator is excluded for a user
     */
    Dataset<Row> rows(UserTastes tastes, Eligibility eligibility, RecommendSettings settings) {
        Dataset<Row> seen = interactions
                .groupBy(UserIndex.USER_IDX)
                .agg(array_sort(collect_list(struct(col(VideoIndex.VIDEO_IDX), col(Interactions.STRENGTH))))
                        .as(PAIRS));
        Column creator = CreatorStanding.creator(col(CreatorTies.CREATOR_ID));
        Dataset<Row> stances = ties.groupBy(UserIndex.USER_IDX)
                .agg(
                        collect_list(when(col(CreatorTies.FOLLOWS), creator)).as(CreatorTies.FOLLOWS),
                        collect_list(when(isHidden(settings), creator)).as(HIDDEN_BY_USER));
        // A user's own videos are excluded too.
        Column hidden = concat(
                coalesce(col(HIDDEN_BY_USER), array().cast(NUMBERS)),
                settings.creatorIds() == RecommendSettings.CreatorIds.USERS
                        ? array(CreatorStanding.creator(col(UserIndex.USER_ID)))
                        : array().cast(NUMBERS));
        return UserIndex.withoutErased(index)
                .select(UserIndex.USER_IDX, UserIndex.USER_ID)
                .join(Users.forgotten(users).union(Users.refusing(users, Users.CONSENT_LISTS)), BY_ID, "left_anti")
                .join(seen, BY_NUMBER, "left")
                .join(tastes.of(interactions), BY_NUMBER, "left")
                .join(hours.select(UserIndex.USER_IDX, RankerUsers.HOURS), BY_NUMBER, "left")
                .join(stances, BY_NUMBER, "left")
                .join(segments.select(UserIndex.USER_ID, UserSegments.SEGMENT), BY_ID, "left")
                .join(eligibility.users(users), BY_ID, "left")
                // Without this, Spark would coalesce partitions by the rows' bytes, but a user's work is in scoring the
                // videos.
                .repartition(
                        index.sparkSession().sparkContext().defaultParallelism() * TASKS_A_CORE, col(UserIndex.USER_ID))
                .select(
                        col(UserIndex.USER_ID),
                        col(PAIRS + "." + Interactions.VIDEO_IDX).as(Recipient.SEEN),
                        col(PAIRS + "." + Interactions.STRENGTH).as(Recipient.STRENGTHS),
                        col(UserFactors.FACTORS),
                        col(RankerUsers.HOURS),
                        col(Recipient.SOURCE),
                        col(UserSegments.SEGMENT),
                        col(CreatorTies.FOLLOWS),
                        hidden.as(Recipient.HIDDEN),
                        col(Recipient.RULES),
                        lit(null).cast("array<int>").as(Recipient.ITEMS),
                        lit(null).cast("array<float>").as(Recipient.SCORES));
    }

    private static Column isHidden(RecommendSettings settings) {
        Column byHides = settings.hides() > 0 ? col(CreatorTies.HIDES).geq(settings.hides()) : lit(false);
        Column byReports = settings.reports() > 0 ? col(CreatorTies.REPORTS).geq(settings.reports()) : lit(false);
        return byHides.or(byReports);
    }
}
