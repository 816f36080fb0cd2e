package io.reelrank.core.store;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The options of Parquet's writer. */
public final class ParquetOptions {
    private ParquetOptions() {}

    /**
     * Turns dictionary encoding off for arrays of float. Factors and scores rarely repeat, so that Parquet would build
     * a dictionary and then discard it as too large, which takes a large part of the time of a write.
     *
     * @param schema the columns to write
     * @return the options by key
     */
    public static Map<String, String> of(StructType schema) {
        Map<String, String> options = new TreeMap<>();
        for (StructField field : schema.fields()) {
            if (field.dataType() instanceof ArrayType array && array.elementType() == DataTypes.FloatType) {
                options.put("parquet.enable.dictionary#%s.list.element".formatted(field.name()), "false");
            }
        }
        return options;
    }
}
