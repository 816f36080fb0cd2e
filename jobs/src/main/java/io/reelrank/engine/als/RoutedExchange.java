package io.reelrank.engine.als;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Routes to each block only the factors that its pairs need, for a side that is too large for an executor's memory. The
 * routes are computed once: 4 bytes for each row and each block that needs it. A delivery is one shuffle.
 */
final class RoutedExchange implements FactorExchange {
    private final BlockHash hash;
    private final JavaRDD<FactorRoutes> routes;

    /**
     * @param solved the blocks that are solved
     * @param fixed the blocks of the fixed side
     * @param hash assigns the rows of both sides to blocks
     */
    RoutedExchange(JavaRDD<RatingBlock> solved, JavaRDD<RatingBlock> fixed, BlockHash hash) {
        this.hash = hash;
        JavaPairRDD<Integer, FactorRequest> requests = solved.flatMapToPair(
                        block -> FactorRequest.of(block, hash).iterator())
                .partitionBy(new BlockPartitioner(hash.blocks()));
        this.routes = fixed.zipPartitions(requests, (blocks, keyed) -> {
                    List<FactorRequest> toBlock = new ArrayList<>();
                    keyed.forEachRemaining(request -> toBlock.add(request._2()));
                    return List.of(FactorRoutes.of(blocks.next().ids(), toBlock))
                            .iterator();
                })
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    @Override
    public JavaRDD<float[]> deliver(JavaRDD<FactorBlock> fixed, int rank) {
        return fixed.zip(routes)
                .flatMapToPair(pair -> pair._2().messages(pair._1(), rank).iterator())
                .partitionBy(new BlockPartitioner(hash.blocks()))
                .mapPartitions(keyed -> {
                    List<FactorMessage> messages = new ArrayList<>();
                    keyed.forEachRemaining(message -> messages.add(message._2()));
                    return List.of(concatenated(messages)).iterator();
                });
    }

    @Override
    public void release() {
        // Spark cleans shuffles by itself.
    }

    /** The messages in the order of the blocks that sent them, which is the order of {@link RatingBlock#others}. */
    private static float[] concatenated(List<FactorMessage> messages) {
        messages.sort(Comparator.comparingInt(FactorMessage::from));
        float[] all = new float
                [messages.stream().mapToInt(message -> message.rows().length).reduce(0, Math::addExact)];
        int end = 0;
        for (FactorMessage message : messages) {
            System.arraycopy(message.rows(), 0, all, end, message.rows().length);
            end += message.rows().length;
        }
        return all;
    }

    /**
     * A request to one block of the fixed side: the rows that a solved block needs.
     *
     * @param by the solved block
     * @param ids ids of the rows, ascending
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record FactorRequest(int by, int[] ids) implements Serializable {
        /** The requests of a solved block, by the number of the block that they go to. */
        static List<Tuple2<Integer, FactorRequest>> of(RatingBlock block, BlockHash hash) {
            int[] starts = hash.starts(block.others());
            List<Tuple2<Integer, FactorRequest>> requests = new ArrayList<>();
            for (int to = 0; to < hash.blocks(); to++) {
                int[] ids = Arrays.copyOfRange(block.others(), starts[to], starts[to + 1]);
                requests.add(new Tuple2<>(to, new FactorRequest(block.number(), ids)));
            }
            return requests;
        }
    }

    /**
     * Factors of one block on their way to another.
     *
     * @param from the block that sends them
     * @param rows [rows × rank]
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record FactorMessage(int from, float[] rows) implements Serializable {}

    /**
     * The rows of a fixed block that each solved block needs.
     *
     * @param rows [solved blocks] [rows] positions in the fixed block
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record FactorRoutes(int[][] rows) implements Serializable {
        static FactorRoutes of(int[] ids, List<FactorRequest> requests) {
            int[][] rows = new int[requests.size()][];
            for (FactorRequest request : requests) {
                rows[request.by()] = Arrays.stream(request.ids())
                        .map(id -> Arrays.binarySearch(ids, id))
                        .toArray();
            }
            return new FactorRoutes(rows);
        }

        /** The messages of a fixed block, by the number of the block that they go to. */
        List<Tuple2<Integer, FactorMessage>> messages(FactorBlock block, int rank) {
            List<Tuple2<Integer, FactorMessage>> messages = new ArrayList<>();
            for (int to = 0; to < rows.length; to++) {
                float[] sent = new float[Math.multiplyExact(rows[to].length, rank)];
                for (int i = 0; i < rows[to].length; i++) {
                    System.arraycopy(block.factors(), rows[to][i] * rank, sent, i * rank, rank);
                }
                messages.add(new Tuple2<>(to, new FactorMessage(block.number(), sent)));
            }
            return messages;
        }
    }
}
