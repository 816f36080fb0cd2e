package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Data frames as text: one line per row, values separated by bars, {@code null} for null. */
public final class Frames {
    private Frames() {}

    /**
     * Parses lines.
     *
     * @param ddl the columns with their types; arrays are JSON in the lines
     */
    public static Dataset<Row> of(SparkSession spark, String ddl, String... lines) {
        StructType schema = StructType.fromDDL(ddl);
        StructType texts = new StructType();
        for (String name : schema.fieldNames()) {
            texts = texts.add(name, "string");
        }
        Column[] typed = Arrays.stream(schema.fields()).map(Frames::typed).toArray(Column[]::new);
        return spark.createDataFrame(Arrays.stream(lines).map(Frames::row).toList(), texts)
                .select(typed);
    }

    /** {@code user_idx, video_idx, strength} of strengths by user and video. */
    public static Dataset<Row> strengths(SparkSession spark, Map<Integer, ? extends Map<Integer, Float>> strengths) {
        List<Row> rows = new ArrayList<>();
        strengths.forEach((user, row) -> row.forEach((video, r) -> rows.add(RowFactory.create(user, video, r))));
        return spark.createDataFrame(rows, StructType.fromDDL("user_idx int, video_idx int, strength float"));
    }

    /** The rows of a frame as text, sorted. */
    public static List<String> lines(Dataset<Row> frame) {
        Column[] texts = Arrays.stream(frame.columns())
                .map(name -> col("`" + name + "`").cast("string"))
                .toArray(Column[]::new);
        return frame.select(texts).collectAsList().stream()
                .map(row -> row.mkString(" | "))
                .sorted()
                .toList();
    }

    /**
     * Factors by user or video.
     *
     * @param frame the number of the user or video in the first column, and {@code factors}
     */
    public static Map<Integer, float[]> factors(Dataset<Row> frame) {
        Map<Integer, float[]> factors = new TreeMap<>();
        for (Row row : frame.select(col(frame.columns()[0]), col("factors")).collectAsList()) {
            List<Float> values = row.getList(1);
            float[] floats = new float[values.size()];
            for (int k = 0; k < floats.length; k++) {
                floats[k] = values.get(k);
            }
            factors.put(row.getInt(0), floats);
        }
        return factors;
    }

    private static Row row(String line) {
        return RowFactory.create((Object[]) Arrays.stream(line.split("\\|", -1))
                .map(String::strip)
                .map(text -> text.equals("null") ? null : text)
                .toArray(String[]::new));
    }

    private static Column typed(StructField field) {
        Column text = col(field.name());
        return (field.dataType() instanceof ArrayType ? from_json(text, field.dataType()) : text.cast(field.dataType()))
                .as(field.name());
    }
}
