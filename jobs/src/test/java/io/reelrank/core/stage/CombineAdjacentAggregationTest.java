package io.reelrank.core.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CombineAdjacentAggregationTest extends SparkTest {
    private static final Column[] PAIR = {col("user_idx"), col("video_idx")};

    /** Three rows of each of 1,000 pairs, in seven partitions. */
    private static Dataset<Row> rows() {
        return spark().range(0, 3000, 1, 7)
                .selectExpr(
                        "cast(id % 1000 % 50 as int) as user_idx",
                        "cast(id % 1000 as int) as video_idx", "id as plays");
    }

    private static long aggregations(Dataset<Row> rows) {
        rows.collectAsList();
        String plan = ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .executedPlan()
                .toString();
        // An adaptive plan also prints how it began.
        int initial = plan.indexOf("== Initial Plan ==");
        return Pattern.compile("HashAggregate(\\(|With)")
                .matcher(initial < 0 ? plan : plan.substring(0, initial))
                .results()
                .count();
    }

    @Test
    void rowsThatAreTogetherByTheirKeyAreGroupedOnce() {
        Dataset<Row> together =
                rows().repartition(PAIR).groupBy(PAIR).agg(sum("plays").as("plays"), max("plays"));
        Dataset<Row> apart = rows().groupBy(PAIR).agg(sum("plays").as("plays"), max("plays"));

        assertThat(aggregations(together)).isEqualTo(1);
        assertThat(aggregations(apart)).isEqualTo(2);
        assertThat(together.collectAsList()).hasSize(1000).containsExactlyInAnyOrderElementsOf(apart.collectAsList());
    }

    @Test
    void rowsThatAreKeptAreGroupedOnceToo() {
        try (RowCache cache = new RowCache()) {
            Dataset<Row> kept = cache.keep(rows().repartition(PAIR));
            Dataset<Row> grouped = kept.groupBy(PAIR).agg(sum("plays").as("plays"));

            assertThat(aggregations(grouped)).isEqualTo(1);
            assertThat(grouped.agg(sum("plays")).first().getLong(0)).isEqualTo(2999 * 3000 / 2);
        }
    }

    /** A hash table that outgrows its memory is sorted and merged, compiled or not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void groupsThatDoNotFitIntoMemoryAreMerged(boolean compiled) {
        String fallback = "spark.sql.TungstenAggregate.testFallbackStartsAt";
        List<Row> expected =
                rows().groupBy(PAIR).agg(sum("plays").as("plays"), max("plays")).collectAsList();
        spark().conf().set(fallback, "5,20");
        spark().conf().set(QueryCompilation.WHOLE_STAGE, Boolean.toString(compiled));
        try {
            Dataset<Row> grouped =
                    rows().repartition(PAIR).groupBy(PAIR).agg(sum("plays").as("plays"), max("plays"));

            assertThat(aggregations(grouped)).isEqualTo(1);
            assertThat(grouped.collectAsList()).containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            spark().conf().unset(fallback);
            spark().conf().set(QueryCompilation.WHOLE_STAGE, "false");
        }
    }

    @Test
    void theFilterOfAnAggregateStays() {
        Dataset<Row> grouped =
                rows().repartition(PAIR).groupBy(PAIR).agg(functions.expr("sum(plays) filter (where plays >= 2000)"));

        assertThat(aggregations(grouped)).isEqualTo(1);
        assertThat(Frames.lines(grouped.filter("video_idx = 7"))).containsExactly("7 | 7 | 2007");
    }

    @Test
    void distinctRowsAreFoundOnce() {
        Dataset<Row> distinct =
                rows().repartition(PAIR).select("user_idx", "video_idx").distinct();

        assertThat(aggregations(distinct)).isEqualTo(1);
        assertThat(distinct.collectAsList()).hasSize(1000);
    }

    @Test
    void distinctValuesAreCountedByTheirUsers() {
        Dataset<Row> grouped = rows().repartition(col("user_idx"))
                .groupBy("user_idx")
                .agg(count_distinct(col("video_idx")), sum("plays"));

        // Users have every fiftieth video, and all of its rows.
        assertThat(Frames.lines(grouped.filter("user_idx = 1")))
                .containsExactly("1 | 20 | "
                        + rows().filter("user_idx = 1")
                                .agg(sum("plays"))
                                .first()
                                .getLong(0));
        assertThat(grouped.collectAsList()).hasSize(50);
    }
}
