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
import io.reelrank.core.tables.Users;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The groups of users that models are measured for separately. */
final class UserGroups {
    private static final String GROUP = "user_group";
    private static final String PAIRS = "pairs";
    private static final String NAME = "name";
    private static final String VALUE = "value";
    private static final String VALUES = "values";

    private UserGroups() {}

    /**
     * Groups every user by activity and by attributes.
     *
     * @param index rows of {@code user_index}
     * @param users rows of {@code users}
     * @param positives {@code user_idx, video_idx} before the held-out days
     * @return {@code user_idx, groups}: texts such as {@code activity=heavy} or {@code attribute.city=large}
     */
    static Dataset<Row> of(
            Dataset<Row> index, Dataset<Row> users, Dataset<Row> positives, EvaluationSettings settings) {
        return byAttribute(index, users, settings)
                .unionByName(byActivity(index, positives, settings))
                .groupBy(UserIndex.USER_IDX)
                .agg(sort_array(collect_set(GROUP)).as("groups"));
    }

    /** By the number of positive pairs: new, light, medium or heavy. */
    private static Dataset<Row> byActivity(Dataset<Row> index, Dataset<Row> positives, EvaluationSettings settings) {
        Dataset<Row> counts =
                positives.groupBy(UserIndex.USER_IDX).agg(count(lit(1)).as(PAIRS));
        Column pairs = coalesce(col(PAIRS), lit(0L));
        Column activity = when(pairs.equalTo(0), "new")
                .when(pairs.lt(settings.lightBelow()), "light")
                .when(pairs.lt(settings.mediumBelow()), "medium")
                .otherwise("heavy");
        return index.join(counts, new String[] {UserIndex.USER_IDX}, "left")
                .select(
                        col(UserIndex.USER_IDX),
                        concat(lit("activity="), activity).as(GROUP));
    }

    /** By every attribute that has few values. */
    private static Dataset<Row> byAttribute(Dataset<Row> index, Dataset<Row> users, EvaluationSettings settings) {
        Dataset<Row> attributes = users.join(index, UserIndex.USER_ID)
                .select(col(UserIndex.USER_IDX), inline(col(Users.ATTRIBUTES)))
                .filter(col(VALUE).isNotNull());
        Dataset<Row> withFewValues = attributes
                .groupBy(NAME)
                .agg(count_distinct(col(VALUE)).as(VALUES))
                .filter(col(VALUES).leq(settings.attributeValues()))
                .select(NAME);
        return attributes
                .join(withFewValues, NAME)
                .select(
                        col(UserIndex.USER_IDX),
                        concat(lit("attribute."), col(NAME), lit("="), col(VALUE))
                                .as(GROUP));
    }
}
