package io.reelrank.engine.scoring;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class UnitVectorsTest extends SparkTest {
    @Test
    void vectorsAreScaledToLengthOne() {
        assertThat(Frames.lines(scaled("array(3f, 4f)", "array(0f, -2f)", "array(6d, 8d, 0d)")))
                .containsExactly("10.0 | [0.6, 0.8, 0.0]", "2.0 | [0.0, -1.0]", "5.0 | [0.6, 0.8]");
    }

    @Test
    void theLengthIsNotComputedAgainForEachElement() {
        String plan = ((org.apache.spark.sql.classic.Dataset<Row>)
                        scaled("array(3f, 4f)").select("unit"))
                .queryExecution()
                .optimizedPlan()
                .toString();

        assertThat(plan.split("aggregate\\(", -1)).hasSize(2);
        assertThat(plan).contains("array_repeat(SQRT(aggregate(");
    }

    private Dataset<Row> scaled(String... vectors) {
        return Frames.of(spark(), "place int, vector string", "0 | x")
                .selectExpr("explode(array(%s)) AS vector".formatted(String.join(", ", vectors)))
                .select(
                        UnitVectors.length(col("vector")).as("length"),
                        UnitVectors.of(col("vector")).as("unit"));
    }
}
