package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What a night published: a row a dataset. */
public final class Publications {
    public static final String DATASET = "dataset";
    public static final String PATH = "path";
    public static final String ROWS = "rows";
    public static final String BYTES = "bytes";
    public static final String IS_LATEST = "is_latest";

    /** One row a published dataset. */
    public static final Table TABLE = Table.of(
            "publications",
            "What a night published: a row a dataset.",
            List.of(DATASET),
            required(DATASET, DataTypes.StringType, "The dataset's name."),
            required(PATH, DataTypes.StringType, "The version's folder below the storage root."),
            required(ROWS, DataTypes.LongType, "Its rows."),
            required(BYTES, DataTypes.LongType, "Its files' bytes."),
            required(
                    IS_LATEST,
                    DataTypes.BooleanType,
                    "Whether the pointer was moved to it; not for a day before the" + " published one."));

    private Publications() {}
}
