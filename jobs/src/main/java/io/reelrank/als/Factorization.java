package io.reelrank.als;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

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
        JavaRDD<Row> rows = blocks.flatMap(block -> {
            List<Row> ofBlock = new ArrayList<>(block.ids().length);
            for (int row = 0; row < block.ids().length; row++) {
                float[] factors = new float[rank];
                System.arraycopy(block.factors(), row * rank, factors, 0, rank);
                ofBlock.add(RowFactory.create(block.ids()[row], factors));
            }
            return ofBlock.iterator();
        });
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add(id, DataTypes.IntegerType, false)
                        .add("factors", DataTypes.createArrayType(DataTypes.FloatType, false), false));
    }
}
