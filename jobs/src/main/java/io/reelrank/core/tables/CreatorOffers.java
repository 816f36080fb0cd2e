package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** To whom each creator's videos were offered, and who took them: people by their taste. */
public final class CreatorOffers {
    public static final String CREATOR_ID = "creator_id";
    public static final String VIDEO_ID = "video_id";
    public static final String TASTE = "taste";
    public static final String OFFERED = "offered";
    public static final String OFFERED_SHARE = "offered_share";
    public static final String USUAL_OFFERED_SHARE = "usual_offered_share";
    public static final String TOOK = "took";
    public static final String TOOK_SHARE = "took_share";
    public static final String TOOK_LOW = "took_low";
    public static final String TOOK_HIGH = "took_high";
    public static final String USUAL_TOOK_SHARE = "usual_took_share";

    /** In the place of a video's id: all of the creator's videos. */
    public static final String ALL_VIDEOS = "";

    /** One row per creator, video and taste. */
    public static final Table TABLE = Table.of(
            "creator_offers",
            "One row per creator, video and taste: to how many people the video was offered within the longest window, and how "
                    + "many of them took it. A taste is told where report.min-people people or more took the video, as many did not, and "
                    + "no fewer are left over in any difference with what else is told; a video besides where nobody met another one of "
                    + "the creator, because there is none, or as many did. Who does not agree to reports does not count.",
            List.of(CREATOR_ID, VIDEO_ID, TASTE),
            required(CREATOR_ID, DataTypes.StringType, "The creator's id."),
            required(
                    VIDEO_ID,
                    DataTypes.StringType,
                    "The video's id; empty for all of the creator's videos, where a person who was offered several counts once."),
            required(
                    TASTE,
                    DataTypes.StringType,
                    "The category that the people like most, as of tonight; empty for those of whom it is not known."),
            required(
                    OFFERED,
                    DataTypes.LongType,
                    "Number of people with an event on it: who was shown it, played it or reacted to it."),
            required(OFFERED_SHARE, DataTypes.DoubleType, "Their share of all people to whom it was offered."),
            optional(
                    USUAL_OFFERED_SHARE,
                    DataTypes.DoubleType,
                    "The same share over all videos of its category of which this table tells the taste, this one included, and for "
                            + "all videos of a creator over all such creators of the niche; null without another one."),
            required(
                    TOOK,
                    DataTypes.LongType,
                    "Number of these who took it: with a valid play, as in creator_report's valid_plays; of all videos, of one of them."),
            required(TOOK_SHARE, DataTypes.DoubleType, "Their share of those it was offered to."),
            required(TOOK_LOW, DataTypes.DoubleType, "The lower end of its 90% interval."),
            required(TOOK_HIGH, DataTypes.DoubleType, "The upper end."),
            optional(
                    USUAL_TOOK_SHARE,
                    DataTypes.DoubleType,
                    "The share that took it of the people of that taste, over the same videos or creators as usual_offered_share; "
                            + "null like it."));

    private CreatorOffers() {}
}
