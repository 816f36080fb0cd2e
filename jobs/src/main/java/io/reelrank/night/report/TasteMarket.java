package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorOutlook;
import io.reelrank.core.tables.CreatorPlaces;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.engine.reduce.ExactSum;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * How many videos there are of each tag, length and category, for how many users who want it.
 *
 * @param minPeople of fewer users nothing is told
 */
record TasteMarket(int minPeople) {
    /** The kind of a category. */
    static final String NICHE = CreatorComparisons.NICHE;

    /** How many videos there are. */
    static final String SUPPLY = "supply";

    private static final int MOST_TASTES = 3;
    private static final String ENTRY = "entry";
    private static final String SHARE = "share";
    private static final String TASTE = "taste";
    private static final String USERS = "users";
    private static final String[] KEY = {CreatorOutlook.KIND, CreatorOutlook.OPTION};

    /**
     * What at least so many users want, and some video has.
     *
     * <pre>crowding = (V / W) / (Σ V / Σ W)</pre>
     *
     * <p>with V the videos and W the users, each counted by the share in the profile, and sums over all of the kind.
     *
     * @param profiles rows of {@code user_profiles}
     * @param videos {@code category, length, tags} of every video with an event
     * @return {@code kind, option, supply, wanted_by, crowding, tastes}
     */
    Dataset<Row> of(Dataset<Row> profiles, Dataset<Row> videos) {
        Column ratio = col(SUPPLY).divide(col(SHARE));
        Column all = try_divide(
                sum(SUPPLY).over(Window.partitionBy(CreatorOutlook.KIND)),
                ExactSum.over(col(SHARE), Window.partitionBy(CreatorOutlook.KIND)));
        return supply(videos)
                .join(wanted(profiles), KEY)
                .withColumn(CreatorPlaces.CROWDING, ratio.divide(all))
                .filter(col(CreatorPlaces.WANTED_BY).geq(minPeople))
                .drop(SHARE);
    }

    private static Dataset<Row> supply(Dataset<Row> videos) {
        Column one = array_compact(array(
                when(col(VideoFeatures.CATEGORY).isNotNull(), entry(NICHE, col(VideoFeatures.CATEGORY))),
                entry(CreatorOutlook.LENGTH, col(CreatorOutlook.LENGTH))));
        Column tags = transform(array_distinct(col(VideoFeatures.TAGS)), tag -> entry(CreatorOutlook.TAG, tag));
        return videos.select(explode(concat(one, tags)).as(ENTRY))
                .select(ENTRY + ".*")
                .groupBy(KEY[0], KEY[1])
                .agg(count(lit(1)).as(SUPPLY));
    }

    private static Column entry(String kind, Column option) {
        return struct(lit(kind).as(CreatorOutlook.KIND), option.as(CreatorOutlook.OPTION));
    }

    private Dataset<Row> wanted(Dataset<Row> profiles) {
        Column entries = concat(
                wanted(NICHE, UserProfiles.CATEGORIES),
                wanted(CreatorOutlook.LENGTH, UserProfiles.LENGTHS),
                wanted(CreatorOutlook.TAG, UserProfiles.TAGS));
        Column mostFirst = transform(
                array_sort(collect_list(when(
                        col(USERS).geq(minPeople).and(col(TASTE).isNotNull()),
                        struct(lit(0L).minus(col(USERS)).as(USERS), col(TASTE).as(TASTE))))),
                taste -> taste.getField(TASTE));
        return profiles.select(ReportStage.taste().as(TASTE), explode(entries).as(ENTRY))
                .select(col(TASTE), col(ENTRY + ".*"))
                .filter(coalesce(col(SHARE), lit(0.0)).gt(0))
                .groupBy(KEY[0], KEY[1], TASTE)
                .agg(count(lit(1)).as(USERS), ExactSum.of(col(SHARE)).as(SHARE))
                .groupBy(KEY[0], KEY[1])
                .agg(
                        sum(USERS).as(CreatorPlaces.WANTED_BY),
                        ExactSum.of(col(SHARE)).as(SHARE),
                        slice(mostFirst, 1, MOST_TASTES).as(CreatorOutlook.TASTES));
    }

    private static Column wanted(String kind, String names) {
        return transform(
                col(names),
                name -> struct(
                        lit(kind).as(CreatorOutlook.KIND),
                        name.getField("name").as(CreatorOutlook.OPTION),
                        name.getField(SHARE).as(SHARE)));
    }
}
