package io.reelrank.engine.als;

import io.reelrank.engine.EngineColumns;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * The result of the sweeps.
 *
 * @param users {@code user_idx, factors}, each [rank]
 * @param items {@code video_idx, factors}, each [rank]
 * @param coldItems the same for items without ratings, from their features; empty without a prior of features
 */
public record Factorization(Dataset<Row> users, Dataset<Row> items, Dataset<Row> coldItems) {
    static Factorization of(
            SparkSession spark, JavaRDD<FactorBlock> users, JavaRDD<FactorBlock> items, ItemPrior prior, int rank) {
        Dataset<Row> trained = rows(spark, items, EngineColumns.VIDEO_IDX, rank);
        return new Factorization(rows(spark, users, EngineColumns.USER_IDX, rank), trained, prior.coldItems(trained));
    }

    static Dataset<Row> rows(SparkSession spark, JavaRDD<FactorBlock> blocks, String id, int rank) {
        return rows(
                spark,
                blocks.flatMap(block -> IntStream.range(0, block.ids().length)
                        .mapToObj(row -> new Tuple2<>(
                                block.ids()[row], Arrays.copyOfRange(block.factors(), row * rank, (row + 1) * rank)))
                        .iterator()),
                id);
    }

    /**
     * A data frame {@code id, factors}.
     *
     * @param rows ids with their factors
     * @param id the name of the id column
     */
    public static Dataset<Row> rows(SparkSession spark, JavaRDD<Tuple2<Integer, float[]>> rows, String id) {
        // An encoder of arrays: in a Row every factor would be boxed.
        return spark.createDataset(
                        rows.rdd(),
                        Encoders.tuple(Encoders.INT(), spark.implicits().newFloatArrayEncoder()))
                .toDF(id, EngineColumns.FACTORS);
    }
}
