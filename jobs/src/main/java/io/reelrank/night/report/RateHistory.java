package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The rates of each creator beside those of the creator's earlier windows, and how much more days scatter than chance. A
 * creator's windows and days are few, so all figures are computed in one pass over them, not in an expression for each, for
 * which Spark would compile code for seconds.
 *
 * @param windows the windows
 * @param minPlays the least evidence of a rate
 */
record RateHistory(Windows windows, int minPlays) {
    /** The numerator of a rate. */
    static final String PART = "part";

    /** Whether the rate is told: where it does not give few people away. */
    static final String IS_TOLD = "is_told";

    private static final List<CreatorFigure> FIGURES = List.of(CreatorFigure.values());
    private static final String PARTS = "parts";
    private static final String WHOLES = "wholes";
    private static final String HISTORY = "history";
    private static final String SCATTER = "scatter";
    private static final String FREEDOM = "freedom";
    private static final int FEWEST_OWN = 5;
    private static final StructType ROWS = StructType.fromDDL(
            "creator_id string, window_days int, figure string, part bigint, evidence bigint, value double, before double,"
                    + " before_evidence bigint, own_windows bigint, own_low double, own_high double, is_told boolean");

    /**
     * One row per creator, window and figure with enough evidence.
     *
     * @param counts the parts and wholes of all figures by {@code creator_id, window_days, back}; with {@code told_returning_viewers}
     * @return {@code creator_id, window_days, figure, part, evidence, value, before, before_evidence,
     *     own_windows, own_low, own_high, is_told}
     */
    Dataset<Row> rates(Dataset<Row> counts) {
        Map<Integer, List<Integer>> asLong = new HashMap<>();
        windows.lengths().forEach(length -> asLong.put(length, windows.asLongBefore(length)));
        int least = minPlays;
        FlatMapFunction<Row, Row> ofCreator =
                row -> ratesOf(row, asLong.get(row.<Integer>getAs(CreatorReport.WINDOW_DAYS)), least);
        return counts.groupBy(CreatorReport.CREATOR_ID, CreatorReport.WINDOW_DAYS)
                .agg(collect_list(struct(col(Windows.BACK), parts(FIGURES), wholes(FIGURES), told()))
                        .as(HISTORY))
                .flatMap(ofCreator, Encoders.row(ROWS));
    }

    /** @param comparable which earlier windows have as many known days */
    private static Iterator<Row> ratesOf(Row creator, List<Integer> comparable, int least) {
        int length = creator.getAs(CreatorReport.WINDOW_DAYS);
        List<Row> history = creator.getList(creator.fieldIndex(HISTORY));
        List<Row> rows = new ArrayList<>();
        for (int figure = 0; figure < FIGURES.size(); figure++) {
            Row now = null;
            Double before = null;
            Long beforeEvidence = null;
            double[] earlier = new double[history.size()];
            int count = 0;
            for (Row window : history) {
                int back = window.getAs(Windows.BACK);
                Double rate = rate(window, figure, least);
                if (back == 0) {
                    now = window;
                } else if (rate != null && comparable.contains(back) && isTold(window, figure)) {
                    earlier[count++] = rate;
                    if (back == 1) {
                        before = rate;
                        beforeEvidence = isOfPeople(figure) ? null : count(window, WHOLES, figure);
                    }
                }
            }
            Double value = now == null ? null : rate(now, figure, least);
            if (value != null) {
                double[] own = Arrays.copyOf(earlier, count);
                rows.add(RowFactory.create(
                        creator.getAs(CreatorReport.CREATOR_ID),
                        length,
                        FIGURES.get(figure).column(),
                        count(now, PARTS, figure),
                        count(now, WHOLES, figure),
                        value,
                        before,
                        beforeEvidence,
                        (long) count,
                        count < FEWEST_OWN ? null : percentile(own, 10),
                        count < FEWEST_OWN ? null : percentile(own, 90),
                        isTold(now, figure)));
            }
        }
        return rows.iterator();
    }

