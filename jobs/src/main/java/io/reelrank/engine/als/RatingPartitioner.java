package io.reelrank.engine.als;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/** Deals a partition's pairs to their rows' blocks, many at a time; holds at most {@link #HELD} of them. */
final class RatingPartitioner implements Iterator<Tuple2<Integer, RatingColumns>> {
    private static final int HELD = 1 << 20;

    private final Iterator<InternalRow> pairs;
    private final SplitRows split;
    private final RatingColumns.Growing[] hands;
    private final Queue<Tuple2<Integer, RatingColumns>> dealt = new ArrayDeque<>();

    /**
     * @param pairs {@code row, other, strength}
     * @param split the rows that are dealt to several blocks, by their complement
     */
    RatingPartitioner(Iterator<InternalRow> pairs, SplitRows split) {
        this.pairs = pairs;
        this.split = split;
        this.hands = new RatingColumns.Growing[split.numbers().count()];
    }

    @Override
    public boolean hasNext() {
        if (dealt.isEmpty()) {
            deal();
        }
        return !dealt.isEmpty();
    }

    @Override
    public Tuple2<Integer, RatingColumns> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all pairs are dealt");
        }
        return dealt.remove();
    }

    private void deal() {
        for (int held = 0; held < HELD && pairs.hasNext(); held++) {
            InternalRow pair = pairs.next();
            int row = pair.getInt(0);
            int other = pair.getInt(1);
            int part = split.at(row);
            int block = part < 0 ? split.numbers().of(row) : split.block(part, other);
            if (hands[block] == null) {
                hands[block] = new RatingColumns.Growing(0);
            }
            hands[block].add(part < 0 ? row : ~row, other, pair.getFloat(2));
        }
        for (int block = 0; block < hands.length; block++) {
            if (hands[block] != null) {
                dealt.add(new Tuple2<>(block, hands[block].packed()));
                hands[block] = null;
            }
        }
    }
}
