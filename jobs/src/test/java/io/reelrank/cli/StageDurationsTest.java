package io.reelrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.stage.RunRecords;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.stage.StageSummary.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageDurationsTest {
    @TempDir
    private java.nio.file.Path folder;

    private final Storage storage = new Storage(new Configuration());
    private RunRecords records;

    @BeforeEach
    void findTheRecords() {
        records = new RunRecords(storage, new Path(folder.toString()));
    }

    @Test
    void aStorageRootWithoutRunsHasNone() {
        assertThat(newest("collect")).isEmpty();
    }

    @Test
    void theNewestRunThatComputedAStageCounts() {
        record("2022-05-04", "20220505T010000000", stage("collect", State.DONE, 10), stage("model", State.DONE, 100));
        record("2022-05-05", "20220506T010000000", stage("collect", State.DONE, 11), stage("model", State.FAILED, 3));
        record("2022-05-05", "20220506T020000000", stage("collect", State.REUSED, 0.1), stage("model", State.DONE, 90));

        assertThat(newest("collect", "model", "serve")).isEqualTo(Map.of("collect", 11.0, "model", 90.0));
        assertThat(newest("collect")).isEqualTo(Map.of("collect", 11.0));
    }

    @Test
    void aRecordThatCannotBeReadIsPassedOver() {
        record("2022-05-04", "20220505T010000000", stage("collect", State.DONE, 10));
        storage.replace(records.file("2022-05-05", "20220506T010000000"), "no JSON".getBytes(StandardCharsets.UTF_8));

        assertThat(newest("collect")).isEqualTo(Map.of("collect", 10.0));
    }

    private Map<String, Double> newest(String... stages) {
        return StageDurations.newest(records, Set.of(stages));
    }

    private void record(String date, String run, StageSummary... stages) {
        storage.replace(
                records.file(date, run),
                Json.bytes(new RunRecord(
                        run,
                        date,
                        List.of(),
                        "2022-05-07T01:00:00Z",
                        "",
                        0,
                        "",
                        1,
                        List.of(stages),
                        List.of(),
                        Map.of())));
    }

    private static StageSummary stage(String name, State state, double seconds) {
        return new StageSummary(name, state, 1, 1, seconds, 0, Map.of(), List.of());
    }
}
