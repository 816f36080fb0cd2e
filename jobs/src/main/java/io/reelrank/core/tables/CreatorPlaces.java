package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Where each creator stands among the tastes of the platform. */
public final class CreatorPlaces {
    public static final String CREATOR_ID = "creator_id";
    public static final String NICHE = CreatorComparisons.NICHE;
    public static final String NICHE_CREATORS = "niche_creators";
    public static final String NICHE_VIDEOS = "niche_videos";
    public static final String WANTED_BY = "wanted_by";
    public static final String CROWDING = "crowding";
    public static final String OPEN_TAGS = "open_tags";
    public static final String SIMILAR = "similar";

    /** Of an open tag. */
    public static final String TAG = "tag";

    /** The expected difference that an open tag makes. */
    public static final String EFFECT = "effect";

    /** The lower end of its interval. */
    public static final String EFFECT_LOW = "effect_low";

    /** How similar a similar creator is. */
    public static final String SIMILARITY = "similarity";

    /** The type of an open tag. */
    public static final StructType OPEN_TAG = new StructType()
            .add(TAG, DataTypes.StringType, false)
            .add(EFFECT, DataTypes.DoubleType)
            .add(EFFECT_LOW, DataTypes.DoubleType)
            .add(WANTED_BY, DataTypes.LongType)
            .add(CROWDING, DataTypes.DoubleType);

    /** The type of the similar creators. */
    public static final DataType SIMILARS = DataTypes.createArrayType(
            new StructType().add(CREATOR_ID, DataTypes.StringType, false).add(SIMILARITY, DataTypes.FloatType), false);

    /** One row per creator. */
    public static final Table TABLE = Table.of(
            "creator_places",
            "One row per creator with plays within the longest window: the niche and how crowded it is, what it has few videos of, "
                    + "and who reaches the same tastes. What fewer than report.min-people users want is not told.",
            List.of(CREATOR_ID),
            required(CREATOR_ID, DataTypes.StringType, "The creator's id."),
            required(NICHE, DataTypes.StringType, "The niche, as in creator_comparisons; empty where unknown."),
            required(NICHE_CREATORS, DataTypes.LongType, "Number of creators of the niche, this one included."),
            optional(
                    NICHE_VIDEOS,
                    DataTypes.LongType,
                    "Number of videos of the category in video_quality; null like wanted_by."),
            optional(
                    WANTED_BY,
                    DataTypes.LongType,
                    "Number of users with the category among the ten leading ones of user_profiles; null where they are fewer "
                            + "than report.min-people."),
            optional(
                    CROWDING,
                    DataTypes.DoubleType,
                    "Videos of the category for each user who wants it, over the same of all categories; a user counts by the "
                            + "category's share in the profile. Above 1: more crowded than the platform. Null like wanted_by."),
            required(
                    OPEN_TAGS,
                    DataTypes.createArrayType(OPEN_TAG, false),
                    "Tags that no video of the creator has, that lift the pull of the niche's videos (the 90% interval of the "
                            + "difference, shrunk, is above 0) and that have fewer videos for those who want them than the "
                            + "platform's tags (crowding below 1), at most five, the largest effect first."),
            required(
                    SIMILAR,
                    SIMILARS,
                    "The ten creators who reach the most similar tastes, best first, by the cosine of the mean video_factors of "
                            + "their videos, weighted by measured plays, among the 20,000 with most of them. Empty for creators, "
                            + "and without those, none of whose videos met report.min-people users."));

    private CreatorPlaces() {}
}
