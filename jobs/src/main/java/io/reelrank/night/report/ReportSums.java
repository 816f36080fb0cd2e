package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.store.Field;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The pairs that reports count, and the sums of which all figures are made. */
final class ReportSums {
    /** The days on which a person met a creator's videos, as bits of a number: bit a for the day a days before the date. */
    static final String MET = "met";

    /** Of these, the days on which the person played one. */
    static final String WATCHED = "watched";

    /** Of these, the days on which a play was valid. */
    static final String TOOK = "took";

    /**
     * The traffic source of most of a viewer's plays of a creator: empty where that is none that reports tell apart, null where
     * they tell none apart.
     */
    static final String SOURCE = "source";

    private static final List<String> COUNTS = List.of(
            DayPairs.IMPRESSIONS,
            DayPairs.VIEWS,
            DayPairs.LIKES,
            DayPairs.COMMENTS,
            DayPairs.SHARES,
            DayPairs.FAVOURITES,
            DayPairs.FOLLOWS,
            DayPairs.PROFILE_VISITS,
            DayPairs.HIDES,
            DayPairs.REPORTS);
    private static final List<String> MEASURES = List.of(
            DayPairs.VALID_VIEWS,
            DayPairs.LONG_VIEWS,
            DayPairs.VIEWED_MS,
            DayPairs.WATCH_MS,
            DayPairs.MEASURED_VIEWS,
            DayPairs.COMPLETIONS,
            DayPairs.VIEWS_BY_SOURCE);
    private static final long MILLIS = 1000;
    private static final String KNOWN_MS = "known_ms";

    private ReportSums() {}

