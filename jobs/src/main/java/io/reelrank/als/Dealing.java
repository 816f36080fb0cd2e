package io.reelrank.als;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/** Deals a partition's pairs to their rows' blocks, many at a time; holds at most {@link #HELD} of them. */
final class Dealing implements Iterator<Tuple2<Integer, Pairs>> {
    private static final int HELD = 1 << 20;

    private final Iterator<InternalRow> pairs;
    private final BlockNumbers numbers;
    private final Pairs.Growing[] hands;
    private final Queue<Tuple2<Integer, Pairs>> dealt = new ArrayDeque<>();

    /**
     * @param pairs {@code row, other, strength}
     * @param numbers the rows' blocks
     */
    Dealing(Iterator<InternalRow> pairs, BlockNumbers numbers) {
        this.pairs = pairs;
        this.numbers = numbers;
        this.hands = new Pairs.Growing[numbers.count()];
    }

    @Override
    public boolean hasNext() {
        if (dealt.isEmpty()) {
            deal();
        }
        return !dealt.isEmpty();
    }

    @Override
    public Tuple2<Integer, Pairs> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all pairs are dealt");
        }
        return dealt.remove();
    }

    private void deal() {
        for (int held = 0; held < HELD && pairs.hasNext(); held++) {
            InternalRow pair = pairs.next();
            int row = pair.getInt(0);
            int block = numbers.of(row);
            if (hands[block] == null) {
                hands[block] = new Pairs.Growing(0);
            }
            hands[block].add(row, pair.getInt(1), pair.getFloat(2));
        }
        for (int block = 0; block < hands.length; block++) {
            if (hands[block] != null) {
                dealt.add(new Tuple2<>(block, hands[block].packed()));
                hands[block] = null;
            }
        }
    }
}
