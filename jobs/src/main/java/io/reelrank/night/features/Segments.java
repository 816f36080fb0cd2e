package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.posexplode;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.core.tables.Users;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The segments of users by their attributes. New users have nothing else to go by.
 *
 * @param attributes the attributes of each kind of segment, joined by +; a user gets the first kind that fits
 * @param minUsers a segment with fewer users is dropped
 */
record Segments(List<String> attributes, int minUsers) {
    private static final String AND = "+";
    private static final String SEGMENT = UserSegments.SEGMENT;
    private static final String VALUES = "values";
    private static final String PLACE = "place";
    private static final String USERS = "users";

    /**
     * The rows of {@code user_segments}.
     *
     * @param users rows of {@code users}; forgotten users get no segment
     */
    Dataset<Row> of(Dataset<Row> users) {
        if (attributes.isEmpty()) {
            return users.select(col(UserSegments.USER_ID), lit("").as(SEGMENT)).limit(0);
        }
        Dataset<Row> candidates = users.filter(col(Users.STATUS).equalTo("active"))
                .select(
                        col(UserIndex.USER_ID),
                        map_from_entries(col(Users.ATTRIBUTES)).as(VALUES))
                .select(
                        col(UserIndex.USER_ID),
                        posexplode(array(attributes.stream()
                                        .map(Segments::segment)
                                        .toArray(Column[]::new)))
                                .as(new String[] {PLACE, SEGMENT}))
                .filter(col(SEGMENT).isNotNull());
        Dataset<Row> large = candidates
                .groupBy(SEGMENT)
                .agg(count(lit(1)).as(USERS))
                .filter(col(USERS).geq(minUsers))
                .select(SEGMENT);
        return candidates
                .join(broadcast(large), SEGMENT)
                .groupBy(UserIndex.USER_ID)
                .agg(min_by(col(SEGMENT), col(PLACE)).as(SEGMENT));
    }

    /** The segment by the named attributes; null for a user who lacks one of them. */
    private static Column segment(String names) {
        Column[] parts = Arrays.stream(names.split("\\" + AND))
                .map(String::strip)
                .map(name -> concat(lit(name + "="), element_at(col(VALUES), lit(name))))
                .toArray(Column[]::new);
        Column joined = parts[0];
        for (int part = 1; part < parts.length; part++) {
            joined = concat(joined, lit(AND), parts[part]);
        }
        return joined;
    }
}
