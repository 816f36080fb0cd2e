package io.reelrank.tuning;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.evaluation.Ranking;
import io.reelrank.settings.AblationSettings.Confidence;
import io.reelrank.settings.ModelSettings;
import io.reelrank.stage.ExactSum;
import io.reelrank.training.Factors;
import io.reelrank.training.ImplicitAls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains the same model on other strengths, and compares what it finds with what it finds trained on those that are set.
 *
 * <p>Two models are measured at a time, so that the memory is that of two, however many variants there are.
 */
final class Ablation {
    private final ModelSettings model;
    private final Confidence confidence;
    private final Dataset<Row> videos;
    private final HeldOut heldOut;
    private final Mass mass;
    private final Factors factors;
    private final Ranking ranking;

    /**
     * Trains on the strengths that are set.
     *
     * @param model of training
     * @param confidence with which α the others are trained
     * @param asSet {@code user_idx, video_idx, strength}
     * @param videos rows of {@code video_features}
     * @param heldOut what measures
     */
    Ablation(ModelSettings model, Confidence confidence, Dataset<Row> asSet, Dataset<Row> videos, HeldOut heldOut) {
        this.model = model;
        this.confidence = confidence;
        this.videos = videos;
        this.heldOut = heldOut;
        this.mass = Mass.of(asSet);
        Factors trained = new ImplicitAls(model, videos).train(asSet);
        this.factors = new Factors(trained.users().persist(), trained.videos(), trained.rank());
        this.ranking = heldOut.blended(heldOut.ranking(0, factors), model.popularityWeight());
    }

    /**
     * How much strength there is.
     *
     * @param pairs those of a strength other than 0
     * @param mean of their |strength|
     */
    record Mass(long pairs, double mean) {
        static Mass of(Dataset<Row> strengths) {
            Row sums = strengths
                    .filter(col("strength").notEqual(0f))
                    .agg(count(lit(1)), ExactSum.of(abs(col("strength")).cast("double")))
                    .head();
            return new Mass(sums.getLong(0), sums.getLong(0) == 0 ? 0 : sums.getDouble(1) / sums.getLong(0));
        }
    }

    /**
     * What training on some strengths found.
     *
     * @param mass of the strengths
     * @param alpha α of training
     * @param rows of {@link HeldOut#measured}, those of the model alone, with their differences to the one that is set
     */
    record Finding(Mass mass, double alpha, List<Row> rows) {}

    /** What the strengths that are set find. */
    Finding asSet() {
        return new Finding(mass, model.alpha(), heldOut.measured(Map.of("as set", ranking), List.of(factors)));
    }

    /** What other strengths find. */
    Finding of(Dataset<Row> strengths) {
        Mass own = Mass.of(strengths);
        double alpha = confidence == Confidence.FIXED || own.mean() == 0
                ? model.alpha()
                : model.alpha() * mass.mean() / own.mean();
        Factors trained = new ImplicitAls(model.with("alpha", alpha), videos).train(strengths);
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put("as set", ranking);
        rankings.put("other", heldOut.blended(heldOut.ranking(1, trained), model.popularityWeight()));
        List<Row> rows = heldOut.measured(rankings, List.of(factors, trained)).stream()
                .filter(row -> row.getAs("model").equals("other"))
                .toList();
        return new Finding(own, alpha, rows);
    }
}
