package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What a night published: a row a dataset. */
public final class Publications {
    /** One row a published dataset. */
    public static final Table TABLE = Table.of(
            "publications",
            "What a night published: a row a dataset.",
            List.of("dataset"),
            required("dataset", DataTypes.StringType, "The dataset's name."),
            required("path", DataTypes.StringType, "The version's folder below the storage root."),
            required("rows", DataTypes.LongType, "Its rows."),
            required("bytes", DataTypes.LongType, "Its files' bytes."),
            required(
                    "is_latest",
                    DataTypes.BooleanType,
                    "Whether the pointer was moved to it; not for a day before the" + " published one."));

    private Publications() {}
}
