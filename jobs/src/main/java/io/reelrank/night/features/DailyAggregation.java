package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.store.Table;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Aggregates a day's events by pair. The result is final once all events of the day were delivered. */
final class DailyAggregation {
    private static final String UNCOUNTED = "uncounted";
    private static final long VALID_MS = 7000;
    private static final String LISTED = "listed";
    // More than any list has.
    private static final long PLACES = 10_000_000;

    private DailyAggregation() {}

    /**
     * The rows of {@code day_pairs}.
     *
     * @param rows events of {@link FeedbackSignals#of} with {@code dt, user_idx, video_idx}
     * @param signals their weights and which of them are relevant
     * @param sources the values of {@code traffic_source} whose views are counted apart
     */
    static Dataset<Row> of(Dataset<Row> rows, FeedbackSignals signals, List<String> sources) {
        Column counts = col(DayPairs.COUNTS);
        Column kind = when(counts, col(Events.KIND)).otherwise(UNCOUNTED);
        Column time = col(Events.EVENT_TIME);
        Column isPlay = kind.equalTo("play");
        Column isMeasured = counts.and(WatchShares.isMeasured());
        // Accidental plays are views: they say how many leave at once.
        Column isView =
                col(Events.KIND).equalTo("play").and(col(Events.WATCH_MS).gt(0)).and(not(col(FeedbackSignals.OWN)));
        Column hasLength = col(Events.DURATION_MS).gt(0);
        // All buffers are numbers: max_by over a struct would make Spark sort the events instead of hashing them.
        Column lastFollow = max(when(kind.equalTo("follow"), time));
        Column lastUnfollow = max(when(kind.equalTo("unfollow"), time));
        // Of a follow and an unfollow at the same time, the unfollow counts.
        Column isFollowing = when(lastUnfollow.isNull(), lastFollow.isNotNull())
                .otherwise(coalesce(lastFollow.gt(lastUnfollow), lit(false)));
        // A pair has about two events a day, and its sums are wider than they are: summed up before the shuffle, more
        // bytes would travel.
        Column[] pair = {col(Table.DAY), col(UserIndex.USER_IDX), col(VideoIndex.VIDEO_IDX)};
        return rows.repartition(pair)
                .groupBy(pair)
                .agg(
                        max(time).as(DayPairs.LAST_SEEN),
                        bool_or(counts).as(DayPairs.COUNTS),
                        ExactSum.of(signals.weights().stream()
                                        .map(weight -> when(counts, weight).otherwise(0.0))
                                        .toList())
                                .as(DayPairs.WEIGHT),
                        signals.lastWanted(counts, time).as(DayPairs.WANTED_AT),
                        count_if(kind.equalTo("impression")).as(DayPairs.IMPRESSIONS),
                        count_if(isPlay).as(DayPairs.PLAYS),
                        count_if(counts.and(col(FeedbackSignals.IS_LONG_VIEW))).as(DayPairs.LONG_VIEWS),
                        max(when(isPlay, time)).as(DayPairs.PLAYED_AT),
                        max(when(isPlay, col(Events.WATCH_MS))).as(DayPairs.LONGEST_MS),
                        max(when(counts, col(Events.DURATION_MS))).as(DayPairs.DURATION_MS),
                        count_if(isMeasured).as(DayPairs.MEASURED),
                        ExactSum.of(when(isMeasured, WatchShares.share())).as(DayPairs.WATCH_SHARES),
                        ExactSum.of(when(isMeasured, pow(WatchShares.share(), 2)))
                                .as(DayPairs.SHARE_SQUARES),
                        bool_or(coalesce(isMeasured.and(col(Events.WATCH_MS).geq(col(Events.DURATION_MS))), lit(false)))
                                .as(DayPairs.FINISHED),
                        count_if(kind.equalTo("hide")).as(DayPairs.HIDES),
                        count_if(kind.equalTo("report")).as(DayPairs.REPORTS),
                        when(lastFollow.isNotNull().or(lastUnfollow.isNotNull()), isFollowing)
                                .as(DayPairs.FOLLOWED),
                        greatest(lastFollow, lastUnfollow).as(DayPairs.FOLLOWED_AT),
                        count_if(isView).as(DayPairs.VIEWS),
                        count_if(isView.and(isValid())).as(DayPairs.VALID_VIEWS),
                        max(when(isView, col(Events.WATCH_MS))).as(DayPairs.VIEWED_MS),
                        coalesce(sum(when(isView, col(Events.WATCH_MS))), lit(0L))
                                .as(DayPairs.WATCH_MS),
                        count_if(isView.and(hasLength)).as(DayPairs.MEASURED_VIEWS),
                        count_if(isView.and(hasLength).and(col(Events.WATCH_MS).geq(col(Events.DURATION_MS))))
                                .as(DayPairs.COMPLETIONS),
                        count_if(kind.equalTo("like")).as(DayPairs.LIKES),
                        count_if(kind.equalTo("comment")).as(DayPairs.COMMENTS),
                        count_if(kind.equalTo("share")).as(DayPairs.SHARES),
                        count_if(kind.equalTo("favourite")).as(DayPairs.FAVOURITES),
                        count_if(kind.equalTo("follow")).as(DayPairs.FOLLOWS),
                        count_if(kind.equalTo("profile")).as(DayPairs.PROFILE_VISITS),
                        array(sources.stream()
                                        .map(source -> count_if(isView.and(
                                                col(Events.TRAFFIC_SOURCE).equalTo(source))))
                                        .toArray(Column[]::new))
                                .cast(DayPairs.TABLE
                                        .schema()
                                        .apply(DayPairs.VIEWS_BY_SOURCE)
                                        .dataType())
                                .as(DayPairs.VIEWS_BY_SOURCE),
                        max(listed()).as(LISTED))
                .withColumn(
                        DayPairs.LIST_VERSION,
                        date_from_unix_date(
                                floor(col(LISTED).divide(PLACES)).plus(1).cast("int")))
                .withColumn(
                        DayPairs.LIST_PLACE,
                        lit(PLACES).minus(pmod(col(LISTED), lit(PLACES))).cast("int"))
                .drop(LISTED);
    }

    /** The list and the place of a showing as one number: the largest is of the newest list, and there of the best place. */
    private static Column listed() {
        return unix_date(col(Events.LIST_VERSION)).cast("long").multiply(PLACES).minus(col(Events.LIST_PLACE));
    }

    /** Whether a view is valid: as long as the video where that lasts at most 7 s, else longer than 7 s. */
    private static Column isValid() {
        Column watch = col(Events.WATCH_MS);
        Column isShort = coalesce(col(Events.DURATION_MS).leq(VALID_MS), lit(false));
        return when(isShort, watch.geq(col(Events.DURATION_MS))).otherwise(watch.gt(VALID_MS));
    }
}
