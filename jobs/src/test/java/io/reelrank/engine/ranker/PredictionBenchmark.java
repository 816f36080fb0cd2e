package io.reelrank.engine.ranker;

import io.reelrank.core.settings.RankerSettings;
import io.reelrank.core.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Nanoseconds a prediction on one thread: MLlib's {@code predictRaw} against this package's scores, of the same models
 * with the default settings. The best of several rounds that alternate between both. It also counts how many
 * predictions are wrong when two threads share a model, as two tasks of an executor share a broadcast value. Not a
 * test: nothing runs it by itself. From the root of the project:
 *
 * <pre>
 * mvn -q test-compile
 * mvn -q -pl jobs dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
 *     --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
 *     --add-opens=java.base/java.lang.invoke=ALL-UNNAMED \
 *     -cp jobs/target/test-classes:jobs/target/classes:$(cat jobs/target/classpath) \
 *     io.reelrank.engine.ranker.PredictionBenchmark
 * </pre>
 */
final class PredictionBenchmark {
    private static final int EXAMPLES = 20_000;
    private static final int ROUNDS = 30;
    private static final long ROUND_NANOS = 100_000_000L;

    private PredictionBenchmark() {}

    public static void main(String[] args) throws Exception {
        RankerSettings settings = Settings.load(Optional.empty(), List.of()).ranker();
        double[][] features = features();
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .getOrCreate()) {
            Dataset<Row> examples = examples(spark, features);
            LogisticRegressionModel logistic = new LogisticRegression()
                    .setRegParam(settings.logisticRegularization())
                    .setMaxIter(settings.iterations())
                    .fit(examples);
            compare(
                    "logistic",
                    features,
                    new LinearScore(logistic.coefficients().toArray(), logistic.intercept()),
                    x -> logistic.predictRaw(Vectors.dense(x)).apply(1));
            GBTClassificationModel boosted = new GBTClassifier()
                    .setMaxIter(settings.trees())
                    .setMaxDepth(settings.depth())
                    .setStepSize(settings.step())
                    .setSeed(settings.seed())
                    .fit(examples);
            compare(
                    "boosted",
                    features,
                    TreeScore.of(boosted.trees(), boosted.treeWeights()),
                    x -> 2 * boosted.predictRaw(Vectors.dense(x)).apply(1));
            int[] layers = IntStream.concat(
                            IntStream.of(RankerFeature.count()),
                            IntStream.concat(settings.hidden().stream().mapToInt(nodes -> nodes), IntStream.of(2)))
                    .toArray();
            MultilayerPerceptronClassificationModel perceptron = new MultilayerPerceptronClassifier()
                    .setLayers(layers)
                    .setMaxIter(settings.iterations())
                    .setSeed(settings.seed())
                    .fit(examples);
            compare(
                    "perceptron",
                    features,
                    new PerceptronScore(layers, perceptron.weights().toArray()),
                    x -> {
                        Vector raw = perceptron.predictRaw(Vectors.dense(x));
                        return raw.apply(1) - raw.apply(0);
                    });
        }
    }

    private static void compare(
            String learner, double[][] features, LearnedScore score, ToDoubleFunction<double[]> predictRaw)
            throws ExecutionException, InterruptedException {
        double[] expected = Arrays.stream(features).mapToDouble(score::of).toArray();
        double difference = 0;
        for (int i = 0; i < features.length; i++) {
            difference = Math.max(difference, Math.abs(predictRaw.applyAsDouble(features[i]) - expected[i]));
        }
        double ours = Double.MAX_VALUE;
        double theirs = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            ours = Math.min(ours, nanos(features, score::of));
            theirs = Math.min(theirs, nanos(features, predictRaw));
        }
        System.out.printf(
                Locale.ROOT,
                "%s: ours %.1f ns, predictRaw %.1f ns, ratio %.2f; largest difference %.1e; wrong on two threads:"
                        + " ours %d, predictRaw %d of %d%n",
                learner,
                ours,
                theirs,
                theirs / ours,
                difference,
                wrongOnTwoThreads(features, score::of, expected),
                wrongOnTwoThreads(features, predictRaw, expected),
                2 * features.length);
    }

    private static double nanos(double[][] features, ToDoubleFunction<double[]> score) {
        double sum = 0;
        long count = 0;
        long start = System.nanoTime();
        long spent;
        do {
            for (double[] x : features) {
                sum += score.applyAsDouble(x);
            }
            count += features.length;
            spent = System.nanoTime() - start;
        } while (spent < ROUND_NANOS);
        // The sum is used, so that nothing of it is optimised away.
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("a score is not a number");
        }
        return (double) spent / count;
    }

    private static int wrongOnTwoThreads(double[][] features, ToDoubleFunction<double[]> score, double[] expected)
            throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                int first = thread * features.length / 2;
                counts.add(threads.submit(() -> {
                    int wrong = 0;
                    for (int i = 0; i < features.length; i++) {
                        int at = (first + i) % features.length;
                        wrong += Math.abs(score.applyAsDouble(features[at]) - expected[at]) > 1e-6 ? 1 : 0;
                    }
                    return wrong;
                }));
            }
            int wrong = 0;
            for (Future<Integer> count : counts) {
                wrong += count.get();
            }
            return wrong;
        } finally {
            threads.shutdownNow();
        }
    }

    private static double[][] features() {
        Random random = new Random(1);
        double[][] features = new double[EXAMPLES][RankerFeature.count()];
        for (double[] x : features) {
            Arrays.setAll(x, k -> random.nextGaussian());
        }
        return features;
    }

    private static Dataset<Row> examples(SparkSession spark, double[][] features) {
        Random random = new Random(2);
        List<Row> rows = new ArrayList<>();
        for (double[] x : features) {
            double odds = x[0] - x[1] * x[2] + Math.abs(x[3]);
            double label = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
            rows.add(RowFactory.create(label, Vectors.dense(x)));
        }
        return spark.createDataFrame(
                        rows, new StructType().add("label", "double").add("features", SQLDataTypes.VectorType()))
                .coalesce(1)
                .cache();
    }
}
