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
 * Gives ids dense numbers. A known id keeps its number. New ids follow, ordered by the day on which they first appeared
 * and then by their text, so a night that numbers several days at once gives the same numbers as one night per day
 * would.
 *
 * <p>The numbers come from a distributed sort and the sizes of its partitions. Nothing passes through the driver, and
 * the result depends neither on the number of partitions nor on recomputed ones.
 *
 * @param id the column of the id
 * @param idx the column of its number
 */
record IdDictionary(String id, String idx) {
    /** A day on which an id appeared: date. */
    static final String SINCE = "since";

    /**
     * The former dictionary, extended by the new ids.
     *
     * @param former {@code (id, idx)}, numbers from 0 without gaps; empty on the first night
     * @param ids the ids that appeared, with {@code since}; repeated ids are allowed
     */
    Dataset<Row> extended(Dataset<Row> former, Dataset<Row> ids) {
        Dataset<Row> known = former.select(id, idx);
        long next = known.count();
        JavaRDD<Row> fresh = ids.join(known, ids.col(id).equalTo(known.col(id)), "left_anti")
                .groupBy(id)
                .agg(min(SINCE).as(SINCE))
                .orderBy(col(SINCE), col(id))
                .javaRDD()
                .zipWithIndex()
                .map(numbered -> RowFactory.create(
                        numbered._1().getString(0), Math.toIntExact(Math.addExact(next, numbered._2()))));
        StructType schema = new StructType().add(id, DataTypes.StringType).add(idx, DataTypes.IntegerType);
        return known.unionByName(ids.sparkSession().createDataFrame(fresh, schema));
    }

    /**
     * Checks that the numbers are 0, 1, 2 … without gaps and repetitions.
     *
     * @throws IllegalStateException if they are not
     */
    void requireDense(Dataset<Row> dictionary) {
        Row figures = dictionary
                .agg(count(lit(1)), count_distinct(col(idx)), coalesce(min(idx), lit(0)), coalesce(max(idx), lit(-1)))
                .head();
        long ids = figures.getLong(0);
        if (figures.getLong(1) != ids || figures.getInt(2) != 0 || figures.getInt(3) != ids - 1) {
            throw new IllegalStateException(
                    "illegal dictionary of %s: %d ids have %d numbers from %d to %d, but need as many from 0 without gaps; run the features stage of the night before again with --force"
                            .formatted(id, ids, figures.getLong(1), figures.getInt(2), figures.getInt(3)));
        }
    }

    /**
     * The ids with their numbers, each once: {@code (id, idx)}. Unlike {@link #numbered}, this is a semi-join, of which
     * Spark knows that it has at most as many rows as the dictionary; so it can broadcast the result of a small one.
     *
     * @param ids rows with {@code id}; repeated ids are allowed
     */
    Dataset<Row> numbers(Dataset<Row> ids, Dataset<Row> dictionary) {
        return dictionary.select(id, idx).join(ids.select(id), new String[] {id}, "left_semi");
    }

    /** The rows with the number of their id; rows of unknown ids are dropped. */
    Dataset<Row> numbered(Dataset<Row> rows, Dataset<Row> dictionary) {
        return rows.join(dictionary.select(id, idx), id);
    }
}
