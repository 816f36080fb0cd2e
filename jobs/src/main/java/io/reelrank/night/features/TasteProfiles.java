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
import org.apache.spark.sql.expressions.WindowSpec;

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

    /** 1 if the pair has a relevant event of this week, else 0; summed as strengths are. */
    static final String THIS_WEEK = "this_week";

    /** The same of the week before. */
    static final String LAST_WEEK = "last_week";

    private static final String FACET = "facet";
    private static final String NAME = "name";
    private static final String STRENGTH = Interactions.STRENGTH;
    private static final String ENTRY = "entry";
    private static final String SHARE = "share";
    private static final String TOTAL = "total";
    private static final String PLACE = "place";
    private static final String BITS = "bits_of_";
    private static final String TOP = "top";

    private TasteProfiles() {}

    /**
     * The sums of strengths by user, facet and name: {@code user_idx, facet, name, strength, this_week, last_week}.
     *
     * @param pairs {@code user_idx, video_idx, strength, this_week, last_week}, each pair once, with numbers of at least 0
     * @param facts rows of {@code video_features}
     */
    static Dataset<Row> sums(Dataset<Row> pairs, Dataset<Row> facts) {
        Column isOfTheWeeks = col(THIS_WEEK).gt(0).or(col(LAST_WEEK).gt(0));
        return pairs.join(
                        facts.select(
                                col(VideoIndex.VIDEO_IDX), explode(facets()).as(ENTRY)),
                        VideoIndex.VIDEO_IDX)
                .select(
                        col(UserIndex.USER_IDX),
                        col(STRENGTH),
                        col(THIS_WEEK),
                        col(LAST_WEEK),
                        col(ENTRY).getField(FACET).as(FACET),
                        col(ENTRY).getField(NAME).as(NAME))
                .groupBy(UserIndex.USER_IDX, FACET, NAME)
                .agg(sum(STRENGTH), sum(THIS_WEEK), sum(LAST_WEEK))
                .filter(col(STRENGTH)
                        .gt(0)
                        .or(col(FACET).equalTo(UserProfiles.TAGS).and(isOfTheWeeks)));
    }

    private static Column sum(String strengths) {
        return ExactSum.of(col(strengths).cast("double")).as(strengths);
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
        WindowSpec facetOfUser = Window.partitionBy(UserIndex.USER_IDX, FACET);
        // The places come first: their order serves the totals too.
        Dataset<Row> placed = sums.withColumn(
                        PLACE,
                        row_number().over(facetOfUser.orderBy(col(STRENGTH).desc(), col(NAME))))
                .withColumn(TOTAL, positive(ExactSum.over(col(STRENGTH), facetOfUser)));
        for (String strengths : List.of(STRENGTH, THIS_WEEK, LAST_WEEK)) {
            placed = placed.withColumn(BITS + strengths, breadth(col(strengths), facetOfUser));
        }
        Column one = when(
                col(STRENGTH).gt(0),
                struct(col(PLACE), col(NAME), col(STRENGTH).divide(col(TOTAL)).as(SHARE)));
        Column top = transform(
                array_sort(collect_list(one)),
                best -> struct(
                        best.getField(NAME).as(NAME), best.getField(SHARE).as(SHARE)));
        List<Column> columns = new ArrayList<>();
        for (String facet : FACETS) {
            columns.add(ofFacet(facet, TOP).as(facet));
        }
        columns.add(ofFacet(UserProfiles.TAGS, BITS + STRENGTH).as(UserProfiles.BREADTH));
        columns.add(ofFacet(UserProfiles.TAGS, BITS + THIS_WEEK).as(UserProfiles.BREADTH_THIS_WEEK));
        columns.add(ofFacet(UserProfiles.TAGS, BITS + LAST_WEEK).as(UserProfiles.BREADTH_LAST_WEEK));
        return placed.filter(col(PLACE).leq(MAX_NAMES))
                .groupBy(UserIndex.USER_IDX, FACET)
                .agg(
                        top.as(TOP),
                        max(BITS + STRENGTH).as(BITS + STRENGTH),
                        max(BITS + THIS_WEEK).as(BITS + THIS_WEEK),
                        max(BITS + LAST_WEEK).as(BITS + LAST_WEEK))
                .groupBy(UserIndex.USER_IDX)
                .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
    }

    /** The entropy in bits; null where nothing is wanted. */
    private static Column breadth(Column strength, WindowSpec facetOfUser) {
        Column total = positive(ExactSum.over(strength, facetOfUser));
        Column logs = ExactSum.over(when(strength.gt(0), strength.multiply(log2(strength))), facetOfUser);
        return greatest(log2(total).minus(logs.divide(total)), when(total.isNotNull(), 0.0));
    }

    private static Column positive(Column sum) {
        return when(sum.gt(0), sum);
    }

    private static Column ofFacet(String facet, String column) {
        return max(when(col(FACET).equalTo(facet), col(column)));
    }

    /** The names of a video, each with its facet. */
    private static Column facets() {
        Column category = col(VideoFeatures.CATEGORY);
        Column creator = col(VideoFeatures.CREATOR_ID);
        Column length = col(VideoFeatures.DURATION_BUCKET);
        return concat(
                transform(array_distinct(col(VideoFeatures.TAGS)), tag -> entry(UserProfiles.TAGS, tag)),
                array_compact(array(
                        when(category.isNotNull(), entry(UserProfiles.CATEGORIES, category)),
                        when(creator.notEqual(""), entry(UserProfiles.CREATORS, creator)),
                        when(length.notEqual(VideoFacts.UNKNOWN_LENGTH), entry(UserProfiles.LENGTHS, length)))));
    }

    private static Column entry(String facet, Column name) {
        return struct(lit(facet).as(FACET), name.as(NAME));
    }
}
