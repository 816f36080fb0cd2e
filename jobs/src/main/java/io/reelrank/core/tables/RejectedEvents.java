package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The rows of sources that were rejected. */
public final class RejectedEvents {
    public static final String SOURCE = "source";
    public static final String FILE = "file";
    public static final String LINE = "line";
    public static final String REASON = "reason";
    public static final String RAW = "raw";

    /** One row per rejected row. */
    public static final Table TABLE = Table.of(
                    "rejected_events",
                    "One row per source row that was rejected, with the reason.",
                    List.of(SOURCE, FILE, LINE),
                    required(SOURCE, DataTypes.StringType, "The source's name in the settings."),
                    required(FILE, DataTypes.StringType, "The file's path."),
                    required(LINE, DataTypes.LongType, "The line in the file, from 1; for Parquet, the row, from 1."),
                    required(REASON, DataTypes.StringType, "What is wrong with the row."),
                    optional(
                            RAW,
                            DataTypes.StringType,
                            "The row as it is in the file; a Parquet row as JSON; null for the rows of users who asked to be forgotten, "
                                    + "and where privacy.key is set."))
            .living(Table.Lifetime.EVENTS);

    private RejectedEvents() {}
}
