package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import io.reelrank.core.tables.CreatorOutlook;
import io.reelrank.core.tables.CreatorPlaces;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.engine.estimates.NormalQuantile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where each creator stands among the tastes: the niche, how crowded it is, and what it has few videos of. */
final class TastePlaces {
    private static final int MOST_OPEN_TAGS = 5;
    // Of which many may be the creator's own.
    private static final int MOST_TAGS_OF_NICHE = 100;
    private static final String OWN_TAGS = "own_tags";
    private static final String ORDER = "order";
    private static final String[] NICHE = {CreatorPlaces.NICHE};
    private static final String[] OPTION = {CreatorOutlook.KIND, CreatorOutlook.OPTION};

    private TastePlaces() {}

    /**
     * The rows of {@code creator_places} but for the similar creators.
     *
     * @param niches {@code creator_id, niche} of every creator who is told
     * @param market of {@link TasteMarket#of}
     * @param nicheOptions of {@link OutlookModel#nicheOptions}
     * @param videos of {@link OutlookTables#videos}
     */
    static Dataset<Row> of(Dataset<Row> niches, Dataset<Row> market, Dataset<Row> nicheOptions, Dataset<Row> videos) {
        return niches(niches, market)
                .join(broadcast(openTags(nicheOptions, market)), NICHE, "left")
                .join(ownTags(videos), new String[] {CreatorPlaces.CREATOR_ID}, "left")
                .withColumn(CreatorPlaces.OPEN_TAGS, othersOnly())
                .drop(OWN_TAGS);
    }

    /** {@code creator_id, niche, niche_creators, niche_videos, wanted_by, crowding}. */
    private static Dataset<Row> niches(Dataset<Row> niches, Dataset<Row> market) {
        Dataset<Row> creators =
                niches.groupBy(CreatorPlaces.NICHE).agg(count(lit(1)).as(CreatorPlaces.NICHE_CREATORS));
        Dataset<Row> wanted = market.filter(col(CreatorOutlook.KIND).equalTo(TasteMarket.NICHE))
                .select(
                        col(CreatorOutlook.OPTION).as(CreatorPlaces.NICHE),
                        col(TasteMarket.SUPPLY).as(CreatorPlaces.NICHE_VIDEOS),
                        col(CreatorPlaces.WANTED_BY),
                        col(CreatorPlaces.CROWDING));
        return niches.select(CreatorPlaces.CREATOR_ID, CreatorPlaces.NICHE)
                .join(broadcast(creators.join(wanted, NICHE, "left")), NICHE);
    }

    /** {@code niche, open_tags}: the tags that lift its videos and of which there are few, the largest effect first. */
    private static Dataset<Row> openTags(Dataset<Row> nicheOptions, Dataset<Row> market) {
        Column low = col(OutlookModel.NICHE_EFFECT)
                .minus(sqrt(col(OutlookModel.NICHE_VARIANCE)).multiply(NormalQuantile.Z90));
        Column all = array_sort(collect_list(struct(
                lit(0.0).minus(col(OutlookModel.NICHE_EFFECT)).as(ORDER),
                struct(
                                col(CreatorOutlook.OPTION).as(CreatorPlaces.TAG),
                                col(OutlookModel.NICHE_EFFECT).as(CreatorPlaces.EFFECT),
                                low.as(CreatorPlaces.EFFECT_LOW),
                                col(CreatorPlaces.WANTED_BY),
                                col(CreatorPlaces.CROWDING))
                        .as(CreatorPlaces.TAG))));
        return nicheOptions
                .filter(col(CreatorOutlook.KIND).equalTo(CreatorOutlook.TAG).and(low.gt(0)))
                .join(market.filter(col(CreatorPlaces.CROWDING).lt(1)), OPTION)
                .groupBy(CreatorPlaces.NICHE)
                .agg(slice(transform(all, tag -> tag.getField(CreatorPlaces.TAG)), 1, MOST_TAGS_OF_NICHE)
                        .as(CreatorPlaces.OPEN_TAGS));
    }

    private static Dataset<Row> ownTags(Dataset<Row> videos) {
        return videos.groupBy(CreatorPlaces.CREATOR_ID)
                .agg(array_distinct(flatten(collect_list(col(VideoFeatures.TAGS))))
                        .as(OWN_TAGS));
    }

    /** The open tags that the creator does not use. */
    private static Column othersOnly() {
        Column none = array().cast(CreatorPlaces.TABLE
                .schema()
                .apply(CreatorPlaces.OPEN_TAGS)
                .dataType());
        Column own = coalesce(col(OWN_TAGS), array().cast("array<string>"));
        return slice(
                filter(
                        coalesce(col(CreatorPlaces.OPEN_TAGS), none),
                        tag -> not(array_contains(own, tag.getField(CreatorPlaces.TAG)))),
                1,
                MOST_OPEN_TAGS);
    }
}
