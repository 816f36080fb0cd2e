package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** {@code gate_results}. */
public final class GateResults {
    public static final String CHECK = "check";
    public static final String OUTCOME = "outcome";
    public static final String VALUE = "value";
    public static final String REFERENCE = "reference";
    public static final String BOUND = "bound";
    public static final String FINDING = "finding";

    /** The outcome of a check that holds. */
    public static final String PASSED = "passed";

    /** The outcome of a check that does not hold. */
    public static final String REFUSED = "refused";

    /** The outcome of a check that had nothing to compare with. */
    public static final String SKIPPED = "skipped";

    /** One row a check. */
    public static final Table TABLE = Table.of(
            "gate_results",
            "What was checked before publishing: a night with a refused check is not published.",
            List.of(CHECK),
            required(CHECK, DataTypes.StringType, "What was checked."),
            required(OUTCOME, DataTypes.StringType, "passed, refused, or skipped: nothing to compare with."),
            optional(VALUE, DataTypes.DoubleType, "What was found tonight."),
            optional(REFERENCE, DataTypes.DoubleType, "What it is compared with."),
            optional(BOUND, DataTypes.DoubleType, "What the value may be at the least or at the most."),
            required(FINDING, DataTypes.StringType, "The same in words."));

    private GateResults() {}
}
