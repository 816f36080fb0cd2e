package io.reelrank.engine.als;

import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a factorisation needs of an executor's heap, in bytes. With the rank f and F features of a prior:
 *
 * <pre>broadcast         4 f (rows of each side that is broadcast) + 4 F f
 * a task            8 f (most others of a block) + 8 f (most rows of a block)
 *                   + 12 (most pairs of a block) + 32 f² + 8 F f</pre>
 *
 * Others are the rows of the other side that a block needs. Persisted blocks and factors may go to disk, so they do not
 * count.
 *
 * @param broadcastBytes of all broadcasts
 * @param taskBytes of a task
 * @param tasks how many tasks an executor runs at a time
 * @param heapBytes the heap of an executor
 */
record HeapBudget(double broadcastBytes, double taskBytes, int tasks, double heapBytes) {
    /** The share of the heap that a factorisation may use. Spark and the garbage collector need the rest. */
    private static final double USABLE_SHARE = 0.6;

    private static final double MEGA = 1e6;

    /**
     * Refuses a factorisation that may not fit.
     *
     * @param features how many features the items' prior has; 0 without one
     * @throws InsufficientHeapException if it needs more than the usable heap
     */
    static void require(RatingSide users, RatingSide items, int features, SweepSettings settings) {
        long[] most = most(users.blocks(), items.blocks());
        double f = settings.rank();
        double broadcastBytes = 4.0 * features * f;
        for (RatingSide side : new RatingSide[] {users, items}) {
            double bytes = 4 * f * side.size();
            broadcastBytes += bytes <= settings.broadcastBytes() ? bytes : 0;
        }
        double taskBytes = 8 * f * most[0] + 8 * f * most[1] + 12.0 * most[2] + 32 * f * f + 8.0 * features * f;
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(users.blocks().context());
        new HeapBudget(broadcastBytes, taskBytes, tasks(context), heapBytes(context))
                .require(settings, users.size(), items.size());
    }

    void require(SweepSettings settings, long users, long items) {
        double needed = broadcastBytes + tasks * taskBytes;
        if (needed <= USABLE_SHARE * heapBytes) {
            return;
        }
        String message = String.format(
                Locale.ROOT,
                "%,d users x %,d videos of rank %d in %d blocks need about %,.0f MB of an executor's heap (%,.0f MB broadcast,"
                        + " %d tasks of %,.0f MB), and it has %,.0f MB, of which %.0f%% are for this",
                users,
                items,
                settings.rank(),
                settings.blocks(),
                needed / MEGA,
                broadcastBytes / MEGA,
                tasks,
                taskBytes / MEGA,
                heapBytes / MEGA,
                100 * USABLE_SHARE);
        throw new InsufficientHeapException(message, needed, heapBytes, remedy(settings, needed));
    }

    private InsufficientHeapException.HeapRemedy remedy(SweepSettings settings, double needed) {
        // All but the pairs grows with the rank.
        int rank = (int) (settings.rank() * USABLE_SHARE * heapBytes / needed);
        return new InsufficientHeapException.HeapRemedy(
                Math.max(1, rank),
                (int) Math.ceil(settings.blocks() * needed / (USABLE_SHARE * heapBytes)),
                Math.max(MEGA, broadcastBytes / 2),
                needed / USABLE_SHARE);
    }

    private static int tasks(JavaSparkContext context) {
        SparkConf conf = context.getConf();
        return context.isLocal()
                ? context.defaultParallelism()
                : Math.max(1, conf.getInt("spark.executor.cores", 1) / Math.max(1, conf.getInt("spark.task.cpus", 1)));
    }

    private static double heapBytes(JavaSparkContext context) {
        return context.isLocal()
                ? Runtime.getRuntime().maxMemory()
                : context.getConf().getSizeAsBytes("spark.executor.memory", "1g");
    }

    /** [3] the most others, the most rows and the most pairs of a block. */
    private static long[] most(JavaRDD<RatingBlock> users, JavaRDD<RatingBlock> items) {
        return users.union(items)
                .map(block -> new long[] {
                    block.others().length,
                    block.ids().length,
                    block.rows().pairs() + block.parts().pairs()
                })
                .reduce((a, b) -> new long[] {Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.max(a[2], b[2])});
    }
}
