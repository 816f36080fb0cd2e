package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.store.Table;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.VideoIndex;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The profiles of users: how much, at which hours and since when they were active, and what they want.
 *
 * @param date the night's date
 * @param zone where the hours are counted
 * @param windowDays how many days of evidence there are at most, the date included
 */
record ActivityProfiles(LocalDate date, ZoneId zone, int windowDays) {
    private static final int MEDIUM_PLAYS = 5;
    private static final int HEAVY_PLAYS = 20;
    private static final int HOURS_PER_DAY = 24;
    private static final int DAYS_PER_WEEK = 7;
    private static final int DAYS_OF_A_NUMBER = Long.SIZE;
    private static final String BEFORE_LOGS = "before_logs";

    /**
     * The rows of {@code user_profiles}.
     *
     * @param index rows of {@code user_index}
     * @param evidence of {@link InteractionStrengths#evidence}
     * @param tastes of {@link #tastes}
     */
    Dataset<Row> of(Dataset<Row> index, Dataset<Row> evidence, Dataset<Row> tastes) {
        Dataset<Row> days = evidence.filter(col(DayPairs.COUNTS));
        Dataset<Row> history = evidence.filter(col(Table.DAY).isNull());
        String[] key = {UserIndex.USER_IDX};
        Column plays = coalesce(col(UserProfiles.PLAYS), lit(0L));
        Column lastOfWeekBefore = lit(date.minusDays(DAYS_PER_WEEK));
        Column isSeenBefore =
                col(BEFORE_LOGS).isNotNull().or(col(UserProfiles.FIRST_DAY).leq(lastOfWeekBefore));
        return UserIndex.withoutErased(index)
                .select(UserIndex.USER_ID, UserIndex.USER_IDX)
                .join(activity(days), key, "left")
                .join(
                        history.groupBy(UserIndex.USER_IDX)
                                .agg(min(DayPairs.LAST_SEEN).as(BEFORE_LOGS)),
                        key,
                        "left")
                .join(tastes, key, "left")
                .select(
                        col(UserIndex.USER_IDX),
                        col(UserIndex.USER_ID),
                        plays.as(UserProfiles.PLAYS),
                        coalesce(col(UserProfiles.LONG_VIEWS), lit(0L)).as(UserProfiles.LONG_VIEWS),
                        coalesce(col(UserProfiles.ACTIVE_DAYS), lit(0L)).as(UserProfiles.ACTIVE_DAYS),
                        when(plays.lt(MEDIUM_PLAYS), "light")
                                .when(plays.lt(HEAVY_PLAYS), "medium")
                                .otherwise("heavy")
                                .as(UserProfiles.ACTIVITY),
                        col(UserProfiles.FIRST_DAY),
                        col(UserProfiles.LAST_DAY),
                        when(coalesce(col(UserProfiles.LAST_DAY).leq(lastOfWeekBefore), lit(true)), "lapsed")
                                .when(isSeenBefore, "returning")
                                .otherwise("new")
                                .as(UserProfiles.STANDING),
                        when(
                                        plays.gt(0),
                                        array_position(col(UserProfiles.HOURS), array_max(col(UserProfiles.HOURS)))
                                                .minus(1)
                                                .cast("int"))
                                .as(UserProfiles.BUSIEST_HOUR),
                        when(plays.gt(0), col(UserProfiles.HOURS))
                                .otherwise(array().cast("array<double>"))
                                .as(UserProfiles.HOURS),
                        top(UserProfiles.TAGS),
                        top(UserProfiles.CATEGORIES),
                        top(UserProfiles.CREATORS),
                        top(UserProfiles.LENGTHS),
                        col(UserProfiles.BREADTH),
                        col(UserProfiles.BREADTH_THIS_WEEK),
                        col(UserProfiles.BREADTH_LAST_WEEK),
                        col(UserProfiles.BREADTH_THIS_WEEK)
                                .minus(col(UserProfiles.BREADTH_LAST_WEEK))
                                .as(UserProfiles.BREADTH_CHANGE));
    }

    /**
     * What users want over the whole window, and how broad that was this week and the week before, in which each pair with a
     * relevant event counts once.
     *
     * @param evidence of {@link InteractionStrengths#evidence}
     * @param interactions rows of {@code interactions}
     * @param facts rows of {@code video_features}
     */
    Dataset<Row> tastes(Dataset<Row> evidence, Dataset<Row> interactions, Dataset<Row> facts) {
        Column isOfThisWeek = col(Table.DAY).gt(lit(date.minusDays(DAYS_PER_WEEK)));
        Column none = lit(0f);
        Column one = lit(1f);
        Dataset<Row> weeks = evidence.filter(col(DayPairs.COUNTS)
                        .and(col(DayPairs.WANTED_AT).isNotNull())
                        .and(col(Table.DAY).gt(lit(date.minusDays(2 * DAYS_PER_WEEK))))
                        .and(col(Table.DAY).leq(lit(date))))
                .select(
                        col(UserIndex.USER_IDX),
                        col(VideoIndex.VIDEO_IDX),
                        none.as(Interactions.STRENGTH),
                        when(isOfThisWeek, one).otherwise(none).as(TasteProfiles.THIS_WEEK),
                        when(isOfThisWeek, none).otherwise(one).as(TasteProfiles.LAST_WEEK));
        Dataset<Row> wanted = interactions
                .filter(col(Interactions.STRENGTH).gt(0))
                .select(
                        col(UserIndex.USER_IDX),
                        col(VideoIndex.VIDEO_IDX),
                        col(Interactions.STRENGTH),
                        none.as(TasteProfiles.THIS_WEEK),
                        none.as(TasteProfiles.LAST_WEEK));
        return TasteProfiles.of(wanted.unionByName(weeks), facts);
    }

    private static Column top(String facet) {
        return coalesce(col(facet), array().cast("array<struct<name:string,share:double>>"))
                .as(facet);
    }

    private Dataset<Row> activity(Dataset<Row> days) {
        Column hour = hour(from_utc_timestamp(col(DayPairs.PLAYED_AT), zone.getId()));
        Column[] hours = IntStream.range(0, HOURS_PER_DAY)
                .mapToObj(h -> try_divide(count_if(hour.equalTo(h)), count(hour)))
                .toArray(Column[]::new);
        return days.groupBy(UserIndex.USER_IDX)
                .agg(
                        sum(DayPairs.PLAYS).as(UserProfiles.PLAYS),
                        sum(DayPairs.LONG_VIEWS).as(UserProfiles.LONG_VIEWS),
                        activeDays().as(UserProfiles.ACTIVE_DAYS),
                        min(Table.DAY).as(UserProfiles.FIRST_DAY),
                        max(Table.DAY).as(UserProfiles.LAST_DAY),
                        array(hours).as(UserProfiles.HOURS));
    }

    /** The number of days with a play. Days are bits of numbers: to count distinct ones, Spark would group by them, too. */
    private Column activeDays() {
        Column ago = datediff(lit(date), col(Table.DAY));
        Column days = lit(0L);
        for (int first = 0; first < windowDays; first += DAYS_OF_A_NUMBER) {
            Column isActive = col(DayPairs.PLAYS).gt(0).and(ago.geq(first)).and(ago.lt(first + DAYS_OF_A_NUMBER));
            Column day = when(isActive, call_function("shiftleft", lit(1L), ago.minus(first)))
                    .otherwise(0L);
            days = days.plus(bit_count(bit_or(day)));
        }
        return days;
    }
}
