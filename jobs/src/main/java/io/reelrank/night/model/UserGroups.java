package io.reelrank.night.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.tables.UserIndex;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The groups of users whom models are measured for apart. */
final class UserGroups {
    private UserGroups() {}

    /**
     * Every user's activity, {@code new}, {@code light}, {@code medium} or {@code heavy} by the number of positive pairs,
     * and the attributes that have few values.
     *
     * @param index rows of {@code user_index}
     * @param users rows of {@code users}
     * @param positives {@code user_idx, video_idx} before the held out days
     * @return {@code user_idx, groups}, texts such as {@code activity=heavy} or {@code attribute.city=large}
     */
    static Dataset<Row> of(
            Dataset<Row> index, Dataset<Row> users, Dataset<Row> positives, EvaluationSettings settings) {
        Dataset<Row> counts =
                positives.groupBy(UserIndex.USER_IDX).agg(count(lit(1)).as("pairs"));
        Column pairs = coalesce(col("pairs"), lit(0L));
        Column activity = when(pairs.equalTo(0), "new")
                .when(pairs.lt(settings.lightBelow()), "light")
                .when(pairs.lt(settings.mediumBelow()), "medium")
                .otherwise("heavy");
        Dataset<Row> activities = index.join(counts, new String[] {UserIndex.USER_IDX}, "left")
                .select(
                        col(UserIndex.USER_IDX),
                        concat(lit("activity="), activity).as("user_group"));
        Dataset<Row> attributes = users.join(index, UserIndex.USER_ID)
                .select(col(UserIndex.USER_IDX), inline(col("attributes")))
                .filter(col("value").isNotNull());
        Dataset<Row> few = attributes
                .groupBy("name")
                .agg(count_distinct(col("value")).as("values"))
                .filter(col("values").leq(settings.attributeValues()))
                .select("name");
        return attributes
                .join(few, "name")
                .select(
                        col(UserIndex.USER_IDX),
                        concat(lit("attribute."), col("name"), lit("="), col("value"))
                                .as("user_group"))
                .unionByName(activities)
                .groupBy(UserIndex.USER_IDX)
                .agg(sort_array(collect_set("user_group")).as("groups"));
    }
}
