package io.reelrank.features;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Gives ids dense numbers: a known id keeps its own, new ones follow in the order of their text.
 *
 * <p>Numbers come from a sort over all machines and the sizes of its pieces, so nothing passes through the driver and the
 * result does not depend on how many pieces there were.
 *
 * @param id the column of the id
 * @param idx the column of its number
 */
record Dictionary(String id, String idx) {
    /**
     * The former dictionary with the new ids behind it.
     *
     * @param former {@code (id, idx)}, numbers from 0 without gaps; empty on the first night
     * @param ids ids in {@code id}, repeated ones too
     */
    Dataset<Row> extended(Dataset<Row> former, Dataset<Row> ids) {
        Dataset<Row> known = former.select(id, idx);
        long next = known.count();
        JavaRDD<Row> fresh = ids.select(id)
                .distinct()
                .join(known, ids.col(id).equalTo(known.col(id)), "left_anti")
                .orderBy(col(id))
                .javaRDD()
                .zipWithIndex()
                .map(numbered -> RowFactory.create(
                        numbered._1().getString(0), Math.toIntExact(Math.addExact(next, numbered._2()))));
        StructType schema = new StructType().add(id, DataTypes.StringType).add(idx, DataTypes.IntegerType);
        return known.unionByName(ids.sparkSession().createDataFrame(fresh, schema));
    }

    /** The rows with their id's number beside it. */
    Dataset<Row> numbered(Dataset<Row> rows, Dataset<Row> dictionary) {
        return rows.join(dictionary.select(id, idx), id);
    }
}
