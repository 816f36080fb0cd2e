package io.reelrank.engine.als;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Sends all factors of the fixed side to every executor: for a side that fits there. The driver and every executor hold
 * them once, 4 bytes a factor.
 */
final class BroadcastExchange implements FactorExchange {
    private final JavaSparkContext context;
    private final JavaRDD<RatingBlock> solved;
    private final BlockNumbers numbers;
    private final List<Broadcast<FactorBlock[]>> sent = new ArrayList<>();

    /**
     * @param context the context
     * @param solved the blocks that are solved
     * @param numbers the blocks of the fixed side
     */
    BroadcastExchange(JavaSparkContext context, JavaRDD<RatingBlock> solved, BlockNumbers numbers) {
        this.context = context;
        this.solved = solved;
        this.numbers = numbers;
    }

    @Override
    public JavaRDD<float[]> deliver(JavaRDD<FactorBlock> fixed, int rank) {
        List<FactorBlock> all = fixed.collect();
        Broadcast<FactorBlock[]> shared = context.broadcast(all.toArray(FactorBlock[]::new));
        sent.add(shared);
        BlockNumbers hash = numbers;
        return solved.map(block -> picked(shared.value(), block.others(), hash, rank));
    }

    @Override
    public void forget() {
        sent.forEach(Broadcast::destroy);
        sent.clear();
    }

    private static float[] picked(FactorBlock[] all, int[] others, BlockNumbers numbers, int rank) {
        float[] picked = new float[Math.multiplyExact(others.length, rank)];
        for (int i = 0; i < others.length; i++) {
            FactorBlock block = all[numbers.of(others[i])];
            int row = Arrays.binarySearch(block.ids(), others[i]);
            System.arraycopy(block.factors(), row * rank, picked, i * rank, rank);
        }
        return picked;
    }
}
