package io.reelrank.engine.als;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * Turns a partition's pairs into batches, each with the number of the block that it belongs to. Buffers at most
 * {@link #BUFFERED} pairs.
 */
final class RatingPartitioner implements Iterator<Tuple2<Integer, RatingColumns>> {
    private static final int BUFFERED = 1 << 20;

    private final Iterator<InternalRow> pairs;
    private final SplitRows split;
    private final RatingColumns.Builder[] buffers;
    private final Queue<Tuple2<Integer, RatingColumns>> batches = new ArrayDeque<>();

    /**
     * @param pairs {@code row, other, strength}
     * @param split the rows whose pairs go to several blocks; in a batch the complement of such a row's id stands for
     *     the id
     */
    RatingPartitioner(Iterator<InternalRow> pairs, SplitRows split) {
        this.pairs = pairs;
        this.split = split;
        this.buffers = new RatingColumns.Builder[split.hash().blocks()];
    }

    @Override
    public boolean hasNext() {
        if (batches.isEmpty()) {
            fillBuffers();
            flushBuffers();
        }
        return !batches.isEmpty();
    }

    @Override
    public Tuple2<Integer, RatingColumns> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no pairs are left");
        }
        return batches.remove();
    }

    private void fillBuffers() {
        for (int buffered = 0; buffered < BUFFERED && pairs.hasNext(); buffered++) {
            InternalRow pair = pairs.next();
            int row = pair.getInt(0);
            int other = pair.getInt(1);
            int index = split.indexOf(row);
            boolean isSplit = index >= 0;
            int block = isSplit ? split.blockOfPair(index, other) : split.hash().blockOf(row);
            if (buffers[block] == null) {
                buffers[block] = new RatingColumns.Builder(0);
            }
            buffers[block].add(isSplit ? ~row : row, other, pair.getFloat(2));
        }
    }

    private void flushBuffers() {
        for (int block = 0; block < buffers.length; block++) {
            if (buffers[block] != null) {
                batches.add(new Tuple2<>(block, buffers[block].build()));
                buffers[block] = null;
            }
        }
    }
}
