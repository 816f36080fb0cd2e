package io.reelrank.evaluation;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.scoring.TopItems;
import io.reelrank.stage.ExactSum;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The mean of every metric over the users who wanted something, for several rankings of the same items. */
public final class Evaluation {
    private static final int[] NONE = {};
    private static final StructType FIGURE =
            new StructType().add("model", "string").add("metric", "string").add("value", "double");

    /**
     * How a model ranks.
     *
     * @param known for users with factors
     * @param cold for users without
     */
    public record Ranking(TopItems known, TopItems cold) implements Serializable {}

    private Evaluation() {}

    /**
     * Measures.
     *
     * @param rankings by model's name
     * @param wanted {@code user_idx, video_idx}: what the users should find
     * @param met {@code user_idx, video_idx}: what they met before, which is left out
     * @param factors {@code user_idx, factors}
     * @return {@code model, metric, value, users}
     */
    public static Dataset<Row> of(
            Map<String, Ranking> rankings, Dataset<Row> wanted, Dataset<Row> met, Dataset<Row> factors) {
        SparkSession spark = wanted.sparkSession();
        Dataset<Row> users = wanted.groupBy("user_idx")
                .agg(array_sort(collect_list("video_idx")).as("wanted"));
        Dataset<Row> seen = met.join(users.select("user_idx"), "user_idx")
                .groupBy("user_idx")
                .agg(array_sort(collect_list("video_idx")).as("met"));
        Dataset<Row> cases = users.join(seen, new String[] {"user_idx"}, "left")
                .join(factors, new String[] {"user_idx"}, "left")
                .select("wanted", "met", "factors");
        Broadcast<Map<String, Ranking>> shared =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(Map.copyOf(rankings));
        JavaRDD<Row> figures = cases.javaRDD().flatMap(row -> figures(row, shared.value()));
        return spark.createDataFrame(figures, FIGURE)
                .groupBy("model", "metric")
                .agg(
                        ExactSum.of(col("value")).divide(count(lit(1))).as("value"),
                        count(lit(1)).as("users"));
    }

    private static Iterator<Row> figures(Row user, Map<String, Ranking> rankings) {
        int[] wanted = ints(user, 0);
        int[] met = ints(user, 1);
        float[] factors = user.isNullAt(2) ? new float[0] : floats(user.getList(2));
        List<Row> figures = new ArrayList<>();
        rankings.forEach((model, ranking) -> {
            TopItems items = factors.length == 0 ? ranking.cold() : ranking.known();
            float[] known = items.rank() == 0 ? new float[0] : factors;
            int[] list = items.top(known, met, Metric.longestCutoff()).items();
            for (Metric metric : Metric.values()) {
                figures.add(RowFactory.create(model, metric.label(), metric.of(list, wanted)));
            }
        });
        return figures.iterator();
    }

    private static int[] ints(Row row, int column) {
        return row.isNullAt(column)
                ? NONE
                : row.<Integer>getList(column).stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }
}
