package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The newest state of every video known by the date. */
public final class Videos {
    /** One row a video. */
    public static final Table TABLE = Table.of(
            "videos",
            "The newest state of every video known by the date.",
            List.of("video_id"),
            required("video_id", DataTypes.StringType, "The video."),
            required("creator_id", DataTypes.StringType, "Who made it."),
            optional("title", DataTypes.StringType, "Title."),
            optional("description", DataTypes.StringType, "What its creator says of it besides the title."),
            required(
                    "tags",
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Tags in the source's order; empty where it has none."),
            optional("category", DataTypes.StringType, "Category."),
            optional("duration_ms", DataTypes.LongType, "Length in milliseconds; null where unknown."),
            optional("published_at", DataTypes.TimestampType, "When it appeared, UTC; null where unknown."),
            required("status", DataTypes.StringType, "visible, hidden or deleted."),
            optional(
                    "updated_at",
                    DataTypes.TimestampType,
                    "When the source last changed this, UTC; null where it does not say."),
            required("known_since", DataTypes.DateType, "The day of the file that first told of it."));

    private Videos() {}
}
