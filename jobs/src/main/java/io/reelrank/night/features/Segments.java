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
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which users have attributes in common: who is new has nothing else to go by.
 *
 * @param attributes the attributes of each kind of segment, joined by +, those that say most first
 * @param minUsers segments with fewer users are none
 */
record Segments(List<String> attributes, int minUsers) {
    private static final String AND = "+";

    /**
     * The rows of {@code user_segments}.
     *
     * @param users rows of {@code users}; who asked to be forgotten is left out
     */
    Dataset<Row> of(Dataset<Row> users) {
        if (attributes.isEmpty()) {
            return users.selectExpr("user_id", "'' as segment").limit(0);
        }
        Dataset<Row> possible = users.filter(col("status").equalTo("active"))
                .select(
                        col(UserIndex.USER_ID),
                        map_from_entries(col("attributes")).as("known"))
                .select(
                        col(UserIndex.USER_ID),
                        posexplode(array(attributes.stream()
                                        .map(Segments::segment)
                                        .toArray(Column[]::new)))
                                .as(new String[] {"place", "segment"}))
                .filter(col("segment").isNotNull());
        Dataset<Row> enough = possible.groupBy("segment")
                .agg(count(lit(1)).as("users"))
                .filter(col("users").geq(minUsers))
                .select("segment");
        return possible.join(broadcast(enough), "segment")
                .groupBy(UserIndex.USER_ID)
                .agg(min_by(col("segment"), col("place")).as("segment"));
    }

    /** The segment by some attributes; null for a user who lacks one of them. */
    private static Column segment(String names) {
        Column[] parts = Arrays.stream(names.split("\\" + AND))
                .map(String::strip)
                .map(name -> concat(lit(name + "="), element_at(col("known"), lit(name))))
                .toArray(Column[]::new);
        Column joined = parts[0];
        for (int part = 1; part < parts.length; part++) {
            joined = concat(joined, lit(AND), parts[part]);
        }
        return joined;
    }
}
