package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The latest state of every video known by the date. */
public final class Videos {
    public static final String VIDEO_ID = "video_id";
    public static final String CREATOR_ID = "creator_id";
    public static final String TITLE = "title";
    public static final String DESCRIPTION = "description";
    public static final String TAGS = "tags";
    public static final String CATEGORY = "category";
    public static final String DURATION_MS = "duration_ms";
    public static final String PUBLISHED_AT = "published_at";
    public static final String STATUS = "status";
    public static final String UPDATED_AT = "updated_at";
    public static final String KNOWN_SINCE = "known_since";

    /** One row per video. */
    public static final Table TABLE = Table.of(
                    "videos",
                    "One row per video known by the date, in the latest state.",
                    List.of(VIDEO_ID),
                    required(VIDEO_ID, DataTypes.StringType, "The video's id."),
                    required(CREATOR_ID, DataTypes.StringType, "The creator's id."),
                    optional(TITLE, DataTypes.StringType, "The title; null if it has none."),
                    optional(
                            DESCRIPTION,
                            DataTypes.StringType,
                            "The creator's description besides the title; null if it has none."),
                    required(
                            TAGS,
                            DataTypes.createArrayType(DataTypes.StringType, false),
                            "Tags in the source's order; empty if it has none."),
                    optional(CATEGORY, DataTypes.StringType, "The category; null where unknown."),
                    optional(DURATION_MS, DataTypes.LongType, "The length in milliseconds; null where unknown."),
                    optional(PUBLISHED_AT, DataTypes.TimestampType, "When it was published, UTC; null where unknown."),
                    required(STATUS, DataTypes.StringType, "visible, hidden or deleted."),
                    optional(
                            UPDATED_AT,
                            DataTypes.TimestampType,
                            "When the source last changed the row, UTC; null where it does not say."),
                    required(KNOWN_SINCE, DataTypes.DateType, "The day of the file that first contained the video."))
            .living(Table.Lifetime.STATE);

    private Videos() {}
}
