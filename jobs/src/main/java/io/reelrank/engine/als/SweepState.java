package io.reelrank.engine.als;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A factorisation after a sweep: all that the next sweep starts from.
 *
 * @param sweeps the reports of the sweeps so far
 * @param users {@code user_idx, factors}, each [rank]
 * @param items {@code video_idx, factors}, each [rank]
 * @param map [features × rank] the map of the items' features; empty without features
 */
// An array, because boxed numbers would cost more than they are worth. Nobody calls equals.
@SuppressWarnings("ArrayRecordComponent")
public record SweepState(List<Sweep> sweeps, Dataset<Row> users, Dataset<Row> items, float[] map) {
    /** Copies the reports. */
    public SweepState {
        sweeps = List.copyOf(sweeps);
    }
}
