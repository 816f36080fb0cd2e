package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What a night published. */
public final class Publications {
    public static final String DATASET = "dataset";
    public static final String PATH = "path";
    public static final String ROWS = "rows";
    public static final String BYTES = "bytes";
    public static final String IS_LATEST = "is_latest";

    /** One row per dataset. */
    public static final Table TABLE = Table.of(
            "publications",
            "One row per published dataset.",
            List.of(DATASET),
            required(DATASET, DataTypes.StringType, "The dataset's name."),
            required(PATH, DataTypes.StringType, "The version's folder below the storage root."),
            required(ROWS, DataTypes.LongType, "Its number of rows."),
            required(BYTES, DataTypes.LongType, "The total size of its files in bytes."),
            required(
                    IS_LATEST,
                    DataTypes.BooleanType,
                    "Whether the pointer to the latest version was moved to it; it is not moved to a day "
                            + "before the published one."));

    private Publications() {}
}
