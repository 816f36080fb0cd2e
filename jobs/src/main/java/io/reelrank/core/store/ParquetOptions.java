package io.reelrank.core.store;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How columns are written. */
public final class ParquetOptions {
    private ParquetOptions() {}

    /**
     * A writer's options: factors and scores hardly repeat, and looking each of them up in a dictionary, which then
     * grows too large and is given up, is a large part of what writing them takes.
     *
     * @param schema of what is written
     * @return options of Parquet's writer, by their keys
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
