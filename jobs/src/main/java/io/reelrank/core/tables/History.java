package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What users did before the logs begin: a row an entry of a list without times. */
public final class History {
    /** One row a entry. */
    public static final Table TABLE = Table.of(
            "history",
            "What users did before the logs begin: a row an entry of a list without times.",
            List.of(),
            required("user_id", DataTypes.StringType, "Who."),
            required("video_id", DataTypes.StringType, "Which video."),
            required("kind", DataTypes.StringType, "play, long_view or like."),
            required("position", DataTypes.IntegerType, "Place in the list, 0 the oldest."),
            required("until", DataTypes.TimestampType, "No entry of the list is younger, UTC."));

    private History() {}
}
