package io.reelrank.engine.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;

class NumberedRowsTest extends SparkTest {
    @Test
    void rowsOfSeveralPartsComeInTheOrderOfTheirIds() {
        int count = 120_000;
        Dataset<Row> shuffled = spark().range(count)
                .select(col("id").cast("int"), col("id").multiply(2).as("twice"))
                .orderBy(xxhash64(col("id")));

        try (NumberedRows rows = new NumberedRows(shuffled)) {
            assertThat(rows.count()).isEqualTo(count);
            assertThat(shuffled.storageLevel()).isNotEqualTo(StorageLevel.NONE());
            int next = 0;
            for (Row row : rows) {
                assertThat(row.getInt(0)).isEqualTo(next++);
                assertThat(row.getLong(1)).isEqualTo(2L * row.getInt(0));
            }
            assertThat(next).isEqualTo(count);
        }
        assertThat(shuffled.storageLevel()).isEqualTo(StorageLevel.NONE());
    }

    @Test
    void thereMayBeNoRows() {
        try (NumberedRows rows = new NumberedRows(Frames.of(spark(), "video_idx int, text string"))) {
            assertThat(rows.count()).isZero();
            assertThat(rows).isEmpty();
        }
    }
}
