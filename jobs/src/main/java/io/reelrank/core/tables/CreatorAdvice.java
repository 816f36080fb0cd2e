package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;

/** What each creator is advised to look at, with the evidence. */
public final class CreatorAdvice {
    public static final String CREATOR_ID = "creator_id";
    public static final String RULE = "rule";
    public static final String SUBJECT = "subject";
    public static final String EVIDENCE = "evidence";
    public static final String VALUE = "value";
    public static final String USUAL = "usual";
    public static final String EFFECT = "effect";
    public static final String EFFECT_LOW = "effect_low";
    public static final String EFFECT_HIGH = "effect_high";
    public static final String P = "p";
    public static final String HELD_NIGHTS = "held_nights";
    public static final String MISSED_NIGHTS = "missed_nights";
    public static final String STANDS = "stands";
    public static final String SINCE = "since";
    public static final String WITHHELD = "withheld";
    public static final String PLACE = "place";

    /** A rule stands from the second night in a row on which it holds. */
    public static final int NIGHTS_TO_STAND = 2;

    /** A rule that stands falls on the third night in a row on which it does not hold. */
    public static final int NIGHTS_TO_FALL = 3;

    /** The most pieces of advice for a creator. */
    public static final int MOST = 5;

    /** One row per creator, rule and subject that holds tonight or stood last night. */
    public static final Table TABLE = Table.of(
            "creator_advice",
            "One row per creator, rule and subject that holds tonight, or stands though it does not. Over all creators and rules "
                    + "the expected share of rules that hold by chance is at most report.false-discovery-rate. Advice is what "
                    + "has a place; the others wait.",
            List.of(CREATOR_ID, RULE, SUBJECT),
            required(CREATOR_ID, DataTypes.StringType, "The creator's id."),
            required(
                    RULE,
                    DataTypes.StringType,
                    "The rule: "
                            + Arrays.stream(AdviceRule.values())
                                    .map(rule -> rule.key() + " (" + rule.finding() + ")")
                                    .collect(Collectors.joining(", "))
                            + "."),
            required(
                    SUBJECT,
                    DataTypes.StringType,
                    "The tag or the length that it is about; empty for rules about rates."),
            required(
                    EVIDENCE, DataTypes.LongType, "The plays or viewers behind the rate; the videos with the subject."),
            required(VALUE, DataTypes.DoubleType, "The creator's rate; the mean pull of the videos with the subject."),
            required(USUAL, DataTypes.DoubleType, "The peers' mean rate; the mean pull of the creator's other videos."),
            required(
                    EFFECT,
                    DataTypes.DoubleType,
                    "The difference that this evidence speaks for, shrunk, as what was found among many overstates."),
            required(
                    EFFECT_LOW,
                    DataTypes.DoubleType,
                    "The lower end of its 90% range: of the rate, or of the next video with the subject."),
            required(EFFECT_HIGH, DataTypes.DoubleType, "The upper end."),
            required(
                    P,
                    DataTypes.DoubleType,
                    "How probable such a difference is by chance, were the creator's rate within the rule's margin of the "
                            + "peers', or the videos alike."),
            required(
                    HELD_NIGHTS,
                    DataTypes.IntegerType,
                    "Number of nights in a row, tonight included, on which it holds."),
            required(MISSED_NIGHTS, DataTypes.IntegerType, "Number of nights in a row on which it does not hold."),
            required(
                    STANDS,
                    DataTypes.BooleanType,
                    "Whether it stands: from the second night in a row on which it holds until the third on which it does "
                            + "not."),
            optional(SINCE, DataTypes.DateType, "The date from which it stands; null where it does not."),
            required(
                    WITHHELD,
                    DataTypes.BooleanType,
                    "Whether it is not given to this creator though it stands, to measure what it does "
                            + "(report.withhold): chance decides by creator and rule."),
            required(
                    PLACE,
                    DataTypes.IntegerType,
                    "Its place among the creator's advice, the largest effect for its margin of error first, 1 to 5; 0 where "
                            + "it is not given."));

    private CreatorAdvice() {}
}
