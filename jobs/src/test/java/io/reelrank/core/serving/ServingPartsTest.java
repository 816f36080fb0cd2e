package io.reelrank.core.serving;

import static org.apache.spark.sql.functions.spark_partition_id;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ServingPartsTest extends SparkTest {
    private final Dataset<Row> users = spark().range(1000).selectExpr("cast(id as string) as user_id", "id");

    @Test
    void aRowHasTheSamePartByAnyNumberOfConnections() {
        Dataset<Row> one = ServingParts.of(users, "user_id", 1);
        assertThat(Frames.lines(ServingParts.of(users, "user_id", 3))).isEqualTo(Frames.lines(one));
        assertThat(one.columns()).containsExactly("part", "user_id", "id");
        assertThat(one.select("part").distinct().count()).isEqualTo(64);
    }

    @Test
    void aPartsRowsLieTogetherInOneTask() {
        List<Row> rows = ServingParts.of(users, "user_id", 3)
                .withColumn("task", spark_partition_id())
                .collectAsList();
        List<String> begun = new ArrayList<>();
        for (Row row : rows) {
            String part = row.getInt(0) + " in task " + row.getInt(3);
            if (begun.isEmpty() || !begun.get(begun.size() - 1).equals(part)) {
                begun.add(part);
            }
        }
        assertThat(rows).hasSize(1000);
        assertThat(begun).hasSize(64).allSatisfy(part -> {
            String[] words = part.split(" in task ", -1);
            assertThat(Integer.parseInt(words[0]) % 3).isEqualTo(Integer.parseInt(words[1]));
        });
    }
}
