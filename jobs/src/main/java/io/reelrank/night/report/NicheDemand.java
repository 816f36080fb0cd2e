package io.reelrank.night.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.engine.estimates.TailProbability;
import io.reelrank.engine.reduce.ExactSum;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Which tag of a niche do viewers want that few of its creators use? A creator's videos with the tag are compared with the
 * creator's others of the niche, so that no creator's craft counts for the tag, and the differences of all creators that use it
 * are put to a t-test. A tag can be underserved if at most a quarter of the niche's videos have it and its share of the viewers that
 * want a video is larger than its share of the videos. Each creator is told of one tag at most, so its probability is multiplied
 * by the number of tags among which it was found: of those that are clear, the one that most creators use, as a tag often has
 * another name that few use; where none is clear, the clearest.
 */
final class NicheDemand {
    private static final int FEWEST_CREATORS = 5;
    private static final int MOST_OF_VIDEOS = 4;
    private static final double CLEAR = 0.01;
    private static final double LEAST_VARIANCE = 1e-6;
    private static final String COMPARED = "compared";
    private static final String SUM = "sum";
    private static final String SQUARES = "squares";
    private static final String VIDEOS = "videos";
    private static final String NICHE = "_of_niche";
    private static final String PLACE = "place";

    private NicheDemand() {}

    /**
     * The tests: {@code creator_id, rule, subject, evidence, value, usual, difference, error, variance, p}.
     *
     * @param uses of {@link VideoContrasts#of}: a row per creator and tag, and one with an empty tag per creator
     */
    static Dataset<Row> of(Dataset<Row> uses) {
        Dataset<Row> clearest = broadcast(clearest(uses));
        Dataset<Row> others = uses.join(
                clearest.select(VideoContrasts.NICHE, CreatorAdvice.SUBJECT),
                new String[] {VideoContrasts.NICHE, CreatorAdvice.SUBJECT});
        return uses.filter(isTotal())
                .select(CreatorAdvice.CREATOR_ID, VideoContrasts.NICHE)
                .join(others.select(CreatorAdvice.CREATOR_ID), new String[] {CreatorAdvice.CREATOR_ID}, "left_anti")
                .join(clearest, VideoContrasts.NICHE)
                .withColumn(CreatorAdvice.RULE, lit(AdviceRule.UNDERSERVED.key()))
                .drop(VideoContrasts.NICHE);
    }

    private static Column isTotal() {
        return col(CreatorAdvice.SUBJECT).equalTo("");
    }

    /** {@code niche, subject, evidence, value, usual, difference, error, variance, p}. */
    private static Dataset<Row> clearest(Dataset<Row> uses) {
        WindowSpec niche = Window.partitionBy(VideoContrasts.NICHE);
        Dataset<Row> tags = uses.groupBy(VideoContrasts.NICHE, CreatorAdvice.SUBJECT)
                .agg(
                        count(VideoContrasts.DIFFERENCE).as(COMPARED),
                        ExactSum.of(col(VideoContrasts.DIFFERENCE)).as(SUM),
                        ExactSum.of(pow(col(VideoContrasts.DIFFERENCE), 2)).as(SQUARES),
                        sum(CreatorAdvice.EVIDENCE).as(VIDEOS),
                        sum(VideoContrasts.WANTED).as(VideoContrasts.WANTED));
        for (String total : List.of(VIDEOS, VideoContrasts.WANTED)) {
            tags = tags.withColumn(
                    total + NICHE, max(when(isTotal(), col(total))).over(niche));
        }
        Column n = col(COMPARED).cast("double");
        Column mean = col(SUM).divide(n);
        Column variance =
                greatest(col(SQUARES).minus(n.multiply(pow(mean, 2))).divide(n.minus(1)), lit(LEAST_VARIANCE));
        Column demand = col(VideoContrasts.WANTED).multiply(col(VIDEOS + NICHE));
        Column supply = col(VIDEOS).multiply(col(VideoContrasts.WANTED + NICHE));
        Dataset<Row> tested = tags.filter(col(COMPARED)
                        .geq(FEWEST_CREATORS)
                        .and(col(VIDEOS).multiply(MOST_OF_VIDEOS).leq(col(VIDEOS + NICHE)))
                        .and(demand.gt(supply)))
                .withColumn(VideoContrasts.DIFFERENCE, mean)
                .withColumn(VideoContrasts.VARIANCE, variance)
                .withColumn(VideoContrasts.ERROR, col(VideoContrasts.VARIANCE).divide(n));
        Column t = col(VideoContrasts.DIFFERENCE).divide(sqrt(col(VideoContrasts.ERROR)));
        Column alone = TailProbability.ofStudent(t, n.minus(1));
        return tested.withColumn(
                        CreatorAdvice.P, least(alone.multiply(count(lit(1)).over(niche)), lit(1.0)))
                .withColumn(
                        PLACE,
                        row_number()
                                .over(niche.orderBy(
                                        when(col(CreatorAdvice.P).leq(CLEAR), col(COMPARED))
                                                .otherwise(0L)
                                                .desc(),
                                        col(CreatorAdvice.P),
                                        col(CreatorAdvice.SUBJECT))))
                .filter(col(PLACE).equalTo(1))
                .select(
                        col(VideoContrasts.NICHE),
                        col(CreatorAdvice.SUBJECT),
                        col(COMPARED).as(CreatorAdvice.EVIDENCE),
                        col(VideoContrasts.DIFFERENCE).as(CreatorAdvice.VALUE),
                        lit(0.0).as(CreatorAdvice.USUAL),
                        col(VideoContrasts.DIFFERENCE),
                        col(VideoContrasts.ERROR),
                        col(VideoContrasts.VARIANCE),
                        col(CreatorAdvice.P));
    }
}
