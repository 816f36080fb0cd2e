package io.reelrank.workbench.tuning;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.settings.AblationSettings.Confidence;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.tables.AblationResults;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.reduce.ExactSum;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.ImplicitAls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains the same model on other strengths, and compares what it finds with what it finds trained on those that are
 * set.
 *
 * <p>Two models are measured at a time, so that the memory is that of two, however many variants there are.
 */
final class StrengthAblation {
    private static final String OTHER = "other";

    private final ModelSettings model;
    private final Confidence confidence;
    private final HeldOutUsers heldOut;
    private final Mass mass;
    private Trained trained;

    /**
     * @param model of training
     * @param confidence with which α the others are trained
     * @param heldOut the strengths as they are set, and what measures
     */
    StrengthAblation(ModelSettings model, Confidence confidence, HeldOutUsers heldOut) {
        this.model = model;
        this.confidence = confidence;
        this.heldOut = heldOut;
        this.mass = Mass.of(heldOut.training());
    }

    private record Trained(Factors factors, Ranking ranking) {}

    /**
     * How much strength there is.
     *
     * @param pairs those of a strength other than 0
     * @param mean of their |strength|
     * @param digest of these pairs and their strengths, in whatever order
     */
    record Mass(long pairs, double mean, long digest) {
        static Mass of(Dataset<Row> strengths) {
            Row sums = strengths
                    .filter(col("strength").notEqual(0f))
                    .agg(
                            count(lit(1)),
                            ExactSum.of(abs(col("strength")).cast("double")),
                            coalesce(
                                    bit_xor(xxhash64(
                                            col(UserIndex.USER_IDX), col(VideoIndex.VIDEO_IDX), col("strength"))),
                                    lit(0L)))
                    .head();
            long pairs = sums.getLong(0);
            return new Mass(pairs, pairs == 0 ? 0 : sums.getDouble(1) / pairs, sums.getLong(2));
        }
    }

    /**
     * A metric over all users.
     *
     * @param metric such as recall@50
     * @param value the mean
     * @param low its 95% interval's lower end
     * @param high the upper end
     * @param users the test's
     * @param difference the value less that of the strengths that are set, by users in pairs; null for these themselves
     * @param differenceLow its 95% interval's lower end
     * @param differenceHigh the upper end
     * @param p the chance of such a difference, either way, were there none
     */
    record VariantFigure(
            String metric,
            double value,
            double low,
            double high,
            long users,
            Double difference,
            Double differenceLow,
            Double differenceHigh,
            Double p) {
        static VariantFigure of(Row row) {
            return new VariantFigure(
                    row.getAs(AblationResults.METRIC),
                    row.getAs(AblationResults.VALUE),
                    row.getAs(AblationResults.LOW),
                    row.getAs(AblationResults.HIGH),
                    row.getAs(AblationResults.USERS),
                    row.getAs(AblationResults.DIFFERENCE),
                    row.getAs(AblationResults.DIFFERENCE_LOW),
                    row.getAs(AblationResults.DIFFERENCE_HIGH),
                    row.getAs(AblationResults.P));
        }
    }

    /**
     * What training on some strengths found.
     *
     * @param mass of the strengths
     * @param alpha α of training
     * @param figures a metric each
     */
    record Finding(Mass mass, double alpha, List<VariantFigure> figures) {
        /** Copies the figures. */
        Finding {
            figures = List.copyOf(figures);
        }
    }

    /** How much strength there is as it is set. */
    Mass mass() {
        return mass;
    }

    /** What the strengths that are set find. */
    Finding found() {
        List<Row> rows = heldOut.measured(
                Map.of(AblationResults.AS_SET, trained().ranking()),
                List.of(trained().factors()));
        return new Finding(
                mass, model.alpha(), rows.stream().map(VariantFigure::of).toList());
    }

    /**
     * What other strengths find.
     *
     * @param strengths {@code user_idx, video_idx, strength}, some other than 0
     * @param own how much strength there is
     */
    Finding found(Dataset<Row> strengths, Mass own) {
        double alpha = confidence == Confidence.FIXED ? model.alpha() : model.alpha() * mass.mean() / own.mean();
        Factors other = new ImplicitAls(model.with("alpha", alpha), heldOut.videos()).train(strengths);
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put(AblationResults.AS_SET, trained().ranking());
        rankings.put(OTHER, heldOut.blended(heldOut.ranking(1, other), model.popularityWeight()));
        List<Row> rows = heldOut.measured(rankings, List.of(trained().factors(), other));
        return new Finding(
                own,
                alpha,
                rows.stream()
                        .filter(row -> row.getAs("model").equals(OTHER))
                        .map(VariantFigure::of)
                        .toList());
    }

    /** The model of the strengths that are set, trained when first asked for: all may be known already. */
    private Trained trained() {
        if (trained == null) {
            Factors factors = new ImplicitAls(model, heldOut.videos()).train(heldOut.training());
            Factors kept = new Factors(factors.users().persist(), factors.videos(), factors.rank());
            trained = new Trained(kept, heldOut.blended(heldOut.ranking(0, kept), model.popularityWeight()));
        }
        return trained;
    }
}
