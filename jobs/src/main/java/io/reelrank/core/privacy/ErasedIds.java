package io.reelrank.core.privacy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.reelrank.core.settings.PseudonymKey;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The users who were erased, or are to be, by the salted hashes of their ids as the tables have them. */
public final class ErasedIds {
    private final Optional<Broadcast<IdHashes>> hashes;
    private final int size;

    private ErasedIds(Optional<Broadcast<IdHashes>> hashes, int size) {
        this.hashes = hashes;
        this.size = size;
    }

    /** Nobody. */
    static ErasedIds none() {
        return new ErasedIds(Optional.empty(), 0);
    }

    /** @param bytes of {@link IdHashes#bytes} */
    static ErasedIds of(SparkSession spark, PseudonymKey salt, byte[] bytes) {
        IdHashes ids = new IdHashes(salt, bytes);
        // A broadcast, as a million hashes in the code of every task would be sent with every stage.
        return new ErasedIds(
                Optional.of(
                        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(ids)),
                ids.size());
    }

    /** How many users these are. */
    public int size() {
        return size;
    }

    /** Whether these are nobody. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Whether an id is one of these users'; false for null. */
    public Column holds(Column id) {
        if (hashes.isEmpty()) {
            return functions.lit(false);
        }
        Broadcast<IdHashes> sent = hashes.get();
        UDF1<String, Boolean> isErased = text -> sent.value().holds(text);
        return functions
                .udf(isErased, DataTypes.BooleanType)
                .withName("is_erased")
                .apply(id);
    }

    /** The rows of all other users; as they are if these are nobody. */
    public Dataset<Row> without(Dataset<Row> rows, String id) {
        return isEmpty() ? rows : rows.filter(not(holds(col(id))));
    }
}
