package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The books of a day: what became of each file's rows; the rows of a file add up to its lines. */
public final class CollectedRows {
    /** One row a count. */
    public static final Table TABLE = Table.of(
            "collected_rows",
            "The books of a day: what became of each file's rows; the rows of a file add up to its lines.",
            List.of("source", "file", "outcome", "reason"),
            required("source", DataTypes.StringType, "The source's name in the settings."),
            required("file", DataTypes.StringType, "The file."),
            required("outcome", DataTypes.StringType, "accepted, repeat or rejected."),
            required(
                    "reason",
                    DataTypes.StringType,
                    "Why rejected, or what is odd about accepted rows; empty where there is nothing to say."),
            required("rows", DataTypes.LongType, "How many rows."));

    private CollectedRows() {}
}
