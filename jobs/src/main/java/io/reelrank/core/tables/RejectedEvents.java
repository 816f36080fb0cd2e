package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Rows of a source that became nothing, each with its reason. */
public final class RejectedEvents {
    public static final String SOURCE = "source";
    public static final String FILE = "file";
    public static final String LINE = "line";
    public static final String REASON = "reason";
    public static final String RAW = "raw";

    /** One row a rejected row. */
    public static final Table TABLE = Table.of(
            "rejected_events",
            "Rows of a source that became nothing, each with its reason.",
            List.of(SOURCE, FILE, LINE),
            required(SOURCE, DataTypes.StringType, "The source's name in the settings."),
            required(FILE, DataTypes.StringType, "The file the row stands in."),
            required(LINE, DataTypes.LongType, "The line in that file, from 1; of Parquet the row, from 1."),
            required(REASON, DataTypes.StringType, "What is wrong with it."),
            optional(RAW, DataTypes.StringType, "The row as it stands there."));

    private RejectedEvents() {}
}
