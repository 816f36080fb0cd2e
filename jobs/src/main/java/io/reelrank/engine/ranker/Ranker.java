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
 * A learned order of candidates: by the learned log odds less w · log(1 + place), the place being that in the served
 * order. To be broadcast.
 */
public final class Ranker implements Serializable {
    private static final long serialVersionUID = 1;

    private static final StructType PART = new StructType()
            .add("learner", "string")
            .add("part", "string")
            .add("numbers", DataTypes.createArrayType(DataTypes.DoubleType, false));

    private final Learner learner;
    private final Standardization scale;
    private final LearnedScore scoring;
    private final double placeWeight;

    Ranker(Learner learner, Standardization scale, LearnedScore scoring, double placeWeight) {
        this.placeWeight = placeWeight;
        this.learner = learner;
        this.scale = scale;
        this.scoring = scoring;
    }

    /**
     * The ranker that {@link #parts} wrote.
     *
     * @param rows {@code learner, part, numbers} of one learner
     * @throws IllegalArgumentException if the features it was learned from are not those of now
     */
    public static Ranker of(List<Row> rows) {
        Map<String, double[]> parts = new HashMap<>();
        rows.forEach(row -> parts.put(
                row.getAs("part"),
                row.<Double>getList(row.fieldIndex("numbers")).stream()
                        .mapToDouble(number -> number)
                        .toArray()));
        Standardization scale = new Standardization(parts.get("means"), parts.get("deviations"));
        if (scale.means().length != RankerFeature.count()) {
            throw new IllegalArgumentException("illegal ranker: learned from %d features, must be %d"
                    .formatted(scale.means().length, RankerFeature.count()));
        }
        Learner learner = Arrays.stream(Learner.values())
                .filter(known -> known.label().equals(rows.get(0).<String>getAs("learner")))
                .findFirst()
                .orElseThrow();
        return new Ranker(
                learner,
                scale,
                switch (learner) {
                    case LOGISTIC -> LinearScore.of(parts);
                    case BOOSTED -> TreeScore.of(parts);
                    case PERCEPTRON -> PerceptronScore.of(parts);
                },
                parts.get("place-weight")[0]);
    }

    /** {@code learner, part, numbers}: what {@link #of} reads. */
    public Dataset<Row> parts(SparkSession spark) {
        Map<String, double[]> parts = new TreeMap<>(scoring.parts());
        parts.put("means", scale.means());
        parts.put("deviations", scale.deviations());
        parts.put("place-weight", new double[] {placeWeight});
        return spark.createDataFrame(
                parts.entrySet().stream()
                        .map(part -> RowFactory.create(
                                learner.label(),
                                part.getKey(),
                                Arrays.stream(part.getValue()).boxed().toArray(Double[]::new)))
                        .toList(),
                PART);
    }

    /** Who learned it. */
    public Learner learner() {
        return learner;
    }

    /**
     * A user's candidates in the learned order; of equal scores the one that was first stays first.
     *
     * @param moment which the candidates are, and what is known of them
     * @param person whose
     */
    public LearnedOrder ranked(CandidateSnapshot moment, UserContext person) {
        return ranked(moment.shortlist(person));
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

    /** What a pair with these features is ordered by. */
    double score(double[] features) {
        return scoring.of(scale.of(features)) - placeWeight * features[RankerFeature.PLACE.position()];
    }
}