    /**
     * φ by figure: Pearson's statistic of creators' days, or of their videos, over its degrees of freedom; the larger, and at
     * least 1. The plays of a video resemble each other more than those of a day.
     *
     * @param videoDays of {@link ReportSums#videoDays}; only the longest window counts
     * @return an expression of {@code figure}
     */
    Column dispersion(Dataset<Row> videoDays) {
        Dataset<Row> recent = videoDays.filter(col(Windows.AGO).lt(windows.longest()));
        Map<String, Double> dispersions = new TreeMap<>();
        for (String unit : List.of(Windows.AGO, VideoIndex.VIDEO_IDX)) {
            scatter(ReportSums.totals(recent, CreatorReport.CREATOR_ID, unit), unit)
                    .collectAsList()
                    .forEach(row -> dispersions.merge(
                            row.getAs(CreatorComparisons.FIGURE),
                            Math.max(1, row.<Double>getAs(SCATTER) / row.<Double>getAs(FREEDOM)),
                            Math::max));
        }
        Column dispersion = lit(1.0);
        for (Map.Entry<String, Double> figure : dispersions.entrySet()) {
            dispersion = when(col(CreatorComparisons.FIGURE).equalTo(figure.getKey()), figure.getValue())
                    .otherwise(dispersion);
        }
        return dispersion;
    }

    private Dataset<Row> scatter(Dataset<Row> sums, String unit) {
        List<CreatorFigure> figures = FIGURES.stream()
                .filter(figure -> figure != CreatorFigure.RETURNING_VIEWERS_RATE)
                .toList();
        int least = minPlays;
        FlatMapFunction<Row, Row> ofCreator = row -> scatterOf(row, figures, least);
        return sums.groupBy(CreatorReport.CREATOR_ID)
                .agg(sort_array(collect_list(struct(col(unit), parts(figures), wholes(figures))))
                        .as(HISTORY))
                .flatMap(ofCreator, Encoders.row(StructType.fromDDL("figure string, scatter double, freedom double")))
                .groupBy(CreatorComparisons.FIGURE)
                .agg(
                        ExactSum.of(col(SCATTER)).as(SCATTER),
                        ExactSum.of(col(FREEDOM)).as(FREEDOM));
    }

    private static Iterator<Row> scatterOf(Row creator, List<CreatorFigure> figures, int least) {
        List<Row> units = creator.getList(creator.fieldIndex(HISTORY));
        List<Row> rows = new ArrayList<>();
        for (int figure = 0; figure < figures.size(); figure++) {
            int place = figure;
            List<Row> known = units.stream()
                    .filter(unit -> count(unit, WHOLES, place) > 0)
                    .toList();
            double n =
                    known.stream().mapToLong(unit -> count(unit, WHOLES, place)).sum();
            double k =
                    known.stream().mapToLong(unit -> count(unit, PARTS, place)).sum();
            double p = k / n;
            if (known.size() > 1 && n >= least && p > 0 && p < 1) {
                double chi = 0;
                for (Row unit : known) {
                    double expected = count(unit, WHOLES, place) * p;
                    chi += Math.pow(count(unit, PARTS, place) - expected, 2) / (expected * (1 - p));
                }
                rows.add(RowFactory.create(figures.get(figure).column(), chi, known.size() - 1.0));
            }
        }
        return rows.iterator();
    }

    /** A play may be liked twice; a share is 1 at most. Null where it cannot be known. */
    private static Column parts(List<CreatorFigure> figures) {
        return array(figures.stream()
                        .map(figure ->
                                when(col(figure.part()).isNotNull(), least(col(figure.part()), col(figure.whole()))))
                        .toArray(Column[]::new))
                .as(PARTS);
    }

    private static Column wholes(List<CreatorFigure> figures) {
        return array(figures.stream().map(figure -> col(figure.whole())).toArray(Column[]::new))
                .as(WHOLES);
    }

    /** Whether the part of the returning viewers is told; the parts of all other figures are. */
    private static Column told() {
        return coalesce(col(ViewerCounts.TOLD + CreatorReport.RETURNING_VIEWERS), lit(false))
                .as(IS_TOLD);
    }

    private static boolean isTold(Row window, int figure) {
        return !isOfPeople(figure) || window.<Boolean>getAs(IS_TOLD);
    }

    /** Whether a figure counts viewers, who may be few where their plays are many. */
    private static boolean isOfPeople(int figure) {
        return FIGURES.get(figure) == CreatorFigure.RETURNING_VIEWERS_RATE;
    }

    private static Double rate(Row window, int figure, int least) {
        Long whole = count(window, WHOLES, figure);
        Long part = count(window, PARTS, figure);
        return whole == null || part == null || whole < least ? null : (double) part / whole;
    }

    private static Long count(Row row, String counts, int figure) {
        return row.<Long>getList(row.fieldIndex(counts)).get(figure);
    }

    private static double percentile(double[] values, double percent) {
        return new Percentile(percent).withEstimationType(EstimationType.R_7).evaluate(values);
    }
}
