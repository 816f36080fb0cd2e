package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** {@code gate_results}. */
public final class GateResults {
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
            List.of("check"),
            required("check", DataTypes.StringType, "What was checked."),
            required("outcome", DataTypes.StringType, "passed, refused, or skipped: nothing to compare with."),
            optional("value", DataTypes.DoubleType, "What was found tonight."),
            optional("reference", DataTypes.DoubleType, "What it is compared with."),
            optional("bound", DataTypes.DoubleType, "What the value may be at the least or at the most."),
            required("finding", DataTypes.StringType, "The same in words."));

    private GateResults() {}
}
