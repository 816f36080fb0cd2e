package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The checks before publication. A night with a refused check is not published. */
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

    /** The outcome of a check that has nothing to compare with. */
    public static final String SKIPPED = "skipped";

    /** One row per check. */
    public static final Table TABLE = Table.of(
            "gate_results",
            "One row per check before publication. A night with a refused check is not published.",
            List.of(CHECK),
            required(CHECK, DataTypes.StringType, "The check's name."),
            required(
                    OUTCOME,
                    DataTypes.StringType,
                    "passed, refused, or skipped: there was nothing to compare with, or too few users, videos or rows "
                            + "for the bound."),
            optional(VALUE, DataTypes.DoubleType, "Tonight's value; null if there is none."),
            optional(REFERENCE, DataTypes.DoubleType, "The value it is compared with; null if there is none."),
            optional(BOUND, DataTypes.DoubleType, "The lowest or highest allowed value; null if there is none."),
            required(FINDING, DataTypes.StringType, "The result in words."));

    private GateResults() {}
}
