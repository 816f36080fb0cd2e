package io.reelrank.core.store;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The options of Parquet's writer. */
public final class ParquetOptions {
    private static final Set<DataType> RARELY_REPEATED =
            Set.of(DataTypes.FloatType, DataTypes.DoubleType, DataTypes.TimestampType);
    private static final String DICTIONARY = "parquet.enable.dictionary#";

    private ParquetOptions() {}

    /**
     * Turns dictionary encoding off for fractions and times. They rarely repeat, so that Parquet would build a dictionary and
     * then discard it as too large, which takes a large part of the time of a write.
     *
     * @param schema the columns to write
     * @return the options by key
     */
    public static Map<String, String> of(StructType schema) {
        Map<String, String> options = new TreeMap<>();
        for (StructField field : schema.fields()) {
            if (RARELY_REPEATED.contains(field.dataType())) {
                options.put(DICTIONARY + field.name(), "false");
            } else if (field.dataType() instanceof ArrayType array && RARELY_REPEATED.contains(array.elementType())) {
                options.put(DICTIONARY + field.name() + ".list.element", "false");
            }
        }
        return options;
    }
}
