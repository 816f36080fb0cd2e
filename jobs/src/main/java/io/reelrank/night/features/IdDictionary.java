package io.reelrank.night.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Gives ids dense numbers: a known id keeps its own, new ones follow in the order of the day they were first told of,
 * those of a day in the order of their text.
 *
 * <p>So a night that numbers several days at once gives the numbers that nights in order would have given. Numbers come
 * from a sort over all machines and the sizes of its pieces: nothing passes through the driver, and the result does not
 * depend on how many pieces there were or which of them were computed twice.
 *
 * @param id the column of the id
 * @param idx the column of its number
 */
record IdDictionary(String id, String idx) {
    /**
     * The former dictionary with the new ids behind it.
     *
     * @param former {@code (id, idx)}, numbers from 0 without gaps; empty on the first night
     * @param ids ids in {@code id}, repeated ones too, with {@code since}, a day each was told of
     */
    Dataset<Row> extended(Dataset<Row> former, Dataset<Row> ids) {
        Dataset<Row> known = former.select(id, idx);
        long next = known.count();
        JavaRDD<Row> fresh = ids.join(known, ids.col(id).equalTo(known.col(id)), "left_anti")
                .groupBy(id)
                .agg(min("since").as("since"))
                .orderBy(col("since"), col(id))
                .javaRDD()
                .zipWithIndex()
                .map(numbered -> RowFactory.create(
                        numbered._1().getString(0), Math.toIntExact(Math.addExact(next, numbered._2()))));
        StructType schema = new StructType().add(id, DataTypes.StringType).add(idx, DataTypes.IntegerType);
        return known.unionByName(ids.sparkSession().createDataFrame(fresh, schema));
    }

    /**
     * Checks that the numbers are 0, 1, 2 … without a gap or a repeat.
     *
     * @throws IllegalStateException saying how many are wrong
     */
    void requireDense(Dataset<Row> dictionary) {
        Row figures = dictionary
                .agg(count(lit(1)), count_distinct(col(idx)), coalesce(min(idx), lit(0)), coalesce(max(idx), lit(-1)))
                .head();
        long ids = figures.getLong(0);
        if (figures.getLong(1) != ids || figures.getInt(2) != 0 || figures.getInt(3) != ids - 1) {
            throw new IllegalStateException(
                    "illegal dictionary of %s: %d ids have %d numbers from %d to %d, and must have as many from 0 without a gap; run the features stage of the night before again with --force"
                            .formatted(id, ids, figures.getLong(1), figures.getInt(2), figures.getInt(3)));
        }
    }

    /**
     * The ids' numbers, each once: {@code (id, idx)}. Spark knows these to be no more than the dictionary has, so that what
     * is joined to a small dictionary's needs no shuffle; of {@link #numbered} it fears the product of both sides.
     *
     * @param ids ids in {@code id}, repeated ones too
     */
    Dataset<Row> numbers(Dataset<Row> ids, Dataset<Row> dictionary) {
        return dictionary.select(id, idx).join(ids.select(id), new String[] {id}, "left_semi");
    }

    /** The rows with their id's number beside it. */
    Dataset<Row> numbered(Dataset<Row> rows, Dataset<Row> dictionary) {
        return rows.join(dictionary.select(id, idx), id);
    }
}
