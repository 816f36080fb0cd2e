package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Which creators got a piece of advice, and which by chance did not, while its effect is measured. */
public final class AdviceTrials {
    public static final String CREATOR_ID = CreatorAdvice.CREATOR_ID;
    public static final String RULE = CreatorAdvice.RULE;
    public static final String SUBJECT = CreatorAdvice.SUBJECT;
    public static final String SINCE = CreatorAdvice.SINCE;
    public static final String WITHHELD = CreatorAdvice.WITHHELD;
    public static final String VALUE = CreatorAdvice.VALUE;

    /** One row per creator and rule. */
    public static final Table TABLE = Table.of(
            "advice_trials",
            "One row per creator and rule that began to stand within twice the longest window, while "
                    + "report.withhold.share is above 0: what advice_effects is measured on. It stays when the rule falls.",
            List.of(CREATOR_ID, RULE),
            required(CREATOR_ID, DataTypes.StringType, "The creator's id."),
            required(RULE, DataTypes.StringType, "The rule, as in creator_advice."),
            required(SUBJECT, DataTypes.StringType, "The first subject by name with which it began to stand."),
            required(SINCE, DataTypes.DateType, "The date from which it stood."),
            required(WITHHELD, DataTypes.BooleanType, "Whether the creator is one of those who do not get it."),
            required(VALUE, DataTypes.DoubleType, "The value of creator_advice on that date."));

    private AdviceTrials() {}
}
