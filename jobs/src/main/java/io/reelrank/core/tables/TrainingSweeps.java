package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** {@code training_sweeps}. */
public final class TrainingSweeps {
    /** One row a sweep of a training; none where MLlib trained, which tells nothing. */
    public static final Table TABLE = Table.of(
            "training_sweeps",
            "How the night's trainings went, sweep by sweep.",
            List.of("as_of", "sweep"),
            required(
                    "as_of",
                    DataTypes.StringType,
                    "split: without the held out days; now: with them, which is served."),
            required("sweep", DataTypes.IntegerType, "From 1: both sides were solved so often."),
            required(
                    "start", DataTypes.StringType, "warm: from the published night's factors; cold: from random ones."),
            required("loss", DataTypes.DoubleType, "The objective's value, exact."),
            required("seconds", DataTypes.DoubleType, "How long the sweep took."));

    private TrainingSweeps() {}
}
