package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What advice does: the later videos of creators who got it beside those of creators from whom it was withheld. */
public final class AdviceEffects {
    public static final String RULE = "rule";
    public static final String GIVEN = "given";
    public static final String WITHHELD = "withheld";
    public static final String GIVEN_CHANGE = "given_change";
    public static final String WITHHELD_CHANGE = "withheld_change";
    public static final String EFFECT = "effect";
    public static final String EFFECT_LOW = "effect_low";
    public static final String EFFECT_HIGH = "effect_high";

    /** One row per rule with a trial. */
    public static final Table TABLE = Table.of(
            "advice_effects",
            "One row per rule of which advice_trials has creators with later videos: how these changed where the advice was "
                    + "given and where it was withheld. Videos published after the rule began to stand count as later. Empty "
                    + "while report.withhold.share is 0.",
            List.of(RULE),
            required(RULE, DataTypes.StringType, "The rule, as in creator_advice."),
            required(GIVEN, DataTypes.LongType, "Number of creators with later videos who got it."),
            required(WITHHELD, DataTypes.LongType, "Number of creators with later videos from whom it was withheld."),
            optional(
                    GIVEN_CHANGE,
                    DataTypes.DoubleType,
                    "Mean over those who got it: of a rule about a rate, that rate of the later videos minus that of the "
                            + "window before; of others, the mean pull of the later videos minus that of the earlier; null "
                            + "without any."),
            optional(WITHHELD_CHANGE, DataTypes.DoubleType, "The same over those from whom it was withheld."),
            optional(
                    EFFECT,
                    DataTypes.DoubleType,
                    "given_change minus withheld_change: what the advice did, as chance decided who got it; null with fewer "
                            + "than five creators on a side."),
            optional(EFFECT_LOW, DataTypes.DoubleType, "The lower end of its 90% interval (Welch)."),
            optional(EFFECT_HIGH, DataTypes.DoubleType, "The upper end."));

    private AdviceEffects() {}
}
