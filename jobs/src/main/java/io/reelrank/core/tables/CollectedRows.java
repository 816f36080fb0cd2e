package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The row counts of collected files. */
public final class CollectedRows {
    public static final String SOURCE = "source";
    public static final String FILE = "file";
    public static final String OUTCOME = "outcome";
    public static final String REASON = "reason";
    public static final String ROWS = "rows";

    /** One row per file, outcome and reason. */
    public static final Table TABLE = Table.of(
                    "collected_rows",
                    "One row per file, outcome and reason: how many rows of the file ended that way. The "
                            + "counts of a file add up to its lines.",
                    List.of(SOURCE, FILE, OUTCOME, REASON),
                    required(SOURCE, DataTypes.StringType, "The source's name in the settings."),
                    required(FILE, DataTypes.StringType, "The file's path."),
                    required(OUTCOME, DataTypes.StringType, "accepted, repeat or rejected."),
                    required(
                            REASON,
                            DataTypes.StringType,
                            "Why the rows were rejected, or what is unusual about accepted rows; empty if there "
                                    + "is nothing to say."),
                    required(ROWS, DataTypes.LongType, "The number of rows."))
            .living(Table.Lifetime.EVENTS);

    private CollectedRows() {}
}
