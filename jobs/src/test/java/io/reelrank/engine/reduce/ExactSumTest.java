package io.reelrank.engine.reduce;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ExactSumTest extends SparkTest {
    private static final StructType NUMBERS = new StructType().add("x", "double");
    private static final BigDecimal UNITS = BigDecimal.valueOf(1L << 30);

    @Test
    void theSumIsExactOverRoundedNumbersInAnyOrder() {
        Random random = new Random(7);
        List<Double> numbers = IntStream.range(0, 2000)
                .mapToObj(i -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(9) - 4))
                .toList();
        double expected = numbers.stream()
                .map(x -> new BigDecimal(x).multiply(UNITS).setScale(0, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(UNITS)
                .doubleValue();
        Dataset<Row> frame =
                spark().createDataFrame(numbers.stream().map(RowFactory::create).toList(), NUMBERS);

        assertThat(sum(frame.coalesce(1))).isEqualTo(expected);
        assertThat(sum(frame.repartition(7))).isEqualTo(expected);
        assertThat(sum(frame.orderBy("x"))).isEqualTo(expected);
        assertThat(sum(frame.orderBy(col("x").desc()).repartition(3))).isEqualTo(expected);
    }

    @Test
    void nullsAreIgnoredAndTheSumOfNothingIsZero() {
        assertThat(sum(Frames.of(spark(), "x double", "0.25", "null", "0.5"))).isEqualTo(0.75);
        assertThat(sum(Frames.of(spark(), "x double", "null"))).isZero();
        assertThat(sum(Frames.of(spark(), "x double"))).isZero();
    }

    @Test
    void sumsAreExactBelowTwoToThe33() {
        assertThat(sum(Frames.of(spark(), "x double", "8589934591", "-8589934590", "-1")))
                .isZero();
        assertThat(sum(Frames.of(spark(), "x double", "4294967296.5", "-4294967296")))
                .isEqualTo(0.5);
    }

    @Test
    void eachNumberOfSeveralColumnsIsRounded() {
        // Each 0.6 of a unit is rounded to a unit; their sum of 1.2 units would be one.
        Dataset<Row> frame = Frames.of(spark(), "x double, y double", "0.6 | 0.6")
                .selectExpr("x / 1073741824 as x", "y / 1073741824 as y");

        assertThat(frame.agg(ExactSum.of(List.of(col("x"), col("y")))).head().getDouble(0))
                .isEqualTo(2.0 / (1L << 30));
    }

    private static double sum(Dataset<Row> numbers) {
        return numbers.agg(ExactSum.of(col("x"))).head().getDouble(0);
    }
}
