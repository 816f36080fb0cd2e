package io.reelrank.night.report;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.estimates.NormalQuantile;
import io.reelrank.engine.estimates.TailProbability;
import java.util.ArrayList;
import java.util.Collection;
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
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;

/**
 * How a creator's plays divide among videos and niches: over how many of equal size they would be as much divided, which is 2 to
 * the entropy of the shares (Hill 1973, "Diversity and evenness", the number of order 1).
 *
 * @param windows the windows
 */
record PlayConcentration(Windows windows) {
    private static final int FEWEST_VIDEOS = 5;
    private static final String PLAYS = "window_plays";
    private static final String EVENTS = "window_events";
    private static final String OWN = "own";
    private static final String CLASS = "class";
    private static final String OTHERS = "others";
    private static final String ODDS = "odds";
    private static final String CENTRE = "centre";
    private static final String SCALE = "scale";
    private static final double LEAST_SHARE = 1e-6;
    private static final double LEAST_SCALE = 1e-3;
    // The standard deviation of a normal distribution over its median absolute deviation.
    private static final double NORMAL_SCALE = 1.4826;
    private static final StructType ROWS =
            StructType.fromDDL("creator_id string, window_days int, back int, videos bigint,"
                    + " top_video_share double, effective_videos double, effective_niches double");

    /**
     * The figures of each window that ends with the date.
     *
     * @param videoDays of {@link ReportSums#videoDays}
     * @return {@code creator_id, window_days, back, videos, top_video_share, effective_videos, effective_niches}; the last three
     *     are null without a play
     */
    Dataset<Row> of(Dataset<Row> videoDays) {
        Column events = col(CreatorReport.IMPRESSIONS).plus(col(CreatorReport.PLAYS));
        List<Integer> lengths = windows.lengths();
        FlatMapFunction<Row, Row> ofCreator = row -> figures(row, lengths);
        return videoDays
                .filter(events.gt(0).and(col(Windows.AGO).lt(windows.longest())))
                .groupBy(CreatorReport.CREATOR_ID, VideoIndex.VIDEO_IDX, VideoFeatures.CATEGORY)
                .agg(
                        array(lengths.stream()
                                        .map(length -> sum(when(col(Windows.AGO).lt(length), col(CreatorReport.PLAYS))
                                                .otherwise(0L)))
                                        .toArray(Column[]::new))
                                .as(PLAYS),
                        array(lengths.stream()
                                        .map(length -> sum(when(col(Windows.AGO).lt(length), events)
                                                .otherwise(0L)))
                                        .toArray(Column[]::new))
                                .as(EVENTS))
                .groupBy(CreatorReport.CREATOR_ID)
                .agg(sort_array(collect_list(struct(VideoIndex.VIDEO_IDX, VideoFeatures.CATEGORY, PLAYS, EVENTS)))
                        .as(OWN))
                .flatMap(ofCreator, Encoders.row(ROWS));
    }

    private static Iterator<Row> figures(Row creator, List<Integer> lengths) {
        List<Row> own = creator.getList(creator.fieldIndex(OWN));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            List<Long> videos = new ArrayList<>();
            Map<String, Long> niches = new TreeMap<>();
            long shown = 0;
            for (Row video : own) {
                shown += video.<Long>getList(video.fieldIndex(EVENTS)).get(i) > 0 ? 1 : 0;
                long plays = video.<Long>getList(video.fieldIndex(PLAYS)).get(i);
                videos.add(plays);
                niches.merge(video.getAs(VideoFeatures.CATEGORY), plays, Long::sum);
            }
            double all = videos.stream().mapToLong(Long::longValue).sum();
            long most = videos.stream().mapToLong(Long::longValue).max().orElse(0);
            rows.add(RowFactory.create(
                    creator.getAs(CreatorReport.CREATOR_ID),
                    lengths.get(i),
                    0,
                    shown,
                    all == 0 ? null : most / all,
                    effective(videos, all),
                    effective(niches.values(), all)));
        }
        return rows.iterator();
    }

    private static Double effective(Collection<Long> plays, double all) {
        if (all == 0) {
            return null;
        }
        double entropy = 0;
        for (long part : plays) {
            if (part > 0) {
                entropy -= part / all * Math.log(part / all);
            }
        }
        return Math.exp(entropy);
    }

    /**
     * Has one video more of the plays than is usual among creators with as many videos, to a factor of two? The log-odds of that
     * share are taken to be normal, with their median and the scale of their absolute deviations from it (Rousseeuw and Croux 1993,
     * "Alternatives to the median absolute deviation"), on which few such creators have no influence.
     *
     * @param figures of {@link #of}
     * @param minPeers the fewest others
     * @return {@code creator_id, rule, subject, evidence, value, usual, effect, effect_low, effect_high, p}
     */
    Dataset<Row> tests(Dataset<Row> figures, int minPeers) {
        Column share = col(CreatorReport.TOP_VIDEO_SHARE);
        Column bounded = least(greatest(share, lit(LEAST_SHARE)), lit(1 - LEAST_SHARE));
        WindowSpec alike = Window.partitionBy(CLASS);
        Column deviation = abs(col(ODDS).minus(col(CENTRE)));
        Column z = col(ODDS).minus(col(CENTRE)).divide(greatest(col(SCALE), lit(LEAST_SCALE)));
        Column nineOfTen = col(SCALE).multiply(NormalQuantile.Z90);
        return figures.filter(col(CreatorReport.WINDOW_DAYS)
                        .equalTo(windows.longest())
                        .and(share.isNotNull())
                        .and(col(CreatorReport.VIDEOS).geq(FEWEST_VIDEOS)))
                .withColumn(CLASS, floor(log2(col(CreatorReport.VIDEOS).plus(0.5))))
                .withColumn(OTHERS, count(lit(1)).over(alike).minus(1))
                .filter(col(OTHERS).geq(minPeers))
                .withColumn(ODDS, log(bounded.divide(lit(1.0).minus(bounded))))
                .withColumn(CENTRE, percentile(col(ODDS), lit(0.5)).over(alike))
                .withColumn(SCALE, percentile(deviation, lit(0.5)).over(alike).multiply(NORMAL_SCALE))
                .withColumn(CreatorAdvice.USUAL, percentile(share, lit(0.5)).over(alike))
                .select(
                        col(CreatorAdvice.CREATOR_ID),
                        lit(AdviceRule.ONE_HIT.key()).as(CreatorAdvice.RULE),
                        lit("").as(CreatorAdvice.SUBJECT),
                        col(CreatorReport.VIDEOS).as(CreatorAdvice.EVIDENCE),
                        share.as(CreatorAdvice.VALUE),
                        col(CreatorAdvice.USUAL),
                        share.minus(col(CreatorAdvice.USUAL)).as(CreatorAdvice.EFFECT),
                        share.minus(share(col(CENTRE).plus(nineOfTen))).as(CreatorAdvice.EFFECT_LOW),
                        share.minus(share(col(CENTRE).minus(nineOfTen))).as(CreatorAdvice.EFFECT_HIGH),
                        when(share.lt(AdviceRule.ONE_HIT.margin()), 1.0)
                                .otherwise(
                                        TailProbability.ofStudent(z, col(OTHERS).cast("double")))
                                .as(CreatorAdvice.P));
    }

    /** The share with these log-odds. */
    private static Column share(Column odds) {
        return lit(1.0).divide(exp(lit(0.0).minus(odds)).plus(1));
    }
}
