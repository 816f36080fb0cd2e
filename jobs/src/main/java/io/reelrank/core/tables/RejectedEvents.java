package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Rows of a source that became nothing, each with its reason. */
public final class RejectedEvents {
    /** One row a rejected row. */
    public static final Table TABLE = Table.of(
            "rejected_events",
            "Rows of a source that became nothing, each with its reason.",
            List.of("source", "file", "line"),
            required("source", DataTypes.StringType, "The source's name in the settings."),
            required("file", DataTypes.StringType, "The file the row stands in."),
            required("line", DataTypes.LongType, "The line in that file, from 1; of Parquet the row, from 1."),
            required("reason", DataTypes.StringType, "What is wrong with it."),
            optional("raw", DataTypes.StringType, "The row as it stands there."));

    private RejectedEvents() {}
}
