package io.reelrank.engine.scoring;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Cuts the rows of a partition into batches, and reads each batch only when it is asked for. */
public final class RowBatches {
    private RowBatches() {}

    /**
     * The batches.
     *
     * @param rows read once, in their order
     * @param size of every batch but the last
     */
    public static <T> Stream<List<T>> of(Iterator<T> rows, int size) {
        return Stream.generate(() -> next(rows, size)).takeWhile(batch -> !batch.isEmpty());
    }

    private static <T> List<T> next(Iterator<T> rows, int size) {
        List<T> batch = new ArrayList<>();
        while (batch.size() < size && rows.hasNext()) {
            batch.add(rows.next());
        }
        return batch;
    }
}
