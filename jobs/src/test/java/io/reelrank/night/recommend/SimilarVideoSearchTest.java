package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.RecommendSettings.SimilarSettings;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimilarVideoSearchTest extends SparkTest {
    private static final int VIDEOS = 600;
    private static final int RANK = 6;
    private static final int N = 10;
    private static final SimilarSettings EXACT = new SimilarSettings(N, VIDEOS, 0.1);
    private static final StructType VECTORS = new StructType()
            .add("video_idx", "int")
            .add("factors", "array<float>")
            .add("origin", "string");

    private static Dataset<Row> vectors;
    private static VideoNames names;

    /** Videos around thirty directions, of any length. */
    @BeforeAll
    static void draw() {
        Random random = new Random(3);
        double[][] directions = IntStream.range(0, 30)
                .mapToObj(d -> random.doubles(RANK, -1, 1).toArray())
                .toArray(double[][]::new);
        List<Row> rows = IntStream.range(0, VIDEOS)
                .mapToObj(video -> {
                    double length = 0.1 + 3 * random.nextDouble();
                    List<Float> factors = IntStream.range(0, RANK)
                            .mapToObj(k -> (float)
                                    (length * (directions[video % directions.length][k] + 0.2 * random.nextGaussian())))
                            .toList();
                    return RowFactory.create(video, factors, video % 9 == 0 ? "features" : "interactions");
                })
                .toList();
        vectors = spark().createDataFrame(rows, VECTORS).repartition(3).cache();
        names = VideoNames.of(vectors.selectExpr(
                "video_idx",
                "concat('v', video_idx) as video_id",
                "'' as creator_id",
                "0L as creator",
                "false as is_new"));
    }

    private static SimilarVideoSearch search(int slices, SimilarSettings settings) {
        return new SimilarVideoSearch(vectors, vectors.filter("video_idx % 4 > 0"), RANK, slices, settings);
    }

    private static List<String> lines(SimilarVideoSearch search) {
        return Frames.lines(search.rows(names).orderBy("video_id"));
    }

    private static SimilarSettings share(double share) {
        return new SimilarSettings(N, 100, share);
    }

    @Test
    void upToALimitEachVideoIsComparedWithAllOthers() {
        assertThat(search(1, EXACT).isExact()).isTrue();
        assertThat(search(1, share(0.1)).isExact()).isFalse();
    }

    @Test
    void amongAllCellsTheListsAreExactInSlicesToo() {
        List<String> exact = lines(search(1, EXACT));
        assertThat(exact).hasSize(VIDEOS);
        assertThat(lines(search(1, share(1)))).isEqualTo(exact);
        assertThat(lines(search(3, share(1)))).isEqualTo(exact);
    }

    @Test
    void amongTheNearestCellsMostOfTheExactListsAreFoundAndTheRecallIsTold() {
        SimilarVideoSearch near = search(1, share(0.2));
        Dataset<Row> found = near.rows(names).cache();
        assertThat(found.count()).isEqualTo(VIDEOS);
        assertThat(found.filter(size(col("video_ids"))
                                .lt(N)
                                .or(size(array_distinct(col("video_ids"))).notEqual(size(col("video_ids")))))
                        .count())
                .isZero();

        double recall = found.join(
                        search(1, EXACT)
                                .rows(names)
                                .select(col("video_id"), col("video_ids").as("all")),
                        "video_id")
                .agg(avg(size(array_intersect(col("video_ids"), col("all"))).divide(N)))
                .first()
                .getDouble(0);
        assertThat(recall).isBetween(0.8, 0.9999);
        // There are fewer videos than the sample has.
        assertThat(near.recall(found, names)).isCloseTo(recall, within(1e-9));
    }

    @Test
    void theListsDoNotDependOnThePartitions() {
        Dataset<Row> others = vectors.repartition(7);
        assertThat(Frames.lines(new SimilarVideoSearch(others, others.filter("video_idx % 4 > 0"), RANK, 1, share(0.2))
                        .rows(names)
                        .orderBy("video_id")))
                .isEqualTo(lines(search(1, share(0.2))));
    }
}
