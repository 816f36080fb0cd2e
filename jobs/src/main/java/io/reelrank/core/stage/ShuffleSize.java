package io.reelrank.core.stage;

import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * How many partitions a stage's shuffles have on one machine: by the rows of the stage. Each partition of a shuffle is a task of
 * some milliseconds, however few its rows, and a small night has thousands of them.
 */
public final class ShuffleSize {
    /** Spark's setting. */
    public static final String PARTITIONS = "spark.sql.shuffle.partitions";

    /** The setting of a session whose shuffles are sized: the most partitions. */
    public static final String MOST = "spark.reelrank.shuffle.most";

    private static final long ROWS = 250_000;
    private static final long FEWEST = 4;

    private ShuffleSize() {}

    /**
     * Sizes the shuffles that follow, if the session's are sized.
     *
     * @param rows about how many rows the stage reads
     */
    static void fit(SparkSession spark, long rows) {
        Option<String> most = spark.conf().getOption(MOST);
        if (most.isDefined()) {
            long partitions = Math.min(Long.parseLong(most.get()), Math.max(FEWEST, rows / ROWS));
            spark.conf().set(PARTITIONS, Long.toString(partitions));
        }
    }
}
