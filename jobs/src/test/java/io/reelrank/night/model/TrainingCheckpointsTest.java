package io.reelrank.night.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.stage.DeclaredStage;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.TableStore;
import io.reelrank.engine.als.Sweep;
import io.reelrank.engine.als.SweepState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingCheckpointsTest extends SparkTest {
    @TempDir
    private Path root;

    @Test
    void theNewestWholeStateIsReadByTheSameTrainingAlone() throws IOException {
        TrainingCheckpoints checkpoints = checkpoints("now", "settings", Duration.ZERO);
        assertThat(checkpoints.newest()).isEmpty();
        checkpoints.offer(() -> state(1));
        checkpoints.offer(() -> state(2));
        Path folder = only(root.resolve("checkpoints/date=2022-05-06"));
        assertThat(only(folder)).endsWithRaw(Path.of("sweep-0002"));

        SweepState read = checkpoints("now", "settings", Duration.ZERO).newest().orElseThrow();
        assertThat(read.sweeps()).isEqualTo(state(2).sweeps());
        assertThat(read.map()).containsExactly(0.1f, 1e-30f, 2);
        assertThat(Frames.factors(read.users()).get(7)).containsExactly(0.1f, 2);
        assertThat(checkpoints("split", "settings", Duration.ZERO).newest()).isEmpty();
        assertThat(checkpoints("now", "other settings", Duration.ZERO).newest()).isEmpty();

        // A run that is killed while it writes leaves a folder without its last file.
        Files.createDirectories(folder.resolve("sweep-0003/users"));
        assertThat(checkpoints.newest().orElseThrow().sweeps()).hasSize(2);
        checkpoints.offer(() -> state(3));
        assertThat(checkpoints.newest().orElseThrow().sweeps()).hasSize(3);

        Files.writeString(folder.resolve("sweep-0003/state.json"), "{");
        assertThatThrownBy(checkpoints::newest).hasMessageContaining("delete its folder, and training starts anew");
        checkpoints.delete();
        assertThat(folder).doesNotExist();
    }

    @Test
    void aTrainingThatTakesLessTimeKeepsNothing() {
        TrainingCheckpoints checkpoints = checkpoints("now", "settings", TrainingCheckpoints.PERIOD);
        checkpoints.offer(() -> {
            throw new AssertionError("not due");
        });
        assertThat(root).isEmptyDirectory();
    }

    private static SweepState state(int sweeps) {
        return new SweepState(
                IntStream.rangeClosed(1, sweeps)
                        .mapToObj(number -> new Sweep(number, 1.0 / (3 * number), 0.5))
                        .toList(),
                spark().sql("select 7 user_idx, array(float(0.1), float(2)) factors"),
                spark().sql("select 8 video_idx, array(float(3), float(4)) factors"),
                new float[] {0.1f, 1e-30f, 2});
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce((one, other) -> {
                        throw new AssertionError(one + " and " + other);
                    })
                    .orElseThrow();
        }
    }

    private TrainingCheckpoints checkpoints(String training, String settings, Duration period) {
        Night night = new Night(
                LocalDate.of(2022, 5, 6),
                Instant.parse("2022-05-07T01:00:00Z"),
                spark(),
                new TableStore(spark(), root.toString()),
                Night.Reuse.FINISHED,
                Fence.ofPrivateRoot());
        return new TrainingCheckpoints(
                new StageContext(night, DeclaredStage.notRun("model", List.of(), List.of(), settings), step -> {}),
                training,
                period);
    }
}
