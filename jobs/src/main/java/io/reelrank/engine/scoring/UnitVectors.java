package io.reelrank.engine.scoring;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.zip_with;

import org.apache.spark.sql.Column;

/** Vectors scaled to length 1, whose products are cosines. */
public final class UnitVectors {
    private UnitVectors() {}

    /** The length of a vector, array of float or double: double. */
    public static Column length(Column vector) {
        return sqrt(aggregate(vector, lit(0.0), (sum, y) -> sum.plus(y.multiply(y))));
    }

    /**
     * A vector scaled to length 1: array of float.
     *
     * @param vector an array of float or double, with another length than 0
     */
    public static Column of(Column vector) {
        // The length as a value of an outer column would be computed again for each element: Spark moves it into the
        // function.
        return zip_with(vector, array_repeat(length(vector), size(vector)), (y, length) -> y.divide(length)
                .cast("float"));
    }
}
