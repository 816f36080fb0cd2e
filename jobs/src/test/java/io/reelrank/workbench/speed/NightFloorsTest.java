package io.reelrank.workbench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightFloorsTest extends SparkTest {
    @TempDir
    private Path folder;

    @Test
    void theRowsOfAllDaysAreParsedAndWrittenWithoutRepeats() throws IOException {
        String play = """
                {"id":"1","user":"a","video":"v","action":"play","ts":1651248072000,"watch_ms":3000,"duration_ms":5000,"page":"feed"}
                """;
        file("events/dt=2022-05-01/part-00000.jsonl", play + play + "{\"id\":\"2\",\"user\":\"b\"}\n");
        file("events/dt=2022-05-02/part-00000.jsonl", play.replace("\"1\"", "\"3\""));
        String head = "video_id,creator_id,title,tags,category,duration_ms,published_at,status\n";
        file(
                "videos/dt=2022-05-01/part-00000.csv",
                head + "v,c,\"\"\"Best\"\", part 1\",x|y,fun,5000,2022-03-02 18:04:36,online\n");
        file("videos/dt=2022-05-02/part-00000.csv", head);
        file(
                "users/dt=2022-05-01/part-00000.csv",
                "user_id,registered_at,gender,age_band,city_tier,device\na,2022-03-02 18:04:36,f,18-24,1,ios\n");
        LocalDate day = LocalDate.of(2022, 5, 1);
        String storage = folder.resolve("storage").toString();
        new TableStore(spark(), storage)
                .write(
                        Events.TABLE,
                        events().withColumn("dt", functions.lit("2022-05-01").cast("date")),
                        "run",
                        Map.of(day, Map.of()));
        Path written = folder.resolve("written");

        NightFloors.FloorSeconds seconds = new NightFloors(spark())
                .run(folder.toString(), storage, new org.apache.hadoop.fs.Path(written.toUri()));

        assertThat(read(written, "events").select("id", "watch_ms").collectAsList())
                .containsExactlyInAnyOrder(
                        RowFactory.create("1", 3000L), RowFactory.create("2", null), RowFactory.create("3", 3000L));
        assertThat(read(written, "videos").select("title", "duration_ms").collectAsList())
                .containsExactly(RowFactory.create("\"Best\", part 1", 5000L));
        assertThat(read(written, "users").count()).isEqualTo(1);
        assertThat(seconds.collect()).isPositive();
        assertThat(seconds.features()).isPositive();
    }

    private static Dataset<Row> events() {
        return spark().createDataFrame(
                        List.of(RowFactory.create(
                                "1",
                                "a",
                                "v",
                                "play",
                                Timestamp.valueOf("2022-05-01 12:00:00"),
                                3000L,
                                5000L,
                                "feed",
                                null,
                                null,
                                Date.valueOf("2022-05-01"))),
                        Events.TABLE.schema());
    }

    private static Dataset<Row> read(Path written, String name) {
        return spark().read().parquet(written.resolve(name).toString());
    }

    private void file(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
