package io.reelrank.engine.ranker;

import static org.apache.spark.sql.functions.col;

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
 * Fits MLlib's classifiers to the examples.
 *
 * <p>All examples are put into one partition, ordered by user and video. MLlib sums gradients and histograms in the
 * order in which partitions finish, so with several partitions the last digits, and with them the splits of trees,
 * would differ from run to run. The setting {@code max-examples} bounds the number of examples, at about 250 bytes
 * each.
 */
public final class RankerFit implements AutoCloseable {
    private static final String STANDARDIZED = "standardised";

    private final RankerSettings settings;
    private final Standardization standardization;
    private final Dataset<Row> standardised;
    private final Dataset<Row> sorted;

    /**
     * Standardises the examples and caches them until {@link #close}.
     *
     * @param settings the settings of the learners
     * @param examples rows of {@link RankerExamples#of}
     */
    public RankerFit(RankerSettings settings, Dataset<Row> examples) {
        this.settings = settings;
        this.sorted = examples.repartition(1)
                .sortWithinPartitions(EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX)
                .persist();
        StandardScalerModel scaler = new StandardScaler()
                .setInputCol(RankerExamples.FEATURES)
                .setOutputCol(STANDARDIZED)
                .setWithMean(true)
                .setWithStd(true)
                .fit(sorted);
        double[] deviations = scaler.std().toArray();
        for (int k = 0; k < deviations.length; k++) {
            deviations[k] = deviations[k] > 0 ? deviations[k] : 1;
        }
        this.standardization = new Standardization(scaler.mean().toArray(), deviations);
        this.standardised = scaler.transform(sorted)
                .select(STANDARDIZED, RankerExamples.LABEL)
                .persist();
    }

    /** The number of examples. */
    public long count() {
        return sorted.count();
    }

    /** The number of positive examples. */
    public long positives() {
        return sorted.filter(col(RankerExamples.LABEL).gt(0)).count();
    }

    /** Fits a learner. There must be positive and negative examples. */
    public Ranker fit(Learner learner) {
        return new Ranker(
                learner,
                standardization,
                switch (learner) {
                    case LOGISTIC -> logistic();
                    case BOOSTED -> boosted();
                    case PERCEPTRON -> perceptron();
                },
                settings.placeWeight());
    }

    private LearnedScore logistic() {
        LogisticRegressionModel model = new LogisticRegression()
                .setFeaturesCol(STANDARDIZED)
                .setRegParam(settings.logisticRegularization())
                .setMaxIter(settings.iterations())
                .fit(standardised);
        return new LinearScore(model.coefficients().toArray(), model.intercept());
    }

    private LearnedScore boosted() {
        GBTClassificationModel model = new GBTClassifier()
                .setFeaturesCol(STANDARDIZED)
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
                                IntStream.of(standardization.means().length),
                                settings.hidden().stream().mapToInt(nodes -> nodes)),
                        IntStream.of(2))
                .toArray();
        MultilayerPerceptronClassificationModel model = new MultilayerPerceptronClassifier()
                .setFeaturesCol(STANDARDIZED)
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
