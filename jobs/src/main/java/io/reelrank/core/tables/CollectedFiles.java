package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The ledger of collected files. */
public final class CollectedFiles {
    public static final String SOURCE = "source";
    public static final String FILE = "file";
    public static final String BYTES = "bytes";
    public static final String FINGERPRINT = "fingerprint";
    public static final String REPEATS = "repeats";
    public static final String COLUMNS = "columns";

    /** One row per file. */
    public static final Table TABLE = Table.of(
                    "collected_files",
                    "One row per source file that was read for the day, identified by its content.",
                    List.of(SOURCE, FILE),
                    required(SOURCE, DataTypes.StringType, "The source's name in the settings."),
                    required(FILE, DataTypes.StringType, "The file's path."),
                    required(BYTES, DataTypes.LongType, "Its size in bytes."),
                    required(FINGERPRINT, DataTypes.StringType, "The SHA-256 of its bytes, in hexadecimal."),
                    optional(
                            REPEATS,
                            DataTypes.StringType,
                            "For a log: the earlier file of the same source with the same bytes, whose rows this "
                                    + "file repeats; null if there is none."),
                    required(
                            COLUMNS,
                            DataTypes.createArrayType(DataTypes.StringType, false),
                            "The names of all its columns, including those that are not read."))
            .living(Table.Lifetime.EVENTS);

    private CollectedFiles() {}
}
