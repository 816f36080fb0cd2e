package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** {@code training_sweeps}. */
public final class TrainingSweeps {
    public static final String AS_OF = AsOf.COLUMN;
    public static final String SWEEP = "sweep";
    public static final String START = "start";
    public static final String LOSS = "loss";
    public static final String SECONDS = "seconds";

    /** One row a sweep of a training; none where MLlib trained, which tells nothing. */
    public static final Table TABLE = Table.of(
            "training_sweeps",
            "How the night's trainings went, sweep by sweep.",
            List.of(AS_OF, SWEEP),
            required(AS_OF, DataTypes.StringType, "split: without the held out days; now: with them, which is served."),
            required(SWEEP, DataTypes.IntegerType, "From 1: both sides were solved so often."),
            required(START, DataTypes.StringType, "warm: from the published night's factors; cold: from random ones."),
            required(LOSS, DataTypes.DoubleType, "The objective's value, exact."),
            required(SECONDS, DataTypes.DoubleType, "How long the sweep took."));

    private TrainingSweeps() {}
}
