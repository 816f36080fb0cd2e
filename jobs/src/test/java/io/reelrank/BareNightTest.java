package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.Recommendations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform's first night over logs and a catalogue that have only the columns that are required, and of few users. */
class BareNightTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");

    @TempDir
    private Path root;

    @Test
    void aNightNeedsOnlyIdsAndTimes() throws IOException {
        Path conf = BarePlatform.write(root);

        Command night = Command.run("nightly", "--date", DATE.toString(), "--conf", conf.toString());

        assertThat(night.exit()).as(night.err()).isZero();
        TableStore store = new TableStore(spark(), root.resolve("out").toString());
        Dataset<Row> lists = store.read(Recommendations.TABLE, List.of(DATE));
        assertThat(lists.filter("size(video_ids) > 0").count()).isEqualTo(6);
        assertThat(store.read(GateResults.TABLE, List.of(DATE))
                        .filter("outcome = 'refused'")
                        .count())
                .isZero();
    }
}
