package io.reelrank.core.stage;

import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * How many partitions a stage's scans and shuffles have on one machine: by the rows of the stage. Each partition is a task of some
 * milliseconds, however few its rows, and a small night has thousands of them; a few tasks of many rows leave cores idle at the end.
 */
public final class ShuffleSize {
    /** Spark's setting. */
    public static final String PARTITIONS = "spark.sql.shuffle.partitions";

    /** The setting of a session whose shuffles are sized: the most partitions. */
    public static final String MOST = "spark.reelrank.shuffle.most";

    private static final String PIECES = "spark.sql.files.minPartitionNum";

    private static final long ROWS = 250_000;
    private static final long FEWEST = 4;
    // Spark cuts the files of a table into about as many pieces as there are cores.
    private static final long ROWS_OF_MORE_PIECES = 2_000_000;
    private static final int PIECES_PER_CORE = 4;

    private ShuffleSize() {}

    /**
     * Sizes the scans and shuffles that follow, if the session's are sized; scans only where nobody set their pieces.
     *
     * @param rows about how many rows the stage reads
     */
    static void fit(SparkSession spark, long rows) {
        Option<String> most = spark.conf().getOption(MOST);
        if (most.isDefined()) {
            long partitions = Math.min(Long.parseLong(most.get()), Math.max(FEWEST, rows / ROWS));
            spark.conf().set(PARTITIONS, Long.toString(partitions));
            if (!spark.sparkContext().conf().contains(PIECES)) {
                int perCore = rows < ROWS_OF_MORE_PIECES ? 1 : PIECES_PER_CORE;
                spark.conf()
                        .set(
                                PIECES,
                                Integer.toString(perCore * spark.sparkContext().defaultParallelism()));
            }
        }
    }
}
