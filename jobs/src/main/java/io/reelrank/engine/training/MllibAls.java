package io.reelrank.engine.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;

import io.reelrank.core.settings.ModelSettings;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Implicit-feedback ALS by Spark's MLlib: minimises
 *
 * <pre>Σ_ui c_ui (p_ui − x_uᵀ y_i)² + λ (Σ_u n_u ‖x_u‖² + Σ_i n_i ‖y_i‖²),   c_ui = 1 + α |r_ui|,   p_ui = [r_ui > 0]</pre>
 *
 * (Hu, Koren, Volinsky 2008, equation 3, with λ scaled by the row's number n of positive ratings).
 *
 * <p>The result depends on the number of blocks, which is a setting, and on the order in which a block's ratings
 * arrive. So every pair of a user block and an item block is put into one partition, in the order of user and item: the
 * factors are the same whatever the partitions before.
 */
final class MllibAls {
    private final ModelSettings settings;

    MllibAls(ModelSettings settings) {
        this.settings = settings;
    }

    /**
     * Trains.
     *
     * @param interactions {@code user_idx, video_idx, strength}; rows of strength 0 say nothing and are left out
     */
    Factors train(Dataset<Row> interactions) {
        Dataset<Row> ratings = interactions
                .filter(col("strength").notEqual(0f))
                .select("user_idx", "video_idx", "strength")
                .repartition(settings.blocks(), pmod(col("user_idx"), lit(settings.blocks())))
                .sortWithinPartitions("user_idx", "video_idx");
        ALSModel model = new ALS()
                .setImplicitPrefs(true)
                .setRank(settings.rank())
                .setMaxIter(settings.iterations())
                .setRegParam(settings.regularization())
                .setAlpha(settings.alpha())
                .setNumBlocks(settings.blocks())
                .setSeed(settings.seed())
                .setCheckpointInterval(settings.checkpointInterval())
                .setUserCol("user_idx")
                .setItemCol("video_idx")
                .setRatingCol("strength")
                .fit(ratings);
        return new Factors(
                model.userFactors()
                        .select(col("id").as("user_idx"), col("features").as("factors")),
                model.itemFactors()
                        .select(
                                col("id").as("video_idx"),
                                col("features").as("factors"),
                                lit(Factors.BY_INTERACTIONS).as("origin")),
                settings.rank());
    }
}
