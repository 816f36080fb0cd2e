package io.reelrank.engine.ranker;

import io.reelrank.core.settings.RankerSettings.Learner;
import io.reelrank.engine.scoring.RankedItems;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A fitted ranker: it orders candidates by learned log odds − w · log(1 + place), where place is the candidate's place
 * in the served order. Immutable; meant to be broadcast.
 */
public final class Ranker implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String LEARNER = "learner";
    private static final String PART = "part";
    private static final String NUMBERS = "numbers";
    private static final StructType PARTS = new StructType()
            .add(LEARNER, "string")
            .add(PART, "string")
            .add(NUMBERS, DataTypes.createArrayType(DataTypes.DoubleType, false));

    // Names of the parts that every learner has.
    private static final String MEANS = "means";
    private static final String DEVIATIONS = "deviations";
    private static final String PLACE_WEIGHT = "place-weight";

    private final Learner learner;
    private final Standardization standardization;
    private final LearnedScore model;
    private final double placeWeight;

    Ranker(Learner learner, Standardization standardization, LearnedScore model, double placeWeight) {
        this.learner = learner;
        this.standardization = standardization;
        this.model = model;
        this.placeWeight = placeWeight;
    }

    /**
     * Rebuilds a ranker from the rows of {@link #parts}.
     *
     * @param rows {@code learner, part, numbers} of one learner
     * @throws IllegalArgumentException if it was fitted with another number of features
     */
    public static Ranker of(List<Row> rows) {
        Map<String, double[]> parts = new HashMap<>();
        rows.forEach(row -> parts.put(
                row.getAs(PART),
                row.<Double>getList(row.fieldIndex(NUMBERS)).stream()
                        .mapToDouble(number -> number)
                        .toArray()));
        Standardization standardization = new Standardization(parts.get(MEANS), parts.get(DEVIATIONS));
        if (standardization.means().length != RankerFeature.count()) {
            throw new IllegalArgumentException("illegal ranker: learned from %d features, must be %d"
                    .formatted(standardization.means().length, RankerFeature.count()));
        }
        Learner learner = Arrays.stream(Learner.values())
                .filter(known -> known.label().equals(rows.get(0).<String>getAs(LEARNER)))
                .findFirst()
                .orElseThrow();
        return new Ranker(
                learner,
                standardization,
                switch (learner) {
                    case LOGISTIC -> LinearScore.of(parts);
                    case BOOSTED -> TreeScore.of(parts);
                    case PERCEPTRON -> PerceptronScore.of(parts);
                },
                parts.get(PLACE_WEIGHT)[0]);
    }

    /** The ranker as rows {@code learner, part, numbers}, which {@link #of} reads. */
    public Dataset<Row> parts(SparkSession spark) {
        Map<String, double[]> parts = new TreeMap<>(model.parts());
        parts.put(MEANS, standardization.means());
        parts.put(DEVIATIONS, standardization.deviations());
        parts.put(PLACE_WEIGHT, new double[] {placeWeight});
        return spark.createDataFrame(
                parts.entrySet().stream()
                        .map(part -> RowFactory.create(
                                learner.label(),
                                part.getKey(),
                                Arrays.stream(part.getValue()).boxed().toArray(Double[]::new)))
                        .toList(),
                PARTS);
    }

    /** The kind of model. */
    public Learner learner() {
        return learner;
    }

    /**
     * A user's candidates in the learned order; candidates with equal scores keep their served order.
     *
     * @param snapshot the candidates and their features
     * @param user the user to rank for
     */
    public LearnedOrder ranked(CandidateSnapshot snapshot, UserContext user) {
        return ranked(snapshot.shortlist(user));
    }

    LearnedOrder ranked(Shortlist list) {
        double[] scores =
                Arrays.stream(list.features()).mapToDouble(this::score).toArray();
        int[] order = Shortlist.order(scores);
        int[] videos = new int[order.length];
        float[] learned = new float[order.length];
        float[] served = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            videos[i] = list.videos()[order[i]];
            learned[i] = (float) scores[order[i]];
            served[i] = list.served()[order[i]];
        }
        return new LearnedOrder(new RankedItems(videos, learned), served);
    }

    /** The score that a candidate with these features is ordered by. */
    double score(double[] features) {
        return model.of(standardization.of(features)) - placeWeight * features[RankerFeature.PLACE.position()];
    }
}
