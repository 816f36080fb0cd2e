package io.reelrank.speed;

import io.reelrank.scoring.Batches;
import io.reelrank.scoring.RankedItems;
import io.reelrank.scoring.TopItems;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;

/**
 * Lists of a partition's users, and how long scoring and selecting took.
 *
 * @param items that are scored
 * @param n videos a list
 * @param nanos adds up the time
 */
record TimedLists(TopItems items, int n, LongAccumulator nanos) {
    /** {@code user_idx, video_idx, scores} of rows {@code user_idx, factors, met}. */
    Iterator<Row> of(Iterator<Row> users) {
        return Batches.of(users, TopItems.BATCH).flatMap(this::lists).iterator();
    }

    private Stream<Row> lists(List<Row> batch) {
        float[][] factors = batch.stream().map(user -> floats(user.getList(1))).toArray(float[][]::new);
        int[][] met = batch.stream()
                .map(user -> user.<Integer>getList(2).stream()
                        .mapToInt(video -> video)
                        .toArray())
                .toArray(int[][]::new);
        long start = System.nanoTime();
        RankedItems[] ranked = items.top(factors, met, n);
        nanos.add(System.nanoTime() - start);
        return IntStream.range(0, ranked.length)
                .mapToObj(i -> RowFactory.create(batch.get(i).getInt(0), ranked[i].items(), ranked[i].scores()));
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = values.get(k);
        }
        return floats;
    }
}
