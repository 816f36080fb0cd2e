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

import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What users want, by facet: tag, category, creator and length. And how broad their taste is: the entropy of the shares
 * p_t of all their tags, in bits,
 *
 * <pre>breadth = −Σ_t p_t log₂ p_t = log₂ S − Σ_t s_t log₂ s_t / S,   p_t = s_t / S</pre>
 *
 * with s_t the sum of the strengths of wanted videos with tag t, and S their sum. It is 0 for one tag, and log₂ k for k
 * tags of equal share.
 *
 * <p>Strengths are first summed by user and name. All later steps then have at most as many rows of a user as there are
 * names, however many events the user has.
 */
final class TasteProfiles {
    private static final int MAX_NAMES = 10;
    private static final List<String> FACETS =
            List.of(UserProfiles.TAGS, UserProfiles.CATEGORIES, UserProfiles.CREATORS, UserProfiles.LENGTHS);
    private static final String TAGS_THIS_WEEK = "tags_this_week";
    private static final String TAGS_LAST_WEEK = "tags_last_week";

    private static final String FACET = "facet";
    private static final String NAME = "name";
    private static final String STRENGTH = Interactions.STRENGTH;
    private static final String ENTRY = "entry";
    private static final String TOTAL = "total";
    private static final String LOGS = "logs";
    private static final String PLACE = "place";
    private static final String PLACES = "places";
    private static final String BITS = "bits";
    private static final String TOP = "top";

    private TasteProfiles() {}

    /**
     * The sum of strengths by user, facet and name: {@code user_idx, facet, name, strength}. {@link #of} reads it
     * twice.
     *
     * @param positives {@code user_idx, video_idx, strength}, each above 0
     * @param thisWeek the same for this week
     * @param lastWeek the same for the week before
     * @param facts rows of {@code video_features}
     */
    static Dataset<Row> sums(Dataset<Row> positives, Dataset<Row> thisWeek, Dataset<Row> lastWeek, Dataset<Row> facts) {
        return entries(positives, facts, allFacets())
                .unionByName(entries(thisWeek, facts, tags(TAGS_THIS_WEEK)))
                .unionByName(entries(lastWeek, facts, tags(TAGS_LAST_WEEK)))
                .groupBy(UserIndex.USER_IDX, FACET, NAME)
                .agg(ExactSum.of(col(STRENGTH).cast("double")).as(STRENGTH))
                .filter(col(STRENGTH).gt(0));
    }

    /**
     * The taste of each user.
     *
     * @param sums of {@link #sums}
     * @return {@code user_idx, tags, categories, creators, lengths, breadth, breadth_this_week, breadth_last_week}:
     *     arrays of the 10 largest {@code name, share}, largest first, and entropies in bits; null where nothing is
     *     wanted
     */
    static Dataset<Row> of(Dataset<Row> sums) {
        Dataset<Row> totals = sums.groupBy(UserIndex.USER_IDX, FACET)
                .agg(
                        ExactSum.of(col(STRENGTH)).as(TOTAL),
                        ExactSum.of(col(STRENGTH).multiply(log2(col(STRENGTH)))).as(LOGS));
        Column place = row_number()
                .over(Window.partitionBy(UserIndex.USER_IDX, FACET)
                        .orderBy(col(STRENGTH).desc(), col(NAME)));
        Dataset<Row> best = sums.filter(col(FACET).isin(FACETS.toArray()))
                .withColumn(PLACE, place)
                .filter(col(PLACE).leq(MAX_NAMES))
                .groupBy(UserIndex.USER_IDX, FACET)
                .agg(array_sort(collect_list(struct(PLACE, NAME, STRENGTH))).as(PLACES));
        Column breadth = greatest(log2(col(TOTAL)).minus(col(LOGS).divide(col(TOTAL))), lit(0.0));
        Column top = transform(
                col(PLACES),
                one -> struct(
                        one.getField(NAME).as(NAME),
                        one.getField(STRENGTH).divide(col(TOTAL)).as("share")));
        List<Column> columns = new ArrayList<>();
        for (String facet : FACETS) {
            columns.add(ofFacet(facet, TOP).as(facet));
        }
        columns.add(ofFacet(UserProfiles.TAGS, BITS).as(UserProfiles.BREADTH));
        columns.add(ofFacet(TAGS_THIS_WEEK, BITS).as(UserProfiles.BREADTH_THIS_WEEK));
        columns.add(ofFacet(TAGS_LAST_WEEK, BITS).as(UserProfiles.BREADTH_LAST_WEEK));
        return totals.join(best, new String[] {UserIndex.USER_IDX, FACET}, "left")
                .select(col(UserIndex.USER_IDX), col(FACET), breadth.as(BITS), top.as(TOP))
                .groupBy(UserIndex.USER_IDX)
                .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
    }

    private static Column ofFacet(String facet, String column) {
        return max(when(col(FACET).equalTo(facet), col(column)));
    }

    /** {@code user_idx, strength, facet, name}: each pair once per name of its video. */
    private static Dataset<Row> entries(Dataset<Row> pairs, Dataset<Row> facts, Column entries) {
        return pairs.join(
                        facts.select(col(VideoIndex.VIDEO_IDX), explode(entries).as(ENTRY)), VideoIndex.VIDEO_IDX)
                .select(
                        col(UserIndex.USER_IDX),
                        col(STRENGTH),
                        col(ENTRY).getField(FACET).as(FACET),
                        col(ENTRY).getField(NAME).as(NAME));
    }

    private static Column allFacets() {
        Column category = col(VideoFeatures.CATEGORY);
        Column creator = col(VideoFeatures.CREATOR_ID);
        Column length = col(VideoFeatures.DURATION_BUCKET);
        return concat(
                tags(UserProfiles.TAGS),
                array_compact(array(
                        when(category.isNotNull(), entry(UserProfiles.CATEGORIES, category)),
                        when(creator.notEqual(""), entry(UserProfiles.CREATORS, creator)),
                        when(length.notEqual(VideoFacts.UNKNOWN_LENGTH), entry(UserProfiles.LENGTHS, length)))));
    }

    private static Column tags(String facet) {
        return transform(array_distinct(col(VideoFeatures.TAGS)), tag -> entry(facet, tag));
    }

    private static Column entry(String facet, Column name) {
        return struct(lit(facet).as(FACET), name.as(NAME));
    }
}
