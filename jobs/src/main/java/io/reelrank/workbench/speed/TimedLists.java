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
 * Makes the lists of a partition's users and measures the time of scoring and selecting.
 *
 * @param items the items to score
 * @param n the length of a list
 * @param nanos the sum of the time in nanoseconds
 */
record TimedLists(TopItems items, int n, LongAccumulator nanos) {
    /** The inputs of a user's list. */
    @SuppressWarnings("ArrayRecordComponent")
    private record TimedUser(int number, float[] factors, int[] seen) {
        static TimedUser of(InternalRow row) {
            return new TimedUser(
                    row.getInt(0),
                    row.getArray(1).toFloatArray(),
                    row.getArray(2).toIntArray());
        }
    }

    /**
     * The lists of users.
     *
     * @param rows {@code user_idx, factors, seen}, with ascending {@code seen}
     * @return {@code user_idx}, and the items of the list with their scores
     */
    Iterator<Tuple3<Integer, int[], float[]>> of(Iterator<InternalRow> rows) {
        Iterator<TimedUser> users = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public TimedUser next() {
                // Copies the arrays: the next row reuses the memory of this one.
                return TimedUser.of(rows.next());
            }
        };
        return RowBatches.of(users, TopItems.BATCH).flatMap(this::lists).iterator();
    }

    private Stream<Tuple3<Integer, int[], float[]>> lists(List<TimedUser> batch) {
        float[][] factors = batch.stream().map(TimedUser::factors).toArray(float[][]::new);
        Exclusions[] exclusions =
                batch.stream().map(user -> Exclusions.of(user.seen())).toArray(Exclusions[]::new);
        long start = System.nanoTime();
        RankedItems[] ranked = items.top(factors, exclusions, n);
        nanos.add(System.nanoTime() - start);
        return IntStream.range(0, ranked.length)
                .mapToObj(i -> new Tuple3<>(batch.get(i).number, ranked[i].items(), ranked[i].scores()));
    }
}
