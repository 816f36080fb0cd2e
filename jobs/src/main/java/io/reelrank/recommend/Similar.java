package io.reelrank.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.reelrank.scoring.Batches;
import io.reelrank.scoring.CollectedItems;
import io.reelrank.scoring.LeftOut;
import io.reelrank.scoring.RankedItems;
import io.reelrank.scoring.TopItems;
import io.reelrank.training.Factors;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The videos whose factors point most nearly where a video's do: by cosine, so that popularity, which is length, says
 * nothing.
 *
 * @param items the videos that may be listed, each factor vector of length 1
 * @param names of all videos
 * @param n how many
 */
record Similar(TopItems items, VideoNames names, int n) implements Serializable {
    private static final int TASKS_A_CORE = 4;

    /**
     * The rows of {@code similar_videos}: of every video that has factors.
     *
     * @param vectors {@code video_idx, factors, origin}
     * @param eligible {@code video_idx} of the videos that may be listed
     * @param rank the factors' length
     */
    static Dataset<Row> of(Dataset<Row> vectors, Dataset<Row> eligible, int rank, VideoNames names, int n) {
        Dataset<Row> directed = vectors.filter(col("origin").notEqual(Factors.UNKNOWN))
                .selectExpr(
                        "video_idx", "factors", "origin", "sqrt(aggregate(factors, 0d, (s, y) -> s + y * y)) as length")
                .filter(col("length").gt(0))
                .selectExpr("video_idx", "transform(factors, y -> float(y / length)) as factors", "origin");
        TopItems items = CollectedItems.of(
                directed.join(eligible.select("video_idx"), "video_idx").withColumn("bias", lit(0f)), rank);
        Broadcast<Similar> shared = JavaSparkContext.fromSparkContext(
                        vectors.sparkSession().sparkContext())
                .broadcast(new Similar(items, names, n));
        return vectors.sparkSession()
                .createDataFrame(
                        directed.withColumn(
                                        "source",
                                        when(col("origin").equalTo(Factors.BY_INTERACTIONS), "als")
                                                .otherwise("features"))
                                .select("video_idx", "factors", "source")
                                .repartition(
                                        vectors.sparkSession().sparkContext().defaultParallelism() * TASKS_A_CORE,
                                        col("video_idx"))
                                .queryExecution()
                                .toRdd()
                                .toJavaRDD()
                                .mapPartitions(rows -> shared.value().lists(rows)),
                        new StructType()
                                .add("video_id", DataTypes.StringType)
                                .add("video_ids", "array<string>")
                                .add("scores", "array<float>")
                                .add("source", DataTypes.StringType));
    }

    private Iterator<Row> lists(Iterator<InternalRow> rows) {
        Iterator<Asking> asking = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Asking next() {
                return Asking.of(rows.next());
            }
        };
        return Batches.of(asking, TopItems.BATCH).flatMap(this::lists).iterator();
    }

    private Stream<Row> lists(List<Asking> batch) {
        RankedItems[] ranked = items.top(
                batch.stream().map(Asking::factors).toArray(float[][]::new),
                batch.stream()
                        .map(asking -> LeftOut.of(new int[] {asking.video()}))
                        .toArray(LeftOut[]::new),
                n);
        return IntStream.range(0, ranked.length).mapToObj(i -> {
            Float[] scores = new Float[ranked[i].scores().length];
            Arrays.setAll(scores, place -> ranked[i].scores()[place]);
            return RowFactory.create(
                    names.of(batch.get(i).video()),
                    names.of(ranked[i].items()),
                    scores,
                    batch.get(i).source());
        });
    }

    /** A video that asks for others. */
    // An array, because boxes cost more than the ranking; nobody compares these by equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record Asking(int video, float[] factors, String source) {
        /** Copies a row. */
        static Asking of(InternalRow row) {
            return new Asking(
                    row.getInt(0),
                    row.getArray(1).toFloatArray(),
                    row.getUTF8String(2).toString());
        }
    }
}
