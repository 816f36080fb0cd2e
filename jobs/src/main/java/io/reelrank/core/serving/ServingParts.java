package io.reelrank.core.serving;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.settings.LoadPace;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The parts into which every load is divided: what a load that was cut off has finished, or does again. A row's part depends
 * on its key alone, so a repeated load has the same parts by any number of connections.
 */
final class ServingParts {
    static final String PART = "part";

    private ServingParts() {}

    /**
     * Rows by task and part.
     *
     * @param rows rows with the key
     * @return the rows with {@link #PART} as their first column, in a task for each connection; a part's rows lie together
     */
    static Dataset<Row> of(Dataset<Row> rows, String key, int connections) {
        Column part = pmod(xxhash64(col(key)), lit(LoadPace.MOST_CONNECTIONS)).cast(DataTypes.IntegerType);
        return rows.select(part.as(PART), col("*"))
                .repartitionById(connections, pmod(col(PART), lit(connections)))
                .sortWithinPartitions(PART);
    }
}
