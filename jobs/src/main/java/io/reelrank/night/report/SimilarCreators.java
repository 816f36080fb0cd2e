package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import io.reelrank.core.tables.CreatorPlaces;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.RowBatches;
import io.reelrank.engine.scoring.TopItems;
import io.reelrank.engine.scoring.UnitVectors;
import io.reelrank.engine.training.Factors;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The creators who reach the most similar tastes, by the cosine of
 *
 * <pre>y_c = Σ_i w_i y_i</pre>
 *
 * <p>with y_i the factors of the creator's video i and w_i its measured plays. Creators are compared with those of the most plays
 * only, so the work grows with the creators and not with their square. A creator's number is the least of its videos'.
 *
 * @param minPeople creators none of whose videos met as many users are left out
 */
record SimilarCreators(int minPeople) {
    private static final int MOST_COMPARED = 20_000;
    private static final int COUNT = 10;
    private static final String VIDEOS = "videos";
    private static final StructType ROW = new StructType()
            .add(CreatorPlaces.CREATOR_ID, DataTypes.StringType)
            .add(CreatorPlaces.SIMILAR, CreatorPlaces.SIMILARS);

    /**
     * The similar creators of each.
     *
     * @param vectors of {@link #vectors}, which are read twice
     * @return {@code creator_id, similar}
     */
    static Dataset<Row> of(Dataset<Row> vectors) {
        Compared compared = Compared.of(vectors.orderBy(col(VideoQuality.PLAYS).desc(), col(VideoIndex.VIDEO_IDX))
                .limit(MOST_COMPARED)
                .collectAsList());
        Broadcast<Compared> shared = JavaSparkContext.fromSparkContext(
                        vectors.sparkSession().sparkContext())
                .broadcast(compared);
        return vectors.sparkSession()
                .createDataFrame(vectors.javaRDD().mapPartitions(rows -> found(rows, shared.value())), ROW);
    }

    /**
     * The creators' numbers, and y_c scaled to length 1.
     *
     * @param videos {@code video_idx, creator_id, met, plays} of every video with an event
     * @param factors rows of {@code video_factors}
     * @return {@code video_idx, creator_id, plays, factors}
     */
    Dataset<Row> vectors(Dataset<Row> videos, Dataset<Row> factors) {
        return videos.filter(col(CreatorPlaces.CREATOR_ID)
                        .notEqual("")
                        .and(col(VideoQuality.PLAYS).gt(0)))
                .join(
                        factors.filter(col(VideoFactors.ORIGIN).equalTo(Factors.BY_INTERACTIONS))
                                .select(VideoIndex.VIDEO_IDX, VideoFactors.FACTORS),
                        VideoIndex.VIDEO_IDX)
                .groupBy(CreatorPlaces.CREATOR_ID)
                .agg(
                        min(VideoIndex.VIDEO_IDX).as(VideoIndex.VIDEO_IDX),
                        sum(VideoQuality.PLAYS).as(VideoQuality.PLAYS),
                        max(VideoQuality.MET).as(VideoQuality.MET),
                        // Sorted, as a sum of doubles depends on the order.
                        array_sort(collect_list(struct(VideoIndex.VIDEO_IDX, VideoQuality.PLAYS, VideoFactors.FACTORS)))
                                .as(VIDEOS))
                .filter(col(VideoQuality.MET).geq(minPeople))
                .selectExpr(
                        VideoIndex.VIDEO_IDX,
                        CreatorPlaces.CREATOR_ID,
                        VideoQuality.PLAYS,
                        "aggregate(videos, transform(videos[0].factors, y -> 0d),"
                                + " (s, video) -> zip_with(s, video.factors, (a, y) -> a + video.plays * y)) AS factors")
                .filter(UnitVectors.length(col(VideoFactors.FACTORS)).gt(0))
                .withColumn(VideoFactors.FACTORS, UnitVectors.of(col(VideoFactors.FACTORS)));
    }

    private static Iterator<Row> found(Iterator<Row> rows, Compared compared) {
        return RowBatches.of(rows, TopItems.BATCH)
                .flatMap(batch -> found(batch, compared))
                .iterator();
    }

    private static Stream<Row> found(List<Row> batch, Compared compared) {
        float[][] vectors = batch.stream().map(row -> floats(row)).toArray(float[][]::new);
        Exclusions[] themselves = batch.stream()
                .map(row -> Exclusions.of(new int[] {row.getAs(VideoIndex.VIDEO_IDX)}))
                .toArray(Exclusions[]::new);
        RankedItems[] lists = compared.items().top(vectors, themselves, COUNT);
        List<Row> found = new ArrayList<>();
        for (int i = 0; i < lists.length; i++) {
            found.add(
                    RowFactory.create(batch.get(i).<String>getAs(CreatorPlaces.CREATOR_ID), compared.named(lists[i])));
        }
        return found.stream();
    }

    private static float[] floats(Row row) {
        List<Float> factors = row.getList(row.fieldIndex(VideoFactors.FACTORS));
        float[] floats = new float[factors.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = factors.get(k);
        }
        return floats;
    }

    /**
     * The creators that all are compared with.
     *
     * @param items their vectors by their numbers
     * @param names their ids by their numbers
     */
    private record Compared(TopItems items, Map<Integer, String> names) implements Serializable {
        static Compared of(List<Row> creators) {
            SortedMap<Integer, Row> byNumber = new TreeMap<>();
            Map<Integer, String> names = new HashMap<>();
            for (Row creator : creators) {
                byNumber.put(creator.getAs(VideoIndex.VIDEO_IDX), creator);
                names.put(creator.getAs(VideoIndex.VIDEO_IDX), creator.getAs(CreatorPlaces.CREATOR_ID));
            }
            int[] numbers =
                    byNumber.keySet().stream().mapToInt(number -> number).toArray();
            int rank = creators.isEmpty() ? 0 : floats(creators.get(0)).length;
            float[] packed = new float[numbers.length * rank];
            for (int i = 0; i < numbers.length; i++) {
                System.arraycopy(floats(byNumber.get(numbers[i])), 0, packed, i * rank, rank);
            }
            return new Compared(new TopItems(rank, numbers, packed, new float[numbers.length]), names);
        }

        Row[] named(RankedItems list) {
            return IntStream.range(0, list.items().length)
                    .mapToObj(i -> RowFactory.create(names.get(list.items()[i]), list.scores()[i]))
                    .toArray(Row[]::new);
        }
    }
}
