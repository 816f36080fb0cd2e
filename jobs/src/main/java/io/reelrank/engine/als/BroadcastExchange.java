package io.reelrank.engine.als;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Broadcasts all factors of the fixed side, for a side that fits into an executor's memory. The driver and every
 * executor hold them once: 4 bytes a factor.
 */
final class BroadcastExchange implements FactorExchange {
    private final JavaSparkContext context;
    private final JavaRDD<RatingBlock> solved;
    private final BlockHash hash;
    private final List<Broadcast<FactorBlock[]>> broadcasts = new ArrayList<>();

    /**
     * @param context the context
     * @param solved the blocks that are solved
     * @param hash assigns the rows of the fixed side to blocks
     */
    BroadcastExchange(JavaSparkContext context, JavaRDD<RatingBlock> solved, BlockHash hash) {
        this.context = context;
        this.solved = solved;
        this.hash = hash;
    }

    @Override
    public JavaRDD<float[]> deliver(JavaRDD<FactorBlock> fixed, int rank) {
        List<FactorBlock> all = fixed.collect();
        Broadcast<FactorBlock[]> broadcast = context.broadcast(all.toArray(FactorBlock[]::new));
        broadcasts.add(broadcast);
        BlockHash byId = hash;
        return solved.map(block -> gather(broadcast.value(), block.others(), byId, rank));
    }

    @Override
    public void release() {
        broadcasts.forEach(Broadcast::destroy);
        broadcasts.clear();
    }

    private static float[] gather(FactorBlock[] all, int[] others, BlockHash hash, int rank) {
        float[] gathered = new float[Math.multiplyExact(others.length, rank)];
        for (int i = 0; i < others.length; i++) {
            FactorBlock block = all[hash.blockOf(others[i])];
            int row = Arrays.binarySearch(block.ids(), others[i]);
            System.arraycopy(block.factors(), row * rank, gathered, i * rank, rank);
        }
        return gathered;
    }
}
