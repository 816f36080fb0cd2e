package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The platform's audience by interest, activity and segment, and who reaches each part of it. */
public final class AudienceSegments {
    public static final String INTEREST = "interest";
    public static final String ACTIVITY = "activity";
    public static final String SEGMENT = "segment";
    public static final String USERS = "users";
    public static final String SHARE = "share";
    public static final String LIFT = "lift";
    public static final String CREATORS = "creators";

    /** The most creators of a row. */
    public static final int MOST_CREATORS = 10;

    /** One row per interest, activity and segment. */
    public static final Table TABLE = Table.of(
            "audience_segments",
            "One row per interest, activity and segment with report.min-people-attributes users or more who played within the "
                    + "features' window: for those who plan campaigns or care for users. All shares are of the users in "
                    + "these rows, so that nothing tells of smaller parts. Suspected bots do not count.",
            List.of(INTEREST, ACTIVITY, SEGMENT),
            required(
                    INTEREST,
                    DataTypes.StringType,
                    "The category that the users like most; empty for users without positive pairs."),
            required(ACTIVITY, DataTypes.StringType, "As in user_profiles."),
            required(
                    SEGMENT,
                    DataTypes.StringType,
                    "By their attributes, a region for example: as in user_segments; empty for users without a segment."),
            required(USERS, DataTypes.LongType, "Number of users."),
            required(SHARE, DataTypes.DoubleType, "Their share of all users of this table."),
            required(
                    LIFT,
                    DataTypes.DoubleType,
                    "That share over the product of the shares of the interest, the activity and the segment: above 1 where the "
                            + "three go together."),
            required(
                    CREATORS,
                    DataTypes.createArrayType(
                            new StructType()
                                    .add("creator_id", DataTypes.StringType, false)
                                    .add("viewers", DataTypes.LongType, false)
                                    .add("reach", DataTypes.DoubleType, false),
                            false),
                    "The ten creators whom most of these users played within the longest window, the most viewers first: the "
                            + "number of viewers and their share of the users (reach). The viewers, the other users, and what is left of the "
                            + "creator's viewers of the interest or the segment, are nobody or report.min-people-attributes or more."));

    private AudienceSegments() {}
}
