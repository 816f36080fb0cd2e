package io.reelrank.engine.als;

import io.reelrank.core.settings.SettingsException;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a factorisation needs of an executor's heap, in bytes, f being the rank and F the features of a prior:
 *
 * <pre>broadcast         4 f (rows of each side that is broadcast) + 4 F f
 * a task            8 f (most rows of the other side that a block met) + 8 f (most rows of a block)
 *                   + 12 (most pairs of a block) + 32 f² + 8 F f</pre>
 *
 * Blocks and factors that are kept may go to disk, so they do not count.
 *
 * @param broadcast bytes of what is broadcast
 * @param task bytes of a task
 * @param tasks how many run at once in an executor
 * @param heap the executor's heap
 */
record HeapBudget(double broadcast, double task, int tasks, double heap) {
    // The rest is Spark's own and the collector's.
    private static final double SHARE = 0.6;
    private static final double MEGA = 1e6;

    /**
     * Refuses sides that do not fit.
     *
     * @param features how many features the items' prior has; 0 without one
     * @throws SettingsException saying what is needed, what there is and what would fit
     */
    static void require(
            JavaSparkContext context, RatingSide users, RatingSide items, int features, SweepSettings settings) {
        long[] largest = largest(users.blocks(), items.blocks());
        double f = settings.rank();
        double broadcast = 4.0 * features * f;
        for (RatingSide side : new RatingSide[] {users, items}) {
            double bytes = 4 * f * side.size();
            broadcast += bytes <= settings.broadcastBytes() ? bytes : 0;
        }
        double task = 8 * f * largest[0] + 8 * f * largest[1] + 12.0 * largest[2] + 32 * f * f + 8.0 * features * f;
        SparkConf conf = context.getConf();
        boolean isLocal = context.isLocal();
        int tasks = isLocal
                ? context.defaultParallelism()
                : Math.max(1, conf.getInt("spark.executor.cores", 1) / Math.max(1, conf.getInt("spark.task.cpus", 1)));
        double heap = isLocal ? Runtime.getRuntime().maxMemory() : conf.getSizeAsBytes("spark.executor.memory", "1g");
        new HeapBudget(broadcast, task, tasks, heap).require(settings, users.size(), items.size());
    }

    void require(SweepSettings settings, long users, long items) {
        double needed = broadcast + tasks * task;
        if (needed <= SHARE * heap) {
            return;
        }
        // All but the pairs grows with the rank.
        int rank = (int) (settings.rank() * SHARE * heap / needed);
        throw new SettingsException(String.format(
                Locale.ROOT,
                "%,d users x %,d videos of rank %d in %d blocks need about %,.0f MB of an executor's heap (%,.0f MB broadcast,"
                        + " %d tasks of %,.0f MB), and it has %,.0f MB, of which %.0f%% are for this: set"
                        + " reelrank.model.rank to %d, or reelrank.model.blocks to %d or more, or"
                        + " reelrank.model.broadcast-mb below %,.0f, or give an executor %,.0f MB",
                users,
                items,
                settings.rank(),
                settings.blocks(),
                needed / MEGA,
                broadcast / MEGA,
                tasks,
                task / MEGA,
                heap / MEGA,
                100 * SHARE,
                Math.max(1, rank),
                (int) Math.ceil(settings.blocks() * needed / (SHARE * heap)),
                Math.max(1, broadcast / MEGA / 2),
                needed / SHARE / MEGA));
    }

    /** The most others, rows and pairs of any block. */
    private static long[] largest(JavaRDD<RatingBlock> users, JavaRDD<RatingBlock> items) {
        return users.union(items)
                .map(block -> new long[] {
                    block.others().length,
                    block.ids().length,
                    block.rows().pairs() + block.parts().pairs()
                })
                .reduce((a, b) -> new long[] {Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.max(a[2], b[2])});
    }
}
