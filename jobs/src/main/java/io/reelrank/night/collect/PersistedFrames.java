package io.reelrank.night.collect;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** The data frames that one run of the stage keeps in memory or on disk; closing it releases them all. */
final class PersistedFrames implements AutoCloseable {
    private final List<Dataset<Row>> frames = new ArrayList<>();

    /** Persists rows until {@link #close}. */
    Dataset<Row> keep(Dataset<Row> rows) {
        Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
        frames.add(persisted);
        return persisted;
    }

    @Override
    public void close() {
        frames.forEach(rows -> rows.unpersist(true));
    }
}
