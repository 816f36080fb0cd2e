package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Each creator's rates beside what is usual: the time before, the creator's own range, and creators of the same kind. */
public final class CreatorComparisons {
    public static final String CREATOR_ID = "creator_id";
    public static final String WINDOW_DAYS = "window_days";
    public static final String FIGURE = "figure";
    public static final String EVIDENCE = "evidence";
    public static final String VALUE = "value";
    public static final String BEFORE = "before";
    public static final String ESTIMATE = "estimate";
    public static final String LOW = "low";
    public static final String HIGH = "high";
    public static final String BEFORE_EVIDENCE = "before_evidence";
    public static final String DISPERSION = "dispersion";
    public static final String OWN_WINDOWS = "own_windows";
    public static final String OWN_LOW = "own_low";
    public static final String OWN_HIGH = "own_high";
    public static final String NICHE = "niche";
    public static final String SIZE = "size";
    public static final String PEERS = "peers";
    public static final String PEERS_OF = "peers_of";
    public static final String PEER_MEDIAN = "peer_median";
    public static final String BEATS = "beats";

    /** Of {@link #PEERS_OF}: the peers are of the same niche and size. */
    public static final String OF_NICHE = "niche";

    /** Of {@link #PEERS_OF}: the peers are of the same size, in all niches. */
    public static final String OF_SIZE = "size";

    /** One row per creator, window and figure with enough evidence. */
    public static final Table TABLE = Table.of(
            "creator_comparisons",
            "One row per creator, window and rate of creator_report with at least report.min-plays as evidence: the rate "
                    + "beside what is usual. A rate without a row has too little evidence, or would tell of fewer people "
                    + "than report.min-people.",
            List.of(CREATOR_ID, WINDOW_DAYS, FIGURE),
            required(CREATOR_ID, DataTypes.StringType, "The creator's id."),
            required(WINDOW_DAYS, DataTypes.IntegerType, "The window's length in days."),
            required(FIGURE, DataTypes.StringType, "The rate: its column in creator_report."),
            required(
                    EVIDENCE, DataTypes.LongType, "What the rate is a share of, as plays or viewers: its denominator."),
            required(
                    VALUE,
                    DataTypes.DoubleType,
                    "The rate as it was counted, at most 1: a video may be played twice, and its first showing not be logged."),
            optional(
                    BEFORE,
                    DataTypes.DoubleType,
                    "The rate of the window before; null where it has too little evidence, or has not as many known days."),
            optional(
                    BEFORE_EVIDENCE,
                    DataTypes.LongType,
                    "What that rate is a share of; null where it is, and of returning viewers."),
            required(
                    DISPERSION,
                    DataTypes.DoubleType,
                    "How many times as much the rate scatters between a creator's days and videos as a coin's would: at least 1. Chance "
                            + "makes a rate p of n differ by the square root of dispersion · p · (1 − p) / n."),
            required(
                    ESTIMATE,
                    DataTypes.DoubleType,
                    "The rate that this evidence speaks for: shrunk towards the mean of the peers (of all creators where there are none), the "
                            + "more so the less evidence there is."),
            required(LOW, DataTypes.DoubleType, "The lower end of the 90% interval of the estimate."),
            required(HIGH, DataTypes.DoubleType, "The upper end."),
            required(
                    OWN_WINDOWS,
                    DataTypes.LongType,
                    "Number of earlier windows of the same length with enough evidence and as many known days."),
            optional(
                    OWN_LOW,
                    DataTypes.DoubleType,
                    "The 10th percentile of the rate in these windows: with the next column the creator's own range; null "
                            + "for fewer than five."),
            optional(OWN_HIGH, DataTypes.DoubleType, "The 90th percentile; null for fewer than five."),
            required(NICHE, DataTypes.StringType, "The category of most of the creator's plays; empty where unknown."),
            required(
                    SIZE,
                    DataTypes.IntegerType,
                    "The class of the number of the creator's plays in the longest window, plus one: s from 4^s to four times as many."),
            required(
                    PEERS,
                    DataTypes.LongType,
                    "Number of other creators of this niche and size, or of this size where these are fewer than "
                            + "report.min-peers; 0 where these are too few as well."),
            optional(
                    PEERS_OF,
                    DataTypes.StringType,
                    "Who the peers are: niche for creators of this niche and size, size for those of this size in all niches; "
                            + "null without peers."),
            optional(
                    PEER_MEDIAN,
                    DataTypes.DoubleType,
                    "The median of their rates, the creator's included; null without peers."),
            optional(
                    BEATS,
                    DataTypes.DoubleType,
                    "The share of the peers whose rate is worse, equal ones by half; null without peers."));

    private CreatorComparisons() {}
}
