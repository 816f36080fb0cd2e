package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Field;
import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What users did with the videos that the lists showed them on a day. */
public final class ListOutcomes {
    public static final String VERSION = "version";
    public static final String BREAKDOWN = "breakdown";
    public static final String PART = "part";
    public static final String SHOWINGS = "showings";
    public static final String USERS = "users";
    public static final String SHARE = "share";
    public static final String ACCEPTED = "accepted";
    public static final String ACCEPTANCE = "acceptance";
    public static final String ACCEPTANCE_LOW = "acceptance_low";
    public static final String ACCEPTANCE_HIGH = "acceptance_high";
    public static final String IMPRESSIONS = "impressions";
    public static final String VIEWS = "views";
    public static final String VALID_VIEWS = "valid_views";
    public static final String LONG_VIEWS = "long_views";
    public static final String LIKES = "likes";
    public static final String COMMENTS = "comments";
    public static final String SHARES = "shares";
    public static final String FAVOURITES = "favourites";
    public static final String FOLLOWS = "follows";
    public static final String HIDES = "hides";
    public static final String REPORTS = "reports";

    /** The version of showings that no list explains. */
    public static final String NO_LIST = "none";

    /** The version of showings whose list is not known, or does not have the video at that place. */
    public static final String UNKNOWN_LIST = "unknown";

    /** The breakdown of all showings of a version. */
    public static final String ALL = "all";

    /** One row per version, breakdown and part. */
    public static final Table TABLE = Table.of(
            "list_outcomes",
            "One row per version of the lists and part of its showings on the day: what users did. A showing is a user, a "
                    + "video and the day, with an impression or a view. No rows where no log has list_version and "
                    + "list_place.",
            List.of(VERSION, BREAKDOWN, PART),
            required(
                    VERSION,
                    DataTypes.StringType,
                    "The date of the night that made the lists; none: no list showed the video; unknown: the log names a "
                            + "list that is not kept or does not have the video at that place."),
            required(BREAKDOWN, DataTypes.StringType, "all, place, source, reason, segment or experiment."),
            required(
                    PART,
                    DataTypes.StringType,
                    "The part: a place from 1; a source or the key of a reason as in recommendations; a segment as in "
                            + "user_segments or none; interleaved, shuffled or none; for all: all."),
            required(SHOWINGS, DataTypes.LongType, "Number of showings."),
            required(USERS, DataTypes.LongType, "Number of users with a showing."),
            required(
                    SHARE,
                    DataTypes.DoubleType,
                    "The showings as a share of all the day's showings, in [0, 1]; of the rows of all they add up to 1."),
            required(ACCEPTED, DataTypes.LongType, "Number of showings with a valid view."),
            required(ACCEPTANCE, DataTypes.DoubleType, "Accepted showings as a share of the showings, in [0, 1]."),
            required(
                    ACCEPTANCE_LOW,
                    DataTypes.DoubleType,
                    "The lower end of its 95% interval, users being independent and their showings not."),
            required(ACCEPTANCE_HIGH, DataTypes.DoubleType, "The upper end."),
            count(IMPRESSIONS, "impressions"),
            count(VIEWS, "plays with a watch time above 0"),
            count(VALID_VIEWS, "valid views, as in day_pairs"),
            count(LONG_VIEWS, "long views"),
            count(LIKES, "likes"),
            count(COMMENTS, "comments"),
            count(SHARES, "shares"),
            count(FAVOURITES, "favourites"),
            count(FOLLOWS, "follows from the video"),
            count(HIDES, "hides"),
            count(REPORTS, "reports"));

    private static Field count(String name, String what) {
        return required(name, DataTypes.LongType, "Number of " + what + ".");
    }

    private ListOutcomes() {}
}
