package io.reelrank.engine.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;

import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.engine.EngineColumns;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.ml.optim.SingularMatrixException;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Implicit-feedback ALS by Spark's MLlib: minimises
 *
 * <pre>Σ_ui c_ui (p_ui − x_uᵀ y_i)² + λ (Σ_u n_u ‖x_u‖² + Σ_i n_i ‖y_i‖²),   c_ui = 1 + α |r_ui|,   p_ui = [r_ui > 0]</pre>
 *
 * (Hu, Koren, Volinsky 2008, equation 3, with λ scaled by the row's number n of positive ratings).
 *
 * <p>The result depends on the number of blocks, which is a setting, and on the order of the ratings in a block. So all
 * pairs of a user block are put into one partition, ordered by user and item. Then the factors are the same whatever
 * the partitions of the input are.
 */
final class MllibAls {
    private final ModelSettings settings;

    MllibAls(ModelSettings settings) {
        this.settings = settings;
    }

    /**
     * Trains.
     *
     * @param interactions {@code user_idx, video_idx, strength}; rows of strength 0 are ignored
     * @throws SettingsException if the regularization is too weak for so few ratings
     */
    Factors train(Dataset<Row> interactions) {
        Dataset<Row> some = interactions.filter(col(EngineColumns.STRENGTH).notEqual(0f));
        if (some.isEmpty()) {
            return untrained(some);
        }
        Dataset<Row> ratings = some.select(EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX, EngineColumns.STRENGTH)
                .repartition(settings.blocks(), pmod(col(EngineColumns.USER_IDX), lit(settings.blocks())))
                .sortWithinPartitions(EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX);
        ALSModel model = fitted(
                new ALS()
                        .setImplicitPrefs(true)
                        .setRank(settings.rank())
                        .setMaxIter(settings.iterations())
                        .setRegParam(settings.regularization())
                        .setAlpha(settings.alpha())
                        .setNumBlocks(settings.blocks())
                        .setSeed(settings.seed())
                        .setCheckpointInterval(settings.checkpointInterval())
                        .setUserCol(EngineColumns.USER_IDX)
                        .setItemCol(EngineColumns.VIDEO_IDX)
                        .setRatingCol(EngineColumns.STRENGTH),
                ratings);
        return new Factors(
                model.userFactors()
                        .select(
                                col("id").as(EngineColumns.USER_IDX),
                                col("features").as(EngineColumns.FACTORS)),
                model.itemFactors()
                        .select(
                                col("id").as(EngineColumns.VIDEO_IDX),
                                col("features").as(EngineColumns.FACTORS),
                                lit(Factors.BY_INTERACTIONS).as(EngineColumns.ORIGIN)),
                settings.rank());
    }

    private ALSModel fitted(ALS als, Dataset<Row> ratings) {
        try {
            return als.fit(ratings);
        } catch (Exception e) {
            // Exception, because Scala throws checked ones undeclared.
            if (isSingular(e)) {
                throw new SettingsException(
                        "MLlib's ALS finds no factors with regularization %s, because so few ratings leave its equations"
                                        .formatted(settings.regularization())
                                + " singular: raise it (model.regularization, or evaluation.mllib.regularization)",
                        e);
            }
            throw e;
        }
    }

    // Spark may give the error of a task as text alone.
    private static boolean isSingular(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause.toString().contains(SingularMatrixException.class.getSimpleName()));
    }

    /** The factors of nobody: MLlib refuses to train on no rating. */
    private Factors untrained(Dataset<Row> none) {
        Column factors = array().cast("array<float>").as(EngineColumns.FACTORS);
        return new Factors(
                none.select(col(EngineColumns.USER_IDX), factors),
                none.select(
                        col(EngineColumns.VIDEO_IDX),
                        factors,
                        lit(Factors.BY_INTERACTIONS).as(EngineColumns.ORIGIN)),
                settings.rank());
    }
}
