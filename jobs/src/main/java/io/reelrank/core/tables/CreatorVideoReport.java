package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Field;
import io.reelrank.core.store.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What happened to each video within the longest window, beside the creator's other videos at the same age. */
public final class CreatorVideoReport {
    public static final String VIDEO_ID = "video_id";
    public static final String CREATOR_ID = "creator_id";
    public static final String TITLE = "title";
    public static final String VIEWERS = "viewers";
    public static final String ENGAGEMENT_RATE = CreatorReport.ENGAGEMENT_RATE;
    public static final String PLAYS = CreatorReport.PLAYS;
    public static final String PULL = "pull";
    public static final String PULL_LOW = "pull_low";
    public static final String PULL_HIGH = "pull_high";
    public static final String AGE_DAYS = "age_days";
    public static final String PLAYS_AT_AGE = "plays_at_age";
    public static final String TYPICAL_VIDEOS = "typical_videos";
    public static final String TYPICAL_LOW = "typical_low";
    public static final String TYPICAL_PLAYS = "typical_plays";
    public static final String TYPICAL_HIGH = "typical_high";
    public static final String RETENTION = "retention";
    public static final String RETENTION_LOW = "retention_low";
    public static final String RETENTION_HIGH = "retention_high";
    public static final String PEER_RETENTION = "peer_retention";

    /** The rates that have a column here: all but those of viewers over days. */
    public static final List<CreatorFigure> FIGURES = List.of(CreatorFigure.values()).stream()
            .filter(figure -> figure != CreatorFigure.RETURNING_VIEWERS_RATE)
            .toList();

    /** One row per video. */
    public static final Table TABLE = Table.of(
            "creator_video_report",
            "One row per video: what happened to it within the longest window, beside what is typical of the creator at the same "
                    + "age. Suspected bots and what creators do with their own videos do not count.",
            List.of(VIDEO_ID),
            fields());

    private CreatorVideoReport() {}

    private static Field[] fields() {
        List<Field> fields = new ArrayList<>(List.of(
                required(VIDEO_ID, DataTypes.StringType, "The video's id."),
                required(CREATOR_ID, DataTypes.StringType, "Its creator's id."),
                optional(TITLE, DataTypes.StringType, "Its title; null if it has none."),
                required(VIEWERS, DataTypes.LongType, "Number of users who played it.")));
        fields.addAll(CreatorReport.SUMS);
        for (CreatorFigure figure : FIGURES) {
            fields.add(optional(
                    figure.column(),
                    DataTypes.DoubleType,
                    figure.definition() + " Null where " + figure.whole() + " is 0."));
        }
        fields.addAll(List.of(
                optional(
                        ENGAGEMENT_RATE,
                        DataTypes.DoubleType,
                        "Likes, comments, shares, favourites and follows, divided by plays; null without a play."),
                optional(
                        PULL,
                        DataTypes.DoubleType,
                        "The pull from video_quality: how much the video holds users of any kind, other things being equal; "
                                + "null where that table has none."),
                optional(PULL_LOW, DataTypes.DoubleType, "The lower end of the pull's 95% interval; null if unknown."),
                optional(PULL_HIGH, DataTypes.DoubleType, "The upper end; null if unknown."),
                optional(
                        AGE_DAYS,
                        DataTypes.IntegerType,
                        "The age in whole days since the day of publication at which it is compared with the creator's other "
                                + "videos: the oldest of 1, 2, 3, 7, 14, 28 and 56 that it has reached; null where it is younger, older than the days "
                                + "that are known in a row, or the time of publication is unknown."),
                optional(
                        PLAYS_AT_AGE,
                        DataTypes.LongType,
                        "Its plays on the day of publication and as many days after it as the age has; null where there is no such age."),
                required(
                        TYPICAL_VIDEOS,
                        DataTypes.LongType,
                        "Number of the creator's videos whose plays up to that age are known, itself included; only those with an event."),
                optional(
                        TYPICAL_LOW,
                        DataTypes.DoubleType,
                        "The 30th percentile of their plays up to that age; null for fewer than three videos."),
                optional(TYPICAL_PLAYS, DataTypes.DoubleType, "The median; null for fewer than three videos."),
                optional(TYPICAL_HIGH, DataTypes.DoubleType, "The 70th percentile; null for fewer than three videos."),
                shares(
                        RETENTION,
                        "Of the viewers of a day, the share whose longest play reached 10%, 20%, ... 100% of the length: "
                                + "it can only fall, as logs do not say which parts were watched. Null where the length is "
                                + "unknown or the viewers with one are fewer than report.min-people."),
                shares(RETENTION_LOW, "The lower ends of the 90% intervals of these shares; null like them."),
                shares(RETENTION_HIGH, "The upper ends; null like them."),
                shares(
                        PEER_RETENTION,
                        "The same shares of all videos of similar length whose retention is told, this one included; null like "
                                + "them, and without another one.")));
        return fields.toArray(Field[]::new);
    }

    private static Field shares(String name, String doc) {
        return optional(name, DataTypes.createArrayType(DataTypes.DoubleType, false), doc);
    }
}
