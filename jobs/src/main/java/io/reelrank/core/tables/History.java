package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What users did before the logs begin, from lists without times. */
public final class History {
    public static final String USER_ID = "user_id";
    public static final String VIDEO_ID = "video_id";
    public static final String KIND = "kind";
    public static final String POSITION = "position";
    public static final String UNTIL = "until";

    /** One row per entry. */
    public static final Table TABLE = Table.of(
                    "history",
                    "One row per entry of a user's list of past actions, from before the logs begin; "
                            + "entries have no times.",
                    List.of(),
                    required(USER_ID, DataTypes.StringType, "The user's id."),
                    required(VIDEO_ID, DataTypes.StringType, "The video's id."),
                    required(KIND, DataTypes.StringType, "play, long_view or like."),
                    required(POSITION, DataTypes.IntegerType, "Position in the list; 0 is the oldest entry."),
                    required(
                            UNTIL,
                            DataTypes.TimestampType,
                            "The time by which all entries of the list had happened, UTC."))
            .living(Table.Lifetime.STATE);

    private History() {}
}
