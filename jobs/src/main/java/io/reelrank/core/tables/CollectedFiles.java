package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The ledger of a day: every file of the sources that was read for it, told by its content. */
public final class CollectedFiles {
    public static final String SOURCE = "source";
    public static final String FILE = "file";
    public static final String BYTES = "bytes";
    public static final String FINGERPRINT = "fingerprint";
    public static final String REPEATS = "repeats";
    public static final String COLUMNS = "columns";

    /** One row a file. */
    public static final Table TABLE = Table.of(
            "collected_files",
            "The ledger of a day: every file of the sources that was read for it, told by its content.",
            List.of(SOURCE, FILE),
            required(SOURCE, DataTypes.StringType, "The source's name in the settings."),
            required(FILE, DataTypes.StringType, "The file."),
            required(BYTES, DataTypes.LongType, "Its length."),
            required(FINGERPRINT, DataTypes.StringType, "The SHA-256 of its bytes, in hexadecimal."),
            optional(
                    REPEATS,
                    DataTypes.StringType,
                    "Of a log: the earlier file of the same source with the same bytes, where there is one; all rows of this one "
                            + "are repeats then."),
            required(
                    COLUMNS,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "The columns it has, those that nothing is read from included."));

    private CollectedFiles() {}
}
