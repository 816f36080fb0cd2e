package io.reelrank.engine.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.ModelSettings;
import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.als.FeaturePrior;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Turns what is known of videos into numbered features: each tag and word, the category, the creator and the length, as
 * far as the settings name them. Only features of enough trained videos count; the most frequent has the lowest number.
 */
final class PriorFeatures {
    private static final String TERMS = "terms";
    private static final String TERM = "term";
    private static final String VIDEOS = "videos";

    private PriorFeatures() {}

    /**
     * The prior of the videos' factors by their features.
     *
     * @param videos rows of {@code video_features}
     * @param interactions {@code video_idx, strength}
     * @param settings which features count, and how frequent they must be
     * @param ridge μ
     * @return empty where no feature is frequent enough
     */
    static Optional<FeaturePrior> of(
            Dataset<Row> videos, Dataset<Row> interactions, ModelSettings.PriorSettings settings, double ridge) {
        Dataset<Row> described =
                videos.select(col(EngineColumns.VIDEO_IDX), terms(settings.of()).as(TERMS));
        Map<String, Integer> numbers = numbers(described, interactions, settings);
        return numbers.isEmpty()
                ? Optional.empty()
                : Optional.of(new FeaturePrior(numbered(described, numbers), numbers.size(), ridge));
    }

    /** The names of a video's features as texts, such as {@code tag cats}. */
    private static Column terms(List<String> of) {
        Map<String, Column> known = Map.of(
                "tags", transform(col("tags"), tag -> concat(lit("tag "), tag)),
                "words", transform(col("words"), word -> concat(lit("word "), word)),
                "category", some(concat(lit("category "), col("category"))),
                "creator", some(when(col("creator_id").notEqual(""), concat(lit("creator "), col("creator_id")))),
                "length",
                        some(when(
                                col("duration_bucket").notEqual("unknown"),
                                concat(lit("length "), col("duration_bucket")))));
        return of.stream().map(known::get).reduce(functions::array_union).orElseThrow();
    }

    /** An array of one term; of none where it is null. */
    private static Column some(Column term) {
        return array_compact(array(term));
    }

    private static Map<String, Integer> numbers(
            Dataset<Row> described, Dataset<Row> interactions, ModelSettings.PriorSettings settings) {
        Dataset<Row> trained =
                interactions.filter(col(EngineColumns.STRENGTH).notEqual(0f)).select(EngineColumns.VIDEO_IDX);
        List<Row> frequent = described
                .join(trained, new String[] {EngineColumns.VIDEO_IDX}, "left_semi")
                .select(explode(col(TERMS)).as(TERM))
                .groupBy(TERM)
                .agg(count(lit(1)).as(VIDEOS))
                .filter(col(VIDEOS).geq(settings.minVideos()))
                .orderBy(col(VIDEOS).desc(), col(TERM))
                .limit(settings.maxFeatures())
                .collectAsList();
        Map<String, Integer> numbers = new HashMap<>();
        frequent.forEach(row -> numbers.put(row.getString(0), numbers.size()));
        return numbers;
    }

    private static Dataset<Row> numbered(Dataset<Row> described, Map<String, Integer> numbers) {
        Broadcast<Map<String, Integer>> shared = JavaSparkContext.fromSparkContext(
                        described.sparkSession().sparkContext())
                .broadcast(numbers);
        JavaRDD<Row> rows = described.javaRDD().map(video -> {
            Map<String, Integer> known = shared.value();
            return RowFactory.create(
                    video.getInt(0),
                    video.<String>getList(1).stream()
                            .filter(known::containsKey)
                            .map(known::get)
                            .sorted()
                            .toArray());
        });
        return described
                .sparkSession()
                .createDataFrame(
                        rows,
                        new StructType()
                                .add(EngineColumns.VIDEO_IDX, DataTypes.IntegerType, false)
                                .add("features", DataTypes.createArrayType(DataTypes.IntegerType, false), false));
    }
}
