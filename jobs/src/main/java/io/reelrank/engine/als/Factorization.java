package io.reelrank.engine.als;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * The factors that sweeps end with.
 *
 * @param users {@code user_idx, factors}, each [rank]
 * @param items {@code video_idx, factors}, each [rank]
 * @param mapped the same of items that were in no rating, by their features; empty where there is no prior of features
 */
public record Factorization(Dataset<Row> users, Dataset<Row> items, Dataset<Row> mapped) {
    static Factorization of(
            SparkSession spark, JavaRDD<FactorBlock> users, JavaRDD<FactorBlock> items, ItemPrior prior, int rank) {
        Dataset<Row> trained = rows(spark, items, "video_idx", rank);
        return new Factorization(rows(spark, users, "user_idx", rank), trained, prior.untrained(trained));
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

    /** Rows {@code id, factors} of numbers and their factors. */
    public static Dataset<Row> rows(SparkSession spark, JavaRDD<Tuple2<Integer, float[]>> rows, String id) {
        // By an encoder of arrays: as rows, every factor would be boxed.
        return spark.createDataset(
                        rows.rdd(),
                        Encoders.tuple(Encoders.INT(), spark.implicits().newFloatArrayEncoder()))
                .toDF(id, "factors");
    }
}
