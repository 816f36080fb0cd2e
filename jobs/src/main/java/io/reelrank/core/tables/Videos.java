package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The newest state of every video known by the date. */
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

    /** One row a video. */
    public static final Table TABLE = Table.of(
            "videos",
            "The newest state of every video known by the date.",
            List.of(VIDEO_ID),
            required(VIDEO_ID, DataTypes.StringType, "The video."),
            required(CREATOR_ID, DataTypes.StringType, "Who made it."),
            optional(TITLE, DataTypes.StringType, "Title."),
            optional(DESCRIPTION, DataTypes.StringType, "What its creator says of it besides the title."),
            required(
                    TAGS,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Tags in the source's order; empty where it has none."),
            optional(CATEGORY, DataTypes.StringType, "Category."),
            optional(DURATION_MS, DataTypes.LongType, "Length in milliseconds; null where unknown."),
            optional(PUBLISHED_AT, DataTypes.TimestampType, "When it appeared, UTC; null where unknown."),
            required(STATUS, DataTypes.StringType, "visible, hidden or deleted."),
            optional(
                    UPDATED_AT,
                    DataTypes.TimestampType,
                    "When the source last changed this, UTC; null where it does not say."),
            required(KNOWN_SINCE, DataTypes.DateType, "The day of the file that first told of it."));

    private Videos() {}
}
