package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.engine.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night over a little platform with cut-offs other than the defaults. */
class CutoffsTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-04");
    private static final int USERS = 12;
    private static final int VIDEOS = 16;
    private static final String CONF = """
            reelrank {
              sources {
                root = "%1$s"
                events.log {
                  path = "events/{yyyy-MM-dd}/*", format = jsonl
                  columns {
                    user_id = user, video_id = video, event_time { column = ts, unit = ms }
                    watch_ms { column = watch, unit = ms }, duration_ms { column = length, unit = ms }
                    kind { column = action, values { play = play } }
                  }
                }
                videos.catalogue {
                  path = "videos/{yyyy-MM-dd}/*", format = csv
                  columns {
                    video_id = video, creator_id = creator, title = title, tags { column = tags, separator = "|" }
                    duration_ms { column = length, unit = ms }
                    published_at { column = published, pattern = "yyyy-MM-dd HH:mm:ss" }
                    status { column = status, values { online = visible } }
                  }
                }
              }
              storage.root = "%1$s/out"
              spark.spark.sql.shuffle.partitions = 2
              features.test-days = 1
              model { rank = 4, iterations = 2, blocks = 2 }
              recommend { top-n = 10 }
              evaluation { cutoffs = [5, 10], list-length = 5, replicates = 20, mllib.iterations = 0 }
              gate { metrics = ["recall@10", "ndcg@5", "coverage@5"], rivals = [] }
              tune.metrics = ["recall@10"]
              ablation.metrics = ["mrr"]
            }
            """;

    @TempDir
    private static Path root;

    private static Path conf;

    @BeforeAll
    static void writeThePlatform() throws IOException {
        spark();
        for (int day = 2; day <= 4; day++) {
            write("events/2022-05-0%d/log.jsonl".formatted(day), events(LocalDate.parse("2022-05-0" + day)));
        }
        List<String> videos = new ArrayList<>(List.of("video,creator,title,tags,length,published,status"));
        for (int video = 0; video < VIDEOS; video++) {
            videos.add("v%1$d,c%2$d,Video number %1$d,tag%2$d,20000,2022-04-01 10:00:00,online"
                    .formatted(video, video % 4));
        }
        write("videos/2022-05-02/catalogue.csv", videos);
        conf = Files.writeString(root.resolve("my.conf"), CONF.formatted(root));
    }

    @Test
    void theNightMeasuresAndShowsWhatTheCutoffsSay() {
        Command night = Command.run("nightly", "--date", DATE.toString(), "--conf", conf.toString(), "--to", "gate");

        assertThat(night.exit()).as(night.err()).isZero();
        assertThat(night.out())
                .containsPattern(
                        "als\\+recent: recall@10 [01]\\.\\d{3} \\(.*\\), ndcg@5 .*, coverage@5 .*, \\d+ users of the held out days");
        Settings settings = Settings.load(Optional.of(conf), List.of());
        TableStore store = new TableStore(spark(), settings.storage().root());
        Set<String> measured = Set.copyOf(store.read(ModelQuality.TABLE, List.of(DATE))
                .filter(col(ModelQuality.SEGMENT)
                        .equalTo(Evaluation.ALL)
                        .and(col(ModelQuality.MODEL).equalTo(ModelQuality.SERVED)))
                .select(ModelQuality.METRIC)
                .as(Encoders.STRING())
                .collectAsList());
        assertThat(settings.evaluation().allMetrics()).containsExactlyInAnyOrderElementsOf(measured);
    }

    @Test
    void aMetricThatIsNotMeasuredIsRefusedBeforeTheFirstStage() {
        Command night = Command.run(
                "nightly",
                "--date",
                DATE.toString(),
                "--conf",
                conf.toString(),
                "--set",
                "gate.metrics=[\"recall@50\"]");

        assertThat(night.exit()).isEqualTo(2);
        assertThat(night.err())
                .contains("illegal setting reelrank.gate.metrics: recall@50 is not measured (--set gate.metrics: 1)")
                .doesNotContain("collect:");
    }

    /** Every user plays six videos a day to the end; a video of the user's own taste is more frequent. */
    private static List<String> events(LocalDate day) {
        long midnight = Instant.parse(day + "T00:00:00Z").toEpochMilli();
        return IntStream.range(0, USERS)
                .boxed()
                .flatMap(user -> IntStream.range(0, 6).mapToObj(play -> {
                    int video = (user % 4 + 4 * ((play * play + day.getDayOfMonth() + user) % 4) + play / 5) % VIDEOS;
                    long ts = midnight + 3_600_000L * (8 + play) + 60_000L * user;
                    return "{\"user\": \"u%d\", \"video\": \"v%d\", \"action\": \"play\", \"ts\": %d, \"watch\": 20000, \"length\": 20000}"
                            .formatted(user, video, ts);
                }))
                .collect(Collectors.toList());
    }

    private static void write(String file, List<String> lines) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, lines);
    }
}
