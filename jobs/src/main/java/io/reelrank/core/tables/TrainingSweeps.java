package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The course of the night's trainings. MLlib's trainings have no rows, as it reports nothing. */
public final class TrainingSweeps {
    public static final String AS_OF = AsOf.COLUMN;
    public static final String SWEEP = "sweep";
    public static final String START = "start";
    public static final String LOSS = "loss";
    public static final String SECONDS = "seconds";

    /** One row per training and sweep. */
    public static final Table TABLE = Table.of(
            "training_sweeps",
            "One row per training and sweep: the loss after it. MLlib's trainings have no rows.",
            List.of(AS_OF, SWEEP),
            required(
                    AS_OF,
                    DataTypes.StringType,
                    "Which training. split: without the held-out days; now: with them, the model that is served."),
            required(SWEEP, DataTypes.IntegerType, "The sweep's number, from 1; a sweep solves both sides once."),
            required(
                    START,
                    DataTypes.StringType,
                    "The initial factors. warm: those of the published night; cold: random ones."),
            required(LOSS, DataTypes.DoubleType, "The exact value of the objective."),
            required(
                    SECONDS,
                    DataTypes.DoubleType,
                    "The duration of the sweep in seconds. The model of all days trains while the other one is measured."));

    private TrainingSweeps() {}
}
