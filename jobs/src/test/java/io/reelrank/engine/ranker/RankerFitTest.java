package io.reelrank.engine.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.RankerSettings.Learner;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The positives of the examples are young videos with a high pull, whatever the model's score: a signal that no factor
 * holds. The features of the model are noise.
 */
class RankerFitTest extends SparkTest {
    private static final int USERS = 150;
    private static final int CANDIDATES = 10;

    @ParameterizedTest
    @EnumSource
    void everyLearnerFindsASignalThatIsNotInTheModel(Learner learner) {
        try (RankerFit rankerFit = new RankerFit(SmallSnapshot.settings(0), examples(3))) {
            assertThat(rankerFit.count()).isEqualTo(USERS * CANDIDATES);
            Ranker ranker = rankerFit.fit(learner);
            double[] best = features(0.5, 0.0);
            assertThat(ranker.score(best)).isGreaterThan(ranker.score(features(-0.5, 0.0)) + 1);
            assertThat(ranker.score(best)).isGreaterThan(ranker.score(features(0.5, 4.0)) + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNumberOfPartitionsChangesNothing(Learner learner) {
        List<List<String>> parts = new ArrayList<>();
        for (int partitions : new int[] {1, 7}) {
            try (RankerFit rankerFit = new RankerFit(SmallSnapshot.settings(0), examples(partitions))) {
                parts.add(Frames.lines(rankerFit.fit(learner).parts(spark())));
            }
        }
        assertThat(parts.get(1)).isEqualTo(parts.get(0));
    }

    private static Dataset<Row> examples(int partitions) {
        Random random = new Random(5);
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            for (int video = 0; video < CANDIDATES; video++) {
                double pull = random.nextGaussian() / 3;
                double age = 4 * random.nextDouble();
                double odds = 6 * pull - age + 1;
                double[] features = features(pull, age);
                features[RankerFeature.TASTE.position()] = random.nextGaussian();
                features[RankerFeature.PLACE.position()] = Math.log1p(video);
                double label = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
                rows.add(RowFactory.create(user, video, label, Vectors.dense(features)));
            }
        }
        return spark().createDataFrame(rows, RankerExamples.SCHEMA).repartition(partitions);
    }

    private static double[] features(double pull, double age) {
        double[] features = new double[RankerFeature.count()];
        features[RankerFeature.PULL.position()] = pull;
        features[RankerFeature.AGE.position()] = age;
        return features;
    }
}
