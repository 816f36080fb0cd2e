package io.reelrank.night.features;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.StrengthSettings;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * How long a play was among plays of videos of similar length: its quantile
 *
 * <pre>q = (n_less + n_same / 2) / n</pre>
 *
 * where n counts the plays of its group, n_less those with a smaller watch share, and n_same those with the same one,
 * itself among them. Half of its equals (the mid-rank) gives plays to the end, which are many, the middle of the
 * quantiles that they share, so that the mean of q is 1/2 in every group whatever is tied. Short videos are watched to
 * the end more often whatever they are worth (Zhan et al. 2022, "Deconfounding Duration Bias in Watch-time Prediction
 * for Video Recommendation", D2Q; Zheng et al. 2022, "DVR: Micro-Video Recommendation Optimizing Watch-Time-Gain under
 * Duration Bias"); the quantile is the same for all lengths.
 *
 * <p>A group is of one day: of D2Q's groups, equal in plays, the day's plays ordered by length fall into. What a play's
 * quantile is follows from its day alone: neither the window nor a later day changes it, and held out days have no say
 * in the quantiles of those before.
 *
 * <p>Shares and lengths are counted in bins, sixteen to a doubling, so that plays whose share differs by less than 4.5%
 * may count as equal; a bin of lengths is never divided. The counts are whole numbers, so that the quantiles depend on
 * no order. Cost: two aggregations of the plays, to days × bins of length × bins of share; what is joined to the plays
 * is days × groups × bins of share, and broadcast.
 *
 * @param settings how plays are grouped
 */
record WatchQuantiles(StrengthSettings.Watch settings) {
    private static final int BINS_A_DOUBLING = 16;
    private static final String DAY = "dt";
    private static final String[] BY_LENGTH = {DAY, "length_bin"};
    private static final String[] BY_GROUP = {DAY, "length_group", "share_bin"};

    /**
     * The rows with {@code quantile}, in (0, 1); null where the row is no play, or its length or watch time is not
     * known or 0.
     *
     * @param rows {@code dt, kind, watch_ms, duration_ms}
     */
    Dataset<Row> of(Dataset<Row> rows) {
        Column isMeasured = col("kind")
                .equalTo("play")
                .and(col("watch_ms").gt(0))
                .and(col("duration_ms").gt(0));
        Column share = least(col("watch_ms").divide(col("duration_ms")), lit(settings.maxLoops()));
        Dataset<Row> binned = rows.withColumn("length_bin", when(isMeasured, bin(col("duration_ms"))))
                .withColumn("share_bin", when(isMeasured, bin(share)));
        Dataset<Row> plays = binned.filter(col("length_bin").isNotNull())
                .groupBy(DAY, "length_bin", "share_bin")
                .agg(count(lit(1)).as("plays"));
        Dataset<Row> groups = groups(plays);
        return binned.join(broadcast(groups), BY_LENGTH, "left")
                .join(broadcast(quantiles(plays.join(broadcast(groups), BY_LENGTH))), BY_GROUP, "left")
                .drop("length_bin", "share_bin", "length_group");
    }

    /** {@code dt, length_bin, length_group}. */
    private Dataset<Row> groups(Dataset<Row> plays) {
        Column groups = greatest(
                lit(1L), least(lit((long) settings.groups()), floor(col("all").divide(settings.minPlays()))));
        return midRanked(plays.groupBy(DAY, "length_bin").agg(sum("plays").as("plays")), "length_bin", DAY)
                .select(
                        col(DAY),
                        col("length_bin"),
                        floor(groups.multiply(col("mid_rank"))).as("length_group"));
    }

    /** {@code dt, length_group, share_bin, quantile}. */
    private static Dataset<Row> quantiles(Dataset<Row> plays) {
        return midRanked(
                        plays.groupBy(DAY, "length_group", "share_bin")
                                .agg(sum("plays").as("plays")),
                        "share_bin",
                        DAY,
                        "length_group")
                .select(
                        col(DAY),
                        col("length_group"),
                        col("share_bin"),
                        col("mid_rank").as("quantile"));
    }

    /** The bins with {@code all}, the plays of their group, and {@code mid_rank}. */
    private static Dataset<Row> midRanked(Dataset<Row> bins, String bin, String day, String... more) {
        WindowSpec group = Window.partitionBy(day, more);
        Column less =
                coalesce(sum("plays").over(group.orderBy(bin).rowsBetween(Window.unboundedPreceding(), -1)), lit(0L));
        return bins.withColumn("all", sum("plays").over(group))
                .withColumn("less", less)
                .withColumn("mid_rank", col("less").plus(col("plays").divide(2)).divide(col("all")));
    }

    private static Column bin(Column number) {
        return floor(log2(number).multiply(BINS_A_DOUBLING));
    }
}
