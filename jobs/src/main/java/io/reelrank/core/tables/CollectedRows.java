package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The books of a day: what became of each file's rows; the rows of a file add up to its lines. */
public final class CollectedRows {
    public static final String SOURCE = "source";
    public static final String FILE = "file";
    public static final String OUTCOME = "outcome";
    public static final String REASON = "reason";
    public static final String ROWS = "rows";

    /** One row a count. */
    public static final Table TABLE = Table.of(
            "collected_rows",
            "The books of a day: what became of each file's rows; the rows of a file add up to its lines.",
            List.of(SOURCE, FILE, OUTCOME, REASON),
            required(SOURCE, DataTypes.StringType, "The source's name in the settings."),
            required(FILE, DataTypes.StringType, "The file."),
            required(OUTCOME, DataTypes.StringType, "accepted, repeat or rejected."),
            required(
                    REASON,
                    DataTypes.StringType,
                    "Why rejected, or what is odd about accepted rows; empty where there is nothing to say."),
            required(ROWS, DataTypes.LongType, "How many rows."));

    private CollectedRows() {}
}
