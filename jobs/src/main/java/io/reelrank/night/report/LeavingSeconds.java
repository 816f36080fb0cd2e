package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.estimates.TailProbability;
import io.reelrank.engine.reduce.ExactSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Do more viewers leave between two seconds of a creator's videos than the seconds before and after let expect? Of the viewers who
 * are still there at a second, h of those of all other creators leave before the next, by how long the video is. With k who left in
 * a span, E whom h lets expect there, and K and E' the same of the spans beside it, k of k + K is binomial with probability
 * m E / (m E + E') at most, with m the rule's margin, however well the creator holds viewers in general.
 *
 * <p>The longest view of a viewer on a day counts. Spans are of watch time, which is what a log knows, and end before the last
 * fifth of a video; the first seconds are judged by the rates.
 *
 * @param windowDays the window whose views are judged
 * @param minPlays the fewest viewers that are still there
 */
record LeavingSeconds(int windowDays, int minPlays) {
    private static final int[] EDGES = {0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60};
    // Near the end viewers leave all videos.
    private static final double BEFORE_END = 0.8;
    private static final int FIRST_SPAN = 2;
    private static final int SPANS = EDGES.length - 1;
    private static final long FEWEST_BESIDE = 10;
    private static final long MILLIS = 1000;

    private static final String LENGTH = "length";
    private static final String REACHED = "reached";
    private static final String VIEWERS = "viewers";
    private static final String OWN = "own";
    private static final String LEFT = "left";
    private static final String LEFT_AROUND = "left_around";
    private static final String ODDS = "odds";
    private static final String SCATTER = "scatter";
    private static final String FREEDOM = "freedom";
    private static final StructType ROWS = StructType.fromDDL(
            "creator_idx int, subject string, evidence bigint, left bigint, left_around bigint, odds double,"
                    + " usual double, scatter double, freedom double");

    /**
     * Where viewers left: {@code creator_idx, video_idx, length, reached, viewers}, in places of the edges of spans.
     *
     * @param counted of {@link ReportSums#counted}
     */
    Dataset<Row> ends(Dataset<Row> counted) {
        return counted.filter(col(DayPairs.VIEWS)
                        .gt(0)
                        .and(col(Windows.AGO).lt(windowDays))
                        .and(col(DayPairs.DURATION_MS).gt(0)))
                .groupBy(
                        col(CreatorNumbers.CREATOR_IDX),
                        col(VideoIndex.VIDEO_IDX),
                        span(col(DayPairs.DURATION_MS).multiply(BEFORE_END)).as(LENGTH),
                        span(col(DayPairs.VIEWED_MS)).as(REACHED))
                .agg(count(lit(1)).as(VIEWERS));
    }

    /** The place of the last edge that a time in milliseconds has reached. */
    private static Column span(Column ms) {
        Column place = lit(0);
        for (int edge = 1; edge < EDGES.length; edge++) {
            place = when(ms.geq(EDGES[edge] * MILLIS), edge).otherwise(place);
        }
        return place;
    }

    /**
     * Each creator's spans with what those beside them let expect.
     *
     * @param ends of {@link #ends}; they are read twice
     */
    Dataset<Row> spans(Dataset<Row> ends) {
        long[][] everybody = new long[EDGES.length][EDGES.length];
        ends.groupBy(LENGTH, REACHED)
                .agg(sum(VIEWERS).as(VIEWERS))
                .collectAsList()
                .forEach(row ->
                        everybody[row.<Integer>getAs(LENGTH)][row.<Integer>getAs(REACHED)] = row.<Long>getAs(VIEWERS));
        int least = minPlays;
        FlatMapFunction<Row, Row> ofCreator = row -> spansOf(row, everybody, least);
        return ends.groupBy(CreatorNumbers.CREATOR_IDX)
                .agg(sort_array(collect_list(struct(VideoIndex.VIDEO_IDX, LENGTH, REACHED, VIEWERS)))
                        .as(OWN))
                .flatMap(ofCreator, Encoders.row(ROWS));
    }

    private static Iterator<Row> spansOf(Row creator, long[][] everybody, int least) {
        Map<Integer, long[][]> videos = new TreeMap<>();
        long[][] own = new long[EDGES.length][EDGES.length];
        for (Row end : creator.<Row>getList(creator.fieldIndex(OWN))) {
            int length = end.getAs(LENGTH);
            int reached = end.getAs(REACHED);
            long viewers = end.getAs(VIEWERS);
            own[length][reached] += viewers;
            videos.computeIfAbsent(end.getAs(VideoIndex.VIDEO_IDX), none -> new long[EDGES.length][EDGES.length])[
                    length][reached] += viewers;
        }
        double[][] hazards = new double[EDGES.length][SPANS];
        for (int length = 0; length < EDGES.length; length++) {
            for (int span = FIRST_SPAN; span < length; span++) {
                long there = there(everybody[length], span) - there(own[length], span);
                long left = everybody[length][span] - own[length][span];
                hazards[length][span] = there == 0 ? 0 : (double) left / there;
            }
        }
        double[] expected = new double[SPANS];
        long[] left = new long[SPANS];
        for (int span = FIRST_SPAN; span < SPANS; span++) {
            expected[span] = expected(own, hazards, span);
            left[span] = left(own, span);
        }
        List<Row> rows = new ArrayList<>();
        for (int span = FIRST_SPAN + 1; span < SPANS - 1; span++) {
            long there = 0;
            for (int length = span + 1; length < EDGES.length; length++) {
                there += there(own[length], span);
            }
            double beside = expected[span - 1] + expected[span + 1];
            long leftBeside = left[span - 1] + left[span + 1];
            if (there >= least && leftBeside >= FEWEST_BESIDE && expected[span] > 0 && expected[span + 1] > 0) {
                double usual = leftBeside / beside * expected[span] / there;
                rows.add(RowFactory.create(
                        creator.getAs(CreatorNumbers.CREATOR_IDX),
                        "%d-%d".formatted(EDGES[span], EDGES[span + 1]),
                        there,
                        left[span],
                        left[span] + leftBeside,
                        AdviceRule.EARLY_LEAVERS.margin() * expected[span] / beside,
                        usual,
                        scatter(videos.values(), hazards, span, left[span] / expected[span]),
                        Math.max(0.0, videos.size() - 1)));
            }
        }
        return rows.iterator();
    }

    /** Of the viewers of videos of a length, by where they left, those who are there at the beginning of a span. */
    private static long there(long[] ends, int span) {
        return Arrays.stream(ends, span, ends.length).sum();
    }

    private static long left(long[][] ends, int span) {
        long left = 0;
        for (int length = span + 1; length < EDGES.length; length++) {
            left += ends[length][span];
        }
        return left;
    }

    private static double expected(long[][] ends, double[][] hazards, int span) {
        double expected = 0;
        for (int length = span + 1; length < EDGES.length; length++) {
            expected += there(ends[length], span) * hazards[length][span];
        }
        return expected;
    }

    /** Pearson's statistic of the videos, as if all had the creator's excess. */
    private static double scatter(Iterable<long[][]> videos, double[][] hazards, int span, double excess) {
        double scatter = 0;
        for (long[][] video : videos) {
            double expected = excess * expected(video, hazards, span);
            if (expected > 0) {
                scatter += Math.pow(left(video, span) - expected, 2) / expected;
            }
        }
        return scatter;
    }

    /**
     * The tests: {@code creator_idx, rule, subject, evidence, value, usual, difference, error, variance, p}.
     *
     * @param spans of {@link #spans}; they are read twice
     */
    static Dataset<Row> of(Dataset<Row> spans) {
        Row sums =
                spans.agg(ExactSum.of(col(SCATTER)), ExactSum.of(col(FREEDOM))).head();
        double dispersion = sums.getDouble(1) == 0 ? 1 : Math.max(1, sums.getDouble(0) / sums.getDouble(1));
        Column value = col(LEFT).divide(col(CreatorAdvice.EVIDENCE));
        return spans.select(
                col(CreatorNumbers.CREATOR_IDX),
                lit(AdviceRule.EARLY_LEAVERS.key()).as(CreatorAdvice.RULE),
                col(CreatorAdvice.SUBJECT),
                col(CreatorAdvice.EVIDENCE),
                value.as(CreatorAdvice.VALUE),
                col(CreatorAdvice.USUAL),
                value.minus(col(CreatorAdvice.USUAL)).as(VideoContrasts.DIFFERENCE),
                col(CreatorAdvice.USUAL)
                        .multiply(dispersion)
                        .divide(col(CreatorAdvice.EVIDENCE))
                        .as(VideoContrasts.ERROR),
                lit(0.0).as(VideoContrasts.VARIANCE),
                TailProbability.atLeast(
                                col(LEFT).divide(dispersion),
                                col(LEFT_AROUND).divide(dispersion),
                                col(ODDS).divide(col(ODDS).plus(1)))
                        .as(CreatorAdvice.P));
    }
}
