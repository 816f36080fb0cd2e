package io.reelrank.engine.ranker;

import io.reelrank.core.settings.RankerSettings;
import io.reelrank.core.settings.RankerSettings.Learner;
import io.reelrank.engine.EngineColumns;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Fits MLlib's classifiers to examples.
 *
 * <p>MLlib adds gradients and histograms in the order in which partitions finish, so the last digits differ from run to
 * run, and with them a tree's splits. So all examples are put into one partition, in the order of user and video: the
 * same ranker whatever the partitions before. Their number is bounded by {@code max-examples}, about 250 bytes each.
 */
public final class RankerFit implements AutoCloseable {
    private final RankerSettings settings;
    private final Standardization scale;
    private final Dataset<Row> standardised;
    private final Dataset<Row> sorted;

    /**
     * Standardises the examples.
     *
     * @param settings of the learners
     * @param examples rows of {@link RankerExamples#of}
     */
    public RankerFit(RankerSettings settings, Dataset<Row> examples) {
        this.settings = settings;
        this.sorted = examples.repartition(1)
                .sortWithinPartitions(EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX)
                .persist();
        StandardScalerModel scaler = new StandardScaler()
                .setInputCol("features")
                .setOutputCol("standardised")
                .setWithMean(true)
                .setWithStd(true)
                .fit(sorted);
        double[] deviations = scaler.std().toArray();
        for (int k = 0; k < deviations.length; k++) {
            deviations[k] = deviations[k] > 0 ? deviations[k] : 1;
        }
        this.scale = new Standardization(scaler.mean().toArray(), deviations);
        this.standardised =
                scaler.transform(sorted).select("standardised", "label").persist();
    }

    /** How many examples there are. */
    public long count() {
        return sorted.count();
    }

    /** How many of them were wanted. */
    public long wanted() {
        return sorted.filter("label > 0").count();
    }

    /** What a learner makes of the examples, of which there must be some that were wanted and some that were not. */
    public Ranker fit(Learner learner) {
        return new Ranker(
                learner,
                scale,
                switch (learner) {
                    case LOGISTIC -> logistic();
                    case BOOSTED -> boosted();
                    case PERCEPTRON -> perceptron();
                },
                settings.placeWeight());
    }

    private LearnedScore logistic() {
        LogisticRegressionModel model = new LogisticRegression()
                .setFeaturesCol("standardised")
                .setRegParam(settings.logisticRegularization())
                .setMaxIter(settings.iterations())
                .fit(standardised);
        return new LinearScore(model.coefficients().toArray(), model.intercept());
    }

    private LearnedScore boosted() {
        GBTClassificationModel model = new GBTClassifier()
                .setFeaturesCol("standardised")
                .setMaxIter(settings.trees())
                .setMaxDepth(settings.depth())
                .setStepSize(settings.step())
                .setSeed(settings.seed())
                .fit(standardised);
        return TreeScore.of(model.trees(), model.treeWeights());
    }

    private LearnedScore perceptron() {
        int[] layers = IntStream.concat(
                        IntStream.concat(
                                IntStream.of(scale.means().length),
                                settings.hidden().stream().mapToInt(nodes -> nodes)),
                        IntStream.of(2))
                .toArray();
        MultilayerPerceptronClassificationModel model = new MultilayerPerceptronClassifier()
                .setFeaturesCol("standardised")
                .setLayers(layers)
                .setMaxIter(settings.iterations())
                .setSeed(settings.seed())
                .fit(standardised);
        return new PerceptronScore(layers, model.weights().toArray());
    }

    @Override
    public void close() {
        standardised.unpersist();
        sorted.unpersist();
    }
}
