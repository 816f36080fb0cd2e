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
 * Sends each block the factors that its rows met, and no others: for sides that fit nowhere whole. Which rows go where
 * is worked out once, 4 bytes a row and block that needs it; a delivery is one shuffle.
 */
final class RoutedExchange implements FactorExchange {
    private final BlockNumbers numbers;
    private final JavaRDD<Links> links;

    /**
     * @param solved the blocks that are solved
     * @param fixed the blocks of the fixed side
     * @param numbers the blocks of either side
     */
    RoutedExchange(JavaRDD<RatingBlock> solved, JavaRDD<RatingBlock> fixed, BlockNumbers numbers) {
        this.numbers = numbers;
        JavaPairRDD<Integer, Wanted> wanted = solved.flatMapToPair(
                        block -> Wanted.of(block, numbers).iterator())
                .partitionBy(new BlockPartitioner(numbers.count()));
        this.links = fixed.zipPartitions(wanted, (blocks, wants) -> {
                    List<Wanted> ofThis = new ArrayList<>();
                    wants.forEachRemaining(want -> ofThis.add(want._2()));
                    return List.of(Links.of(blocks.next().ids(), ofThis)).iterator();
                })
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    @Override
    public JavaRDD<float[]> deliver(JavaRDD<FactorBlock> fixed, int rank) {
        return fixed.zip(links)
                .flatMapToPair(pair -> pair._2().messages(pair._1(), rank).iterator())
                .partitionBy(new BlockPartitioner(numbers.count()))
                .mapPartitions(messages -> {
                    List<Message> all = new ArrayList<>();
                    messages.forEachRemaining(message -> all.add(message._2()));
                    return List.of(joined(all)).iterator();
                });
    }

    @Override
    public void forget() {
        // Shuffles are Spark's to clean.
    }

    /** The messages of the fixed side's blocks one after the other, which is the order of {@link RatingBlock#others}. */
    private static float[] joined(List<Message> messages) {
        messages.sort(Comparator.comparingInt(Message::from));
        float[] joined = new float
                [messages.stream().mapToInt(message -> message.rows().length).reduce(0, Math::addExact)];
        int at = 0;
        for (Message message : messages) {
            System.arraycopy(message.rows(), 0, joined, at, message.rows().length);
            at += message.rows().length;
        }
        return joined;
    }

    /**
     * The rows of one block that another needs.
     *
     * @param by the block that needs them
     * @param ids their numbers, ascending
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Wanted(int by, int[] ids) implements Serializable {
        static List<Tuple2<Integer, Wanted>> of(RatingBlock block, BlockNumbers numbers) {
            int[] starts = numbers.starts(block.others());
            List<Tuple2<Integer, Wanted>> wanted = new ArrayList<>();
            for (int from = 0; from < numbers.count(); from++) {
                int[] ids = Arrays.copyOfRange(block.others(), starts[from], starts[from + 1]);
                wanted.add(new Tuple2<>(from, new Wanted(block.number(), ids)));
            }
            return wanted;
        }
    }

    /**
     * Factors on their way.
     *
     * @param from the block they are of
     * @param rows [rows × rank]
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Message(int from, float[] rows) implements Serializable {}

    /**
     * Which rows of a block go where.
     *
     * @param rows [blocks] [rows] positions in the block, for each block of the other side
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Links(int[][] rows) implements Serializable {
        static Links of(int[] ids, List<Wanted> wanted) {
            int[][] rows = new int[wanted.size()][];
            for (Wanted want : wanted) {
                rows[want.by()] = Arrays.stream(want.ids())
                        .map(id -> Arrays.binarySearch(ids, id))
                        .toArray();
            }
            return new Links(rows);
        }

        List<Tuple2<Integer, Message>> messages(FactorBlock block, int rank) {
            List<Tuple2<Integer, Message>> messages = new ArrayList<>();
            for (int to = 0; to < rows.length; to++) {
                float[] sent = new float[Math.multiplyExact(rows[to].length, rank)];
                for (int i = 0; i < rows[to].length; i++) {
                    System.arraycopy(block.factors(), rows[to][i] * rank, sent, i * rank, rank);
                }
                messages.add(new Tuple2<>(to, new Message(block.number(), sent)));
            }
            return messages;
        }
    }
}
