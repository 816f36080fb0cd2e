package io.reelrank.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CollectedItemsTest extends SparkTest {
    private static final String COLUMNS = "video_idx int, factors array<float>, bias float";

    @Test
    void rowsInAnyOrderArePackedById() {
        Dataset<Row> rows = Frames.of(spark(), COLUMNS, "9 | [3, 0] | 0", "2 | [1, 0] | 0.5", "5 | [2, 1] | 0");

        TopItems items = CollectedItems.of(rows.repartition(3), 2);

        assertThat(items.size()).isEqualTo(3);
        RankedItems top = items.top(new float[] {1, 10}, Exclusions.NOTHING, 3);
        assertThat(top.items()).containsExactly(5, 9, 2);
        assertThat(top.scores()).containsExactly(12f, 3f, 1.5f);
    }

    @Test
    void withRankZeroFactorsAreNotRead() {
        TopItems items = CollectedItems.of(Frames.of(spark(), COLUMNS, "9 | [3, 0] | 1", "2 | null | 2"), 0);

        assertThat(items.rank()).isZero();
        assertThat(items.top(new float[0], Exclusions.NOTHING, 3).items()).containsExactly(2, 9);
    }

    @Test
    void noRowsGiveNoItems() {
        assertThat(CollectedItems.of(Frames.of(spark(), COLUMNS), 4).size()).isZero();
    }
}
