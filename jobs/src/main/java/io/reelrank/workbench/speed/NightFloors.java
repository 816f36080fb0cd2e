package io.reelrank.workbench.speed;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.Events;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The least that any Spark job over a night's files has to do, without any of the night's checks and figures: the floor
 * of {@code collect} reads, parses and writes the rows without exact repeats, and the floor of {@code features} brings
 * the events of each pair together once.
 *
 * <p>The rows are written as Spark does by default, as those of the tables are.
 */
public final class NightFloors {
    /** The stage above the first floor. */
    static final String COLLECT = "collect";

    /** The stage above the second floor. */
    static final String FEATURES = "features";

    private static final double NANOS = 1e9;
    private static final String EVENT_COLUMNS =
            "id STRING, user STRING, video STRING, action STRING, ts BIGINT, watch_ms BIGINT, duration_ms BIGINT,"
                    + " page STRING";
    private static final String VIDEO_COLUMNS =
            "video_id STRING, creator_id STRING, title STRING, tags STRING, category STRING, duration_ms BIGINT,"
                    + " published_at STRING, status STRING";
    private static final String USER_COLUMNS =
            "user_id STRING, registered_at STRING, gender STRING, age_band STRING, city_tier STRING, device STRING";

    private final SparkSession spark;

    /** @param spark a session with Spark's own settings, not with those of nights */
    public NightFloors(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * Wall-clock time of both floors.
     *
     * @param collect seconds of the floor of {@code collect}
     * @param features seconds of the floor of {@code features}
     */
    public record FloorSeconds(double collect, double features) {}

    /**
     * Runs both floors. The descriptions of their jobs are the names of the stages.
     *
     * @param sources the folder of the simulated files
     * @param storage the storage root of a night over them
     * @param written a folder to write to
     */
    public FloorSeconds run(String sources, String storage, Path written) {
        double collect = timed(COLLECT, () -> collect(sources, written));
        TableStore store = new TableStore(spark, storage);
        Dataset<Row> events = store.read(
                Events.TABLE, List.copyOf(store.manifests(Events.TABLE).keySet()));
        return new FloorSeconds(collect, timed(FEATURES, () -> features(events)));
    }

    private void collect(String sources, Path written) {
        write(reader(EVENT_COLUMNS).json(sources + "/events"), new Path(written, "events"));
        write(csv(VIDEO_COLUMNS, sources + "/videos"), new Path(written, "videos"));
        write(csv(USER_COLUMNS, sources + "/users"), new Path(written, "users"));
    }

    private Dataset<Row> csv(String columns, String folder) {
        return reader(columns).option("header", true).option("escape", "\"").csv(folder);
    }

    private DataFrameReader reader(String columns) {
        // Else the day of a folder's name would be a column, and a repeat on another day would be no repeat.
        return spark.read().schema(columns).option("recursiveFileLookup", true);
    }

    private static void write(Dataset<Row> rows, Path folder) {
        rows.distinct().write().parquet(folder.toString());
    }

    private static void features(Dataset<Row> events) {
        events.groupBy(Events.USER_ID, Events.VIDEO_ID)
                .agg(count(lit(1)), sum(Events.WATCH_MS))
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
    }

    private double timed(String stage, Runnable job) {
        spark.sparkContext().setJobDescription(stage);
        long start = System.nanoTime();
        job.run();
        double seconds = (System.nanoTime() - start) / NANOS;
        spark.sparkContext().setJobDescription(null);
        return seconds;
    }
}
