package io.reelrank.core.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

class RowCacheTest extends SparkTest {
    @Test
    void rowsAreMadeOnceAndGivenToEveryQuery() {
        LongAccumulator made = spark().sparkContext().longAccumulator();
        Dataset<Row> rows = spark().range(0, 100, 1, 3)
                .map(
                        (MapFunction<Long, Long>) id -> {
                            made.add(1);
                            return id % 7;
                        },
                        Encoders.LONG())
                .toDF("remainder");
        try (RowCache cache = new RowCache()) {
            Dataset<Row> kept = cache.keep(rows);
            Dataset<Row> counts = kept.groupBy("remainder").agg(count(lit(1)).as("rows"));
            assertThat(Frames.lines(counts))
                    .containsExactly("0 | 15", "1 | 15", "2 | 14", "3 | 14", "4 | 14", "5 | 14", "6 | 14");
            assertThat(kept.as("a").join(kept.as("b"), "remainder").count()).isEqualTo(2 * 15 * 15 + 5 * 14 * 14);
            assertThat(kept.filter(col("remainder").equalTo(6)).count()).isEqualTo(14);
        }
        assertThat(made.value()).isEqualTo(100);
    }

    @Test
    void queriesSeeOneLeaf() {
        Dataset<Row> rows =
                spark().range(100).toDF().groupBy(col("id").mod(7).as("m")).count();
        try (RowCache cache = new RowCache()) {
            Dataset<Row> again = cache.keep(cache.keep(rows).filter(col("count").gt(14)));
            LogicalPlan plan = ((org.apache.spark.sql.classic.Dataset<Row>) again)
                    .queryExecution()
                    .analyzed();
            assertThat(plan.children().isEmpty()).isTrue();
            assertThat(again.schema()).isEqualTo(rows.schema());
            assertThat(plan.toString()).doesNotContain("Filter").doesNotContain("Aggregate");
            assertThat(Frames.lines(again)).containsExactly("0 | 15", "1 | 15");
        }
    }

    /** Tables are summed from the same kept pairs many times. */
    @Test
    void rowsStayPartitionedAsTheyWere() {
        Dataset<Row> rows = spark().range(0, 1000, 1, 5)
                .select(col("id").mod(10).as("user"), col("id").mod(7).as("video"))
                .repartition(col("user"), col("video"));
        try (RowCache cache = new RowCache()) {
            Dataset<Row> kept = cache.keep(rows);
            Dataset<Row> counts =
                    kept.groupBy("user", "video").agg(count(lit(1)).as("rows"));
            Dataset<Row> shuffled = kept.groupBy("user").agg(count(lit(1)).as("rows"));

            assertThat(counts.agg(sum("rows"), count(lit(1))).head().mkString(" "))
                    .isEqualTo("1000 70");
            assertThat(executed(counts)).doesNotContain("Exchange");
            assertThat(shuffled.count()).isEqualTo(10);
            assertThat(executed(shuffled)).contains("Exchange hashpartitioning(user");
        }
    }

    private static String executed(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .executedPlan()
                .toString();
    }

    @Test
    void nothingIsKeptAfterClose() {
        int before = spark().sparkContext().getPersistentRDDs().size();
        try (RowCache cache = new RowCache()) {
            cache.keep(spark().range(10).toDF()).count();
            assertThat(spark().sparkContext().getPersistentRDDs().size()).isEqualTo(before + 1);
        }
        assertThat(spark().sparkContext().getPersistentRDDs().size()).isEqualTo(before);
    }
}
