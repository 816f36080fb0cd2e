package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What pull each creator can expect of a planned video. */
public final class CreatorOutlook {
    public static final String CREATOR_ID = "creator_id";
    public static final String KIND = "kind";
    public static final String OPTION = "option";
    public static final String VIDEOS = "videos";
    public static final String NICHE_VIDEOS = "niche_videos";
    public static final String EXPECTED = "expected";
    public static final String LOW = "low";
    public static final String HIGH = "high";
    public static final String HELD = "held";
    public static final String TESTED = "tested";
    public static final String WANTED_BY = "wanted_by";
    public static final String TASTES = "tastes";

    /** The kind of a video as the creator makes them. */
    public static final String USUAL = "usual";

    /** The kind of a video with a tag. */
    public static final String TAG = "tag";

    /** The kind of a video of a length. */
    public static final String LENGTH = "length";

    /** One row per creator, kind and option. */
    public static final Table TABLE = Table.of(
            "creator_outlook",
            "One row per creator and option of a planned video: what pull (video_quality) to expect of the creator's next video "
                    + "with it. Options are those of three of the creator's videos and, for creators with three videos, the "
                    + "lengths and the most usual tags of the niche. Only videos with report.min-plays measured plays count.",
            List.of(CREATOR_ID, KIND, OPTION),
            required(CREATOR_ID, DataTypes.StringType, "The creator's id."),
            required(
                    KIND,
                    DataTypes.StringType,
                    "What the option is: usual (as the creator's videos are), tag or length."),
            required(
                    OPTION,
                    DataTypes.StringType,
                    "The tag; the length, as in video_features.duration_bucket; empty for usual."),
            required(VIDEOS, DataTypes.LongType, "Number of the creator's videos with the option that count."),
            optional(
                    NICHE_VIDEOS,
                    DataTypes.LongType,
                    "Number of the niche's videos with it that count, the creator's own included; null for usual."),
            required(
                    EXPECTED,
                    DataTypes.DoubleType,
                    "The expected pull: the mean of the niche's videos of the same length, the creator's deviation from it, the "
                            + "deviation of the niche's videos with the option, and that of the creator's, each shrunk by what "
                            + "is known of it. With enough plays behind it, as the pull of the videos that count."),
            optional(
                    LOW,
                    DataTypes.DoubleType,
                    "The lower end of the range that holds the pull of 80% of such videos. It is made by half of the videos of the "
                            + "last 14 days, which a fit to the older ones has not seen; null where this half or the other has "
                            + "fewer than 30."),
            optional(HIGH, DataTypes.DoubleType, "The upper end; null like it."),
            optional(
                    HELD,
                    DataTypes.DoubleType,
                    "Of the other half, the share that the ranges of this kind hold, over all creators; null like the range."),
            required(
                    TESTED,
                    DataTypes.LongType,
                    "Of how many: a video counts for each of its options of the kind; 0 where the range is null."),
            optional(
                    WANTED_BY,
                    DataTypes.LongType,
                    "Number of users with the option among the ten leading ones of user_profiles; null for usual, and where "
                            + "they are fewer than report.min-people."),
            optional(
                    TASTES,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "The categories that most of these users like most, at most three, each of at least report.min-people of "
                            + "them; null like their number."));

    private CreatorOutlook() {}
}
