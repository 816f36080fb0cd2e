package io.reelrank.workbench.speed;

import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.RowBatches;
import io.reelrank.engine.scoring.TopItems;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple3;

/**
 * Lists of a partition's users, and how long scoring and selecting took.
 *
 * @param items that are scored
 * @param n videos a list
 * @param nanos adds up the time
 */
record TimedLists(TopItems items, int n, LongAccumulator nanos) {
    /** A user with what scoring needs. */
    @SuppressWarnings("ArrayRecordComponent")
    private record TimedUser(int number, float[] factors, int[] met) {
        static TimedUser of(InternalRow row) {
            return new TimedUser(
                    row.getInt(0),
                    row.getArray(1).toFloatArray(),
                    row.getArray(2).toIntArray());
        }
    }

    /** {@code user_idx, video_idx, scores} of rows {@code user_idx, factors, met}. */
    Iterator<Tuple3<Integer, int[], float[]>> of(Iterator<InternalRow> rows) {
        Iterator<TimedUser> users = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public TimedUser next() {
                // Copies: the row is written over by the next.
                return TimedUser.of(rows.next());
            }
        };
        return RowBatches.of(users, TopItems.BATCH).flatMap(this::lists).iterator();
    }

    private Stream<Tuple3<Integer, int[], float[]>> lists(List<TimedUser> batch) {
        float[][] factors = batch.stream().map(TimedUser::factors).toArray(float[][]::new);
        Exclusions[] met = batch.stream().map(user -> Exclusions.of(user.met())).toArray(Exclusions[]::new);
        long start = System.nanoTime();
        RankedItems[] ranked = items.top(factors, met, n);
        nanos.add(System.nanoTime() - start);
        return IntStream.range(0, ranked.length)
                .mapToObj(i -> new Tuple3<>(batch.get(i).number, ranked[i].items(), ranked[i].scores()));
    }
}
