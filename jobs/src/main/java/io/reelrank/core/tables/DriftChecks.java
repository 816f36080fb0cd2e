package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The comparison of tonight's input with the last weeks'. */
public final class DriftChecks {
    public static final String SOURCE = "source";
    public static final String FIGURE = "figure";
    public static final String FAMILY = "family";
    public static final String OUTCOME = "outcome";
    public static final String VALUE = "value";
    public static final String LOW = "low";
    public static final String HIGH = "high";
    public static final String DAYS = "days";
    public static final String FINDING = "finding";

    /** The outcome of a figure that is usual. */
    public static final String USUAL = "usual";

    /** The outcome of an unusual figure that ended the night. */
    public static final String REFUSED = "refused";

    /** The outcome of an unusual figure that was let through. */
    public static final String WARNED = "warned";

    /** The outcome of a figure with which there was nothing, or too little, to compare. */
    public static final String SKIPPED = "skipped";

    /** One row per source and figure. */
    public static final Table TABLE = Table.of(
                    "drift_checks",
                    "One row per figure of tonight's input: whether it is as in the last weeks. A night with a refused "
                            + "figure trains and publishes nothing.",
                    List.of(SOURCE, FIGURE),
                    required(
                            SOURCE,
                            DataTypes.StringType,
                            "The source's name in the settings; user_index or video_index for new ids."),
                    required(FIGURE, DataTypes.StringType, "The figure, in words."),
                    required(
                            FAMILY,
                            DataTypes.StringType,
                            "What it measures: volume, share, filled, faulty, level or new_ids."),
                    required(
                            OUTCOME,
                            DataTypes.StringType,
                            "usual, refused, warned: unusual and let through, or skipped: there are too few days or rows "
                                    + "to compare with."),
                    required(VALUE, DataTypes.DoubleType, "Tonight's value."),
                    optional(LOW, DataTypes.DoubleType, "The lowest usual value; null if there is none."),
                    optional(HIGH, DataTypes.DoubleType, "The highest usual value; null if there is none."),
                    required(DAYS, DataTypes.IntegerType, "The number of earlier days that it is compared with."),
                    required(FINDING, DataTypes.StringType, "The result in words."))
            .living(Table.Lifetime.EVENTS);

    private DriftChecks() {}
}
