package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What users did before the logs begin: a row an entry of a list without times. */
public final class History {
    public static final String USER_ID = "user_id";
    public static final String VIDEO_ID = "video_id";
    public static final String KIND = "kind";
    public static final String POSITION = "position";
    public static final String UNTIL = "until";

    /** One row a entry. */
    public static final Table TABLE = Table.of(
            "history",
            "What users did before the logs begin: a row an entry of a list without times.",
            List.of(),
            required(USER_ID, DataTypes.StringType, "Who."),
            required(VIDEO_ID, DataTypes.StringType, "Which video."),
            required(KIND, DataTypes.StringType, "play, long_view or like."),
            required(POSITION, DataTypes.IntegerType, "Place in the list, 0 the oldest."),
            required(UNTIL, DataTypes.TimestampType, "No entry of the list is younger, UTC."));

    private History() {}
}
