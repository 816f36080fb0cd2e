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
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.Events;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The quantile of a play's watch share among the plays of videos of similar length:
 *
 * <pre>q = (n_less + n_same / 2) / n</pre>
 *
 * where n is the number of plays in its group, n_less of those with a smaller watch share, and n_same of those with the
 * same share, including itself. Counting half of the ties (the mid-rank) keeps the mean of q at 1/2 in every group;
 * many plays are tied, as they go exactly to the end. The quantile makes lengths comparable: short videos are watched
 * to the end more often, whatever they are worth (Zhan et al. 2022, "Deconfounding Duration Bias in Watch-time
 * Prediction for Video Recommendation", D2Q; Zheng et al. 2022, "DVR: Micro-Video Recommendation Optimizing
 * Watch-Time-Gain under Duration Bias").
 *
 * <p>As in D2Q, the plays are ordered by video length and cut into groups of about equal size, but for each day alone.
 * A play's quantile depends on its day only: neither the window nor a later day changes it, and held-out days have no
 * influence on the days before.
 *
 * <p>Shares and lengths are counted in bins, sixteen per doubling, so two shares that differ by less than 4.5% may
 * count as equal. A group never splits a bin of lengths. All counts are whole numbers, so the result does not depend on
 * their order. The cost is an aggregation of the plays, to days × length bins × share bins; the table that is joined
 * to the plays has days × groups × share bins rows and is broadcast.
 *
 * @param settings how plays are grouped
 */
record WatchQuantiles(StrengthSettings.Watch settings) {
    /** The quantile: double. */
    static final String QUANTILE = "quantile";

    private static final int BINS_PER_DOUBLING = 16;
    private static final String LENGTH_BIN = "length_bin";
    private static final String LENGTH_GROUP = "length_group";
    private static final String SHARE_BIN = "share_bin";
    private static final String PLAYS = "plays";
    private static final String ALL = "all";
    private static final String LESS = "less";
    private static final String MID_RANK = "mid_rank";
    private static final String[] BY_LENGTH = {Table.DAY, LENGTH_BIN};
    private static final String[] BY_GROUP = {Table.DAY, LENGTH_GROUP, SHARE_BIN};

    /**
     * The rows with {@code quantile}, in (0, 1); null for rows that are no measured play.
     *
     * @param rows {@code dt, kind, watch_ms, duration_ms}
     * @param cache keeps the plays by bins
     */
    Dataset<Row> of(Dataset<Row> rows, RowCache cache) {
        Column isMeasured = WatchShares.isMeasured();
        Column share = least(col(Events.WATCH_MS).divide(col(Events.DURATION_MS)), lit(settings.maxLoops()));
        Dataset<Row> binned = rows.withColumn(LENGTH_BIN, when(isMeasured, bin(col(Events.DURATION_MS))))
                .withColumn(SHARE_BIN, when(isMeasured, bin(share)));
        // Spark looks up videos for plays only where it sees that only they are needed.
        Dataset<Row> plays = cache.keep(binned.filter(isMeasured)
                .groupBy(Table.DAY, LENGTH_BIN, SHARE_BIN)
                .agg(count(lit(1)).as(PLAYS)));
        Dataset<Row> groups = groups(plays);
        return binned.join(broadcast(groups), BY_LENGTH, "left")
                .join(broadcast(quantiles(plays.join(broadcast(groups), BY_LENGTH))), BY_GROUP, "left")
                .drop(LENGTH_BIN, SHARE_BIN, LENGTH_GROUP);
    }

    /** {@code dt, length_bin, length_group}. */
    private Dataset<Row> groups(Dataset<Row> plays) {
        Column groups =
                greatest(lit(1L), least(lit((long) settings.groups()), floor(col(ALL).divide(settings.minPlays()))));
        return midRanked(plays.groupBy(Table.DAY, LENGTH_BIN).agg(sum(PLAYS).as(PLAYS)), LENGTH_BIN, Table.DAY)
                .select(
                        col(Table.DAY),
                        col(LENGTH_BIN),
                        floor(groups.multiply(col(MID_RANK))).as(LENGTH_GROUP));
    }

    /** {@code dt, length_group, share_bin, quantile}. */
    private static Dataset<Row> quantiles(Dataset<Row> plays) {
        return midRanked(
                        plays.groupBy(Table.DAY, LENGTH_GROUP, SHARE_BIN)
                                .agg(sum(PLAYS).as(PLAYS)),
                        SHARE_BIN,
                        Table.DAY,
                        LENGTH_GROUP)
                .select(
                        col(Table.DAY),
                        col(LENGTH_GROUP),
                        col(SHARE_BIN),
                        col(MID_RANK).as(QUANTILE));
    }

    /** The bins with {@code all}, the number of plays of their group, and {@code mid_rank}, their quantile in it. */
    private static Dataset<Row> midRanked(Dataset<Row> bins, String bin, String day, String... more) {
        WindowSpec group = Window.partitionBy(day, more);
        Column less =
                coalesce(sum(PLAYS).over(group.orderBy(bin).rowsBetween(Window.unboundedPreceding(), -1)), lit(0L));
        return bins.withColumn(ALL, sum(PLAYS).over(group))
                .withColumn(LESS, less)
                .withColumn(MID_RANK, col(LESS).plus(col(PLAYS).divide(2)).divide(col(ALL)));
    }

    private static Column bin(Column number) {
        return floor(log2(number).multiply(BINS_PER_DOUBLING));
    }
}