    /**
     * The videos that have a creator.
     *
     * @param facts rows of {@code video_features}
     * @return {@code video_idx, creator_id, creator_idx, category, age_days, known_ms}, the last the length in milliseconds
     */
    static Dataset<Row> videos(Dataset<Row> facts) {
        return CreatorNumbers.number(facts.filter(col(VideoFeatures.CREATOR_ID).notEqual(""))
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col(VideoFeatures.CREATOR_ID),
                        coalesce(col(VideoFeatures.CATEGORY), lit("")).as(VideoFeatures.CATEGORY),
                        col(VideoFeatures.AGE_DAYS),
                        col(VideoFeatures.DURATION_MS).as(KNOWN_MS)));
    }

    /**
     * The pairs with something that counts, of users that are no suspected bots, with the number of their video's creator.
     *
     * @param pairs rows of {@code day_pairs} with {@code dt}
     * @param suspects the suspected bots in {@code user_idx}
     * @param videos of {@link #videos}
     * @param users of {@link UserCells}
     * @param date the night's date
     * @return {@code user_idx, video_idx, creator_idx, taste_idx, ago}, the length that the day's logs say, or else what is known of the
     *     video, and the counts and measures of {@code day_pairs}
     */
    static Dataset<Row> counted(
            Dataset<Row> pairs, Dataset<Row> suspects, Dataset<Row> videos, Dataset<Row> users, LocalDate date) {
        Column any =
                COUNTS.stream().map(count -> col(count)).reduce(Column::plus).orElseThrow();
        Stream<Column> columns = Stream.of(
                col(UserIndex.USER_IDX),
                col(VideoIndex.VIDEO_IDX),
                col(CreatorNumbers.CREATOR_IDX),
                coalesce(col(UserCells.TASTE_IDX), lit(UserCells.NO_TASTE)).as(UserCells.TASTE_IDX),
                datediff(lit(date), col(Table.DAY)).as(Windows.AGO),
                coalesce(col(DayPairs.DURATION_MS), col(KNOWN_MS)).as(DayPairs.DURATION_MS));
        Stream<Column> figures =
                Stream.of(COUNTS, MEASURES).flatMap(List::stream).map(name -> col(name));
        return pairs.filter(any.gt(0))
                .join(suspects.select(UserIndex.USER_IDX), new String[] {UserIndex.USER_IDX}, "left_anti")
                .join(videos, VideoIndex.VIDEO_IDX)
                .join(users.select(UserIndex.USER_IDX, UserCells.TASTE_IDX), new String[] {UserIndex.USER_IDX}, "left")
                .select(Stream.concat(columns, figures).toArray(Column[]::new));
    }

    /**
     * The sums of {@link CreatorReport#SUMS} by video and day.
     *
     * @param counted of {@link #counted}
     * @param videos of {@link #videos}
     * @return {@code creator_id, video_idx, category, age_days, ago} and the sums
     */
    static Dataset<Row> videoDays(Dataset<Row> counted, Dataset<Row> videos) {
        Column[] sums = Stream.of(
                        sum(DayPairs.IMPRESSIONS).as(CreatorReport.IMPRESSIONS),
                        sum(DayPairs.VIEWS).as(CreatorReport.PLAYS),
                        count_if(col(DayPairs.VIEWS).gt(0)).as(CreatorReport.VIEWER_DAYS),
                        sum(DayPairs.WATCH_MS).as(CreatorReport.WATCH_MS),
                        sum(DayPairs.VALID_VIEWS).as(CreatorReport.VALID_PLAYS),
                        sum(DayPairs.LONG_VIEWS).as(CreatorReport.LONG_VIEWS),
                        sum(DayPairs.MEASURED_VIEWS).as(CreatorReport.MEASURED_PLAYS),
                        sum(DayPairs.COMPLETIONS).as(CreatorReport.COMPLETIONS),
                        leftWithin(2).as(CreatorReport.LEFT_2S),
                        leftWithin(3).as(CreatorReport.LEFT_3S),
                        leftWithin(5).as(CreatorReport.LEFT_5S),
                        sum(DayPairs.LIKES).as(CreatorReport.LIKES),
                        sum(DayPairs.COMMENTS).as(CreatorReport.COMMENTS),
                        sum(DayPairs.SHARES).as(CreatorReport.SHARES),
                        sum(DayPairs.FAVOURITES).as(CreatorReport.FAVOURITES),
                        sum(DayPairs.FOLLOWS).as(CreatorReport.FOLLOWS),
                        sum(DayPairs.PROFILE_VISITS).as(CreatorReport.PROFILE_VISITS),
                        sum(col(DayPairs.HIDES).plus(col(DayPairs.REPORTS))).as(CreatorReport.NEGATIVES))
                .toArray(Column[]::new);
        // Keys of numbers alone: what else is known of a video is joined to the sums.
        return aggregated(counted, sums, VideoIndex.VIDEO_IDX, Windows.AGO)
                .join(videos.drop(KNOWN_MS, CreatorNumbers.CREATOR_IDX), VideoIndex.VIDEO_IDX);
    }

    /** The sums of {@link CreatorReport#SUMS} over rows that have them, by other columns. */
    static Dataset<Row> totals(Dataset<Row> sums, String... by) {
        return aggregated(
                sums,
                CreatorReport.SUMS.stream()
                        .map(Field::name)
                        .map(name -> sum(name).as(name))
                        .toArray(Column[]::new),
                by);
    }

    /**
     * Everybody who met a creator's videos: who was shown one, or played it.
     *
     * @param counted of {@link #counted}
     * @param sources the traffic sources that reports tell apart; of two with as many plays, the first counts
     * @return {@code creator_idx, user_idx, taste_idx, met, watched, took, source}
     */
    static Dataset<Row> met(Dataset<Row> counted, List<String> sources) {
        Column unknown = sum(DayPairs.VIEWS);
        List<Column> plays = new ArrayList<>();
        for (int source = 0; source < sources.size(); source++) {
            Column known = sum(col(DayPairs.VIEWS_BY_SOURCE).getItem(source));
            plays.add(struct(known, lit(-source), lit(sources.get(source))));
            unknown = unknown.minus(known);
        }
        plays.add(struct(unknown, lit(-sources.size()), lit("")));
        Column source = sources.isEmpty()
                ? lit(null).cast("string")
                : array_max(array(plays.toArray(Column[]::new))).getField("col3");
        // Most people meet one video of a creator: summed up before the shuffle, hardly fewer rows would travel.
        return counted.repartition(col(CreatorNumbers.CREATOR_IDX), col(UserIndex.USER_IDX))
                .groupBy(CreatorNumbers.CREATOR_IDX, UserIndex.USER_IDX, UserCells.TASTE_IDX)
                .agg(
                        days(lit(true)).as(MET),
                        days(col(DayPairs.VIEWS).gt(0)).as(WATCHED),
                        days(col(DayPairs.VALID_VIEWS).gt(0)).as(TOOK),
                        source.as(SOURCE));
    }

    private static Column days(Column isSo) {
        return bit_or(when(isSo, call_function("shiftleft", lit(1L), col(Windows.AGO)))
                .otherwise(0L));
    }

    /**
     * Of these, the viewers.
     *
     * @param met of {@link #met}
     * @return {@code creator_idx, user_idx, watched, source}
     */
    static Dataset<Row> viewers(Dataset<Row> met) {
        return met.filter(col(WATCHED).notEqual(0))
                .select(CreatorNumbers.CREATOR_IDX, UserIndex.USER_IDX, WATCHED, SOURCE);
    }

    /** The rows with the rates that their sums give. */
    static Dataset<Row> rates(Dataset<Row> sums, List<CreatorFigure> figures) {
        Dataset<Row> rates = sums;
        for (CreatorFigure figure : figures) {
            rates = rates.withColumn(figure.column(), try_divide(col(figure.part()), col(figure.whole())));
        }
        Column engagements = Stream.of(
                        CreatorReport.LIKES,
                        CreatorReport.COMMENTS,
                        CreatorReport.SHARES,
                        CreatorReport.FAVOURITES,
                        CreatorReport.FOLLOWS)
                .map(count -> col(count))
                .reduce(Column::plus)
                .orElseThrow();
        return rates.withColumn(CreatorReport.ENGAGEMENT_RATE, try_divide(engagements, col(CreatorReport.PLAYS)));
    }

    /** How many days before the date the day of publication is, in the platform's time zone; null where unknown. */
    static Column daysSincePublication() {
        return ceil(col(VideoFeatures.AGE_DAYS)).minus(1).cast("int");
    }

    private static Column leftWithin(int seconds) {
        Column hasLeft = col(DayPairs.VIEWED_MS)
                .lt(seconds * MILLIS)
                .and(coalesce(col(DayPairs.VIEWED_MS).lt(col(DayPairs.DURATION_MS)), lit(true)));
        return count_if(coalesce(hasLeft, lit(false)));
    }

    private static Dataset<Row> aggregated(Dataset<Row> rows, Column[] sums, String... by) {
        Column[] keys = Stream.of(by).map(key -> col(key)).toArray(Column[]::new);
        return rows.groupBy(keys).agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length));
    }
}
