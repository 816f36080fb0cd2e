package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Who watches each creator: the viewers of the longest window by what is known of them. */
public final class CreatorAudience {
    public static final String CREATOR_ID = "creator_id";
    public static final String BREAKDOWN = "breakdown";
    public static final String PART = "part";
    public static final String VIEWERS = "viewers";
    public static final String SHARE = "share";
    public static final String USUAL_SHARE = "usual_share";
    public static final String TGI = "tgi";

    /** The part that takes together what is too small to be told. */
    public static final String OTHERS = "(others)";

    /** One row per creator, breakdown and part. */
    public static final Table TABLE = Table.of(
            "creator_audience",
            "One row per creator, breakdown and part: how many viewers of the longest window it has. Parts of fewer than "
                    + "report.min-people viewers (segments: report.min-people-attributes) are taken together as (others) with "
                    + "the next smallest, so that no difference tells them; a breakdown of which only the total could be told has no row.",
            List.of(CREATOR_ID, BREAKDOWN, PART),
            required(CREATOR_ID, DataTypes.StringType, "The creator's id."),
            required(
                    BREAKDOWN,
                    DataTypes.StringType,
                    "taste: the category that the viewer likes most; tie: follower or stranger, by the last known follow "
                            + "or unfollow; hour: the hour in which the viewer plays most, of all videos, in the platform's time zone; "
                            + "source: the traffic source of most of the viewer's plays of the creator in two of the longest windows, where features.traffic-sources "
                            + "names some; segment: that of user_segments. Empty is the part of viewers of whom it is not known."),
            required(PART, DataTypes.StringType, "The part of the breakdown."),
            required(VIEWERS, DataTypes.LongType, "Number of viewers."),
            required(SHARE, DataTypes.DoubleType, "Their share of the creator's viewers."),
            optional(
                    USUAL_SHARE,
                    DataTypes.DoubleType,
                    "The part's share of the viewers of all creators of whom this table tells the part; null for (others)."),
            optional(
                    TGI,
                    DataTypes.DoubleType,
                    "The target group index: 100 times the one over the other; null like usual_share."));

    private CreatorAudience() {}
}
