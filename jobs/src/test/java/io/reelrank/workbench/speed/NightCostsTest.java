package io.reelrank.workbench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.core.files.InputException;
import io.reelrank.workbench.speed.TaskCosts.WrittenBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightCostsTest {
    @TempDir
    private Path folder;

    @Test
    void theRecordOfTheRunAndTheEventLogAreJoinedByTheStage() throws IOException {
        RunFolder run = RunFolder.emptied(folder.resolve("run"));
        Path record = run.storage().resolve("runs/date=2022-05-03/run=20220504T010000000/run.json");
        Files.createDirectories(record.getParent());
        // Notes and settings of other commits are passed over.
        Files.writeString(record, """
                {"run": "20220504T010000000", "exitCode": 0, "settings": {"reelrank.model.rank": "64"}, "stages": [
                  {"stage": "collect", "state": "DONE", "rowsIn": 10, "rowsOut": 9, "seconds": 1.5, "peakBytes": 100,
                   "notes": {"a": "b"}},
                  {"stage": "serve", "state": "DONE", "rowsIn": 9, "rowsOut": 0, "seconds": 0.5}]}
                """);
        Files.writeString(run.eventLog().resolve("local-1"), """
                {"Event":"SparkListenerStageSubmitted","Stage Info":{"Stage ID":0},"Properties":{"spark.job.description":"collect"}}
                {"Event":"SparkListenerTaskEnd","Stage ID":0,"Task Metrics":{"Executor CPU Time":5}}
                """);

        NightCosts night = NightCosts.read(run.storage(), run.eventLog(), 7);

        assertThat(night.stages())
                .containsExactly(
                        new StageCosts(
                                "collect", 10, 9, 1.5, 100, new TaskCosts(1, 5, 0, 0, new WrittenBytes(0, 0, 0))),
                        new StageCosts("serve", 9, 0, 0.5, 0, TaskCosts.NONE));
        assertThat(night.seconds()).isEqualTo(2);
        assertThat(night.processSeconds()).isEqualTo(7);
    }

    @Test
    void aNightThatLeftNoRecordIsRefused() {
        RunFolder run = RunFolder.emptied(folder.resolve("run"));

        assertThatThrownBy(() -> NightCosts.read(run.path(), run.path(), 1))
                .isInstanceOf(InputException.class)
                .hasMessage("the night left no run.json under " + run.path());
    }

    @Test
    void eachFigureHasItsOwnMedian() {
        List<NightCosts> rounds = List.of(night(3, 10, 1), night(1, 30, 2), night(2, 20, 9));

        assertThat(NightCosts.median(rounds)).isEqualTo(night(2, 20, 2));
    }

    @Test
    void theMedianOfTwoIsTheirMean() {
        assertThat(NightCosts.median(List.of(night(1, 10, 1), night(2, 20, 2)))).isEqualTo(night(1.5, 15, 1.5));
        assertThat(Medians.of(DoubleStream.of(4))).isEqualTo(4);
        assertThat(Medians.of(DoubleStream.of(4, 1, 3, 2))).isEqualTo(2.5);
    }

    private static NightCosts night(double seconds, long figure, double processSeconds) {
        return new NightCosts(
                List.of(new StageCosts(
                        "collect",
                        5,
                        4,
                        seconds,
                        figure,
                        new TaskCosts(figure, figure, figure, figure, new WrittenBytes(figure, figure, figure)))),
                processSeconds);
    }
}
