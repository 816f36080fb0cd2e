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
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.engine.EngineColumns;
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
 * Trains the same model on the strengths of variants and compares it with the baseline: the model trained on the
 * strengths of the current settings.
 *
 * <p>Two models are evaluated at a time, so the memory does not grow with the number of variants.
 */
final class StrengthAblation {
    private static final String VARIANT = "other";

    private final ModelSettings model;
    private final Confidence confidence;
    private final HeldOutUsers heldOut;
    private final Mass baselineMass;
    private Baseline baseline;

    /**
     * @param model the settings of training
     * @param confidence the α that variants are trained with
     * @param heldOut the strengths of the current settings, and the evaluated users
     */
    StrengthAblation(ModelSettings model, Confidence confidence, HeldOutUsers heldOut) {
        this.model = model;
        this.confidence = confidence;
        this.heldOut = heldOut;
        this.baselineMass = Mass.of(heldOut.training());
    }

    private record Baseline(Factors factors, Ranking ranking) {}

    /**
     * The strengths that a model is trained on, in short.
     *
     * @param pairs the number of pairs whose strength is not 0
     * @param mean the mean |strength| of these
     * @param digest a digest of these pairs and their strengths; their order does not matter
     */
    record Mass(long pairs, double mean, long digest) {
        static Mass of(Dataset<Row> strengths) {
            Row sums = strengths
                    .filter(col(EngineColumns.STRENGTH).notEqual(0f))
                    .agg(
                            count(lit(1)),
                            ExactSum.of(abs(col(EngineColumns.STRENGTH)).cast("double")),
                            coalesce(
                                    bit_xor(xxhash64(
                                            col(EngineColumns.USER_IDX),
                                            col(EngineColumns.VIDEO_IDX),
                                            col(EngineColumns.STRENGTH))),
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
     * @param low the lower end of the 95% interval
     * @param high the upper end
     * @param users the number of evaluated users
     * @param difference the value minus the baseline's, paired by user; null for the baseline
     * @param differenceLow the lower end of its 95% interval
     * @param differenceHigh the upper end
     * @param p the two-sided p-value of the difference
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
     * The accuracy of a model.
     *
     * @param mass the strengths it was trained on
     * @param alpha α of training
     * @param figures one for each metric
     */
    record Finding(Mass mass, double alpha, List<VariantFigure> figures) {
        /** Copies the figures. */
        Finding {
            figures = List.copyOf(figures);
        }
    }

    /** The strengths of the current settings. */
    Mass mass() {
        return baselineMass;
    }

    /** The accuracy of the baseline. */
    Finding baseline() {
        List<Row> rows = heldOut.measured(
                Map.of(AblationResults.AS_SET, trainedBaseline().ranking()),
                Map.of(AblationResults.AS_SET, trainedBaseline().factors()));
        return new Finding(
                baselineMass,
                model.alpha(),
                rows.stream().map(VariantFigure::of).toList());
    }

    /**
     * The accuracy of a model that is trained on other strengths.
     *
     * @param strengths {@code user_idx, video_idx, strength}, not all of them 0
     * @param mass these strengths, in short
     */
    Finding variant(Dataset<Row> strengths, Mass mass) {
        double alpha =
                confidence == Confidence.FIXED ? model.alpha() : model.alpha() * baselineMass.mean() / mass.mean();
        Factors factors = new ImplicitAls(model.with("alpha", alpha), heldOut.videos()).train(strengths);
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put(AblationResults.AS_SET, trainedBaseline().ranking());
        rankings.put(VARIANT, heldOut.blended(heldOut.ranking(VARIANT, factors), model.popularityWeight()));
        List<Row> rows = heldOut.measured(
                rankings, Map.of(AblationResults.AS_SET, trainedBaseline().factors(), VARIANT, factors));
        return new Finding(
                mass,
                alpha,
                rows.stream()
                        .filter(row -> row.getAs(ModelQuality.MODEL).equals(VARIANT))
                        .map(VariantFigure::of)
                        .toList());
    }

    /** Trains the baseline on its first use: the journal may have all findings already. */
    private Baseline trainedBaseline() {
        if (baseline == null) {
            Factors factors = new ImplicitAls(model, heldOut.videos()).train(heldOut.training());
            Factors cached = new Factors(factors.users().persist(), factors.videos(), factors.rank());
            baseline = new Baseline(
                    cached, heldOut.blended(heldOut.ranking(AblationResults.AS_SET, cached), model.popularityWeight()));
        }
        return baseline;
    }
}
