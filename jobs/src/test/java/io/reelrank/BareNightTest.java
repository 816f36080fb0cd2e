package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.Recommendations;
import java.io.IOException;
import java.nio.file.Files;
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
    private static final String CONF = """
            reelrank {
              sources {
                root = "%1$s", zone = UTC
                events.log {
                  path = "log/{yyyy-MM-dd}/*", format = csv
                  columns { user_id = user, video_id = video, event_time { column = ts, unit = ms } }
                  flags { like {} }
                }
                videos.catalogue {
                  path = "catalogue/{yyyy-MM-dd}/*", format = csv, columns { video_id = video, creator_id = creator }
                }
              }
              storage.root = "%1$s/out"
              spark.spark.sql.shuffle.partitions = 2
              features.test-days = 1
              model { rank = 4, iterations = 3, blocks = 2 }
              recommend.top-n = 10
            }
            """;

    @TempDir
    private static Path root;

    @Test
    void aNightNeedsOnlyIdsAndTimes() throws IOException {
        StringBuilder catalogue = new StringBuilder("video,creator\n");
        for (int video = 0; video < 40; video++) {
            catalogue.append("v%d,c%d%n".formatted(video, video));
        }
        write("catalogue/2022-05-05/videos.csv", catalogue.toString());
        for (int day = 5; day <= 6; day++) {
            StringBuilder log = new StringBuilder("user,video,ts\n");
            // The last ten videos have no event.
            for (int i = 0; i < 60; i++) {
                long ms = 1_651_708_800_000L + (day - 5) * 86_400_000L + i * 1000L;
                log.append("u%d,v%d,%d%n".formatted(i % 6, (7 * i + i / 6 + 3 * day) % 30, ms));
            }
            write("log/2022-05-0%d/log.csv".formatted(day), log.toString());
        }
        Path conf = write("bare.conf", CONF.formatted(root));

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

    private static Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
