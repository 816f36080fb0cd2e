package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What users want, by tag, category, creator and length, and how broad that is: the entropy of the shares p_t of all
 * their tags, in bits,
 *
 * <pre>breadth = −Σ_t p_t log₂ p_t = log₂ S − Σ_t s_t log₂ s_t / S,   p_t = s_t / S</pre>
 *
 * with s_t the sum of the strengths of wanted videos with tag t. It is 0 for one tag, and log₂ k for k tags alike.
 *
 * <p>Everything is added up by user and name first, so what follows sees no more rows of a user than there are names,
 * whatever the number of their events.
 */
final class TasteProfiles {
    static final String TAGS = "tags";
    static final String CATEGORIES = "categories";
    static final String CREATORS = "creators";
    static final String LENGTHS = "lengths";

    private static final String THIS_WEEK = "tags_this_week";
    private static final String LAST_WEEK = "tags_last_week";
    private static final int MOST = 10;

    private TasteProfiles() {}

    /**
     * How much each user wants what has a name: {@code user_idx, facet, name, strength}, of which {@link #of} asks twice.
     *
     * @param wanted {@code user_idx, video_idx, strength}, each above 0
     * @param thisWeek the same of this week
     * @param lastWeek the same of the week before
     * @param facts rows of {@code video_features}
     */
    static Dataset<Row> sums(Dataset<Row> wanted, Dataset<Row> thisWeek, Dataset<Row> lastWeek, Dataset<Row> facts) {
        return named(wanted, facts, facets())
                .unionByName(named(thisWeek, facts, tags(THIS_WEEK)))
                .unionByName(named(lastWeek, facts, tags(LAST_WEEK)))
                .groupBy(UserIndex.USER_IDX, "facet", "name")
                .agg(ExactSum.of(col("strength").cast("double")).as("strength"))
                .filter(col("strength").gt(0));
    }

    /**
     * Each user's tastes.
     *
     * @param sums of {@link #sums}
     * @return {@code user_idx, tags, categories, creators, lengths, breadth, breadth_this_week, breadth_last_week}:
     *     arrays of the 10 largest {@code name, share}, null where nothing is wanted
     */
    static Dataset<Row> of(Dataset<Row> sums) {
        Dataset<Row> totals = sums.groupBy(UserIndex.USER_IDX, "facet")
                .agg(
                        ExactSum.of(col("strength")).as("total"),
                        ExactSum.of(col("strength").multiply(log2(col("strength"))))
                                .as("logs"));
        Column place = row_number()
                .over(Window.partitionBy(UserIndex.USER_IDX, "facet")
                        .orderBy(col("strength").desc(), col("name")));
        Dataset<Row> best = sums.filter(col("facet").isin(TAGS, CATEGORIES, CREATORS, LENGTHS))
                .withColumn("place", place)
                .filter(col("place").leq(MOST))
                .groupBy(UserIndex.USER_IDX, "facet")
                .agg(array_sort(collect_list(struct("place", "name", "strength")))
                        .as("places"));
        Column breadth = greatest(log2(col("total")).minus(col("logs").divide(col("total"))), lit(0.0));
        Column top = transform(
                col("places"),
                one -> struct(
                        one.getField("name").as("name"),
                        one.getField("strength").divide(col("total")).as("share")));
        List<Column> columns = new ArrayList<>();
        for (String facet : List.of(TAGS, CATEGORIES, CREATORS, LENGTHS)) {
            columns.add(max(when(col("facet").equalTo(facet), col("top"))).as(facet));
        }
        columns.add(max(when(col("facet").equalTo(TAGS), col("bits"))).as("breadth"));
        columns.add(max(when(col("facet").equalTo(THIS_WEEK), col("bits"))).as("breadth_this_week"));
        columns.add(max(when(col("facet").equalTo(LAST_WEEK), col("bits"))).as("breadth_last_week"));
        return totals.join(best, new String[] {UserIndex.USER_IDX, "facet"}, "left")
                .select(col(UserIndex.USER_IDX), col("facet"), breadth.as("bits"), top.as("top"))
                .groupBy(UserIndex.USER_IDX)
                .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
    }

    private static Dataset<Row> named(Dataset<Row> pairs, Dataset<Row> facts, Column facets) {
        return pairs.join(
                        facts.select(col(VideoIndex.VIDEO_IDX), explode(facets).as("of")), VideoIndex.VIDEO_IDX)
                .select(
                        col(UserIndex.USER_IDX),
                        col("strength"),
                        col("of.facet").as("facet"),
                        col("of.name").as("name"));
    }

    private static Column facets() {
        return concat(
                tags(TAGS),
                array_compact(array(
                        when(col("category").isNotNull(), name(CATEGORIES, col("category"))),
                        when(col("creator_id").notEqual(""), name(CREATORS, col("creator_id"))),
                        when(col("duration_bucket").notEqual("unknown"), name(LENGTHS, col("duration_bucket"))))));
    }

    private static Column tags(String facet) {
        return transform(array_distinct(col("tags")), tag -> name(facet, tag));
    }

    private static Column name(String facet, Column name) {
        return struct(lit(facet).as("facet"), name.as("name"));
    }
}
