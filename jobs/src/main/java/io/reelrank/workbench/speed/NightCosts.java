package io.reelrank.workbench.speed;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.Json;
import io.reelrank.core.files.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a night cost.
 *
 * @param stages the stages in their order
 * @param processSeconds wall-clock time of the night's process, with the start of Java and Spark
 */
public record NightCosts(List<StageCosts> stages, double processSeconds) {
    private static final String RECORD = "run.json";

    /**
     * What is read of the record of a run. It names no other keys, because an older commit's record may lack them.
     *
     * @param stages the stages in their order
     */
    private record RunStages(List<RunStage> stages) {}

    private record RunStage(String stage, long rowsIn, long rowsOut, double seconds, long peakBytes) {}

    /**
     * The costs of the only night that ran over a storage root.
     *
     * @param storage the storage root
     * @param eventLog the folder of the night's event log
     */
    static NightCosts read(Path storage, Path eventLog, double processSeconds) {
        RunStages record = record(storage);
        Map<String, TaskCosts> tasks = EventLog.costs(eventLog);
        return new NightCosts(
                record.stages().stream()
                        .map(stage -> new StageCosts(
                                stage.stage(),
                                stage.rowsIn(),
                                stage.rowsOut(),
                                stage.seconds(),
                                stage.peakBytes(),
                                tasks.getOrDefault(stage.stage(), TaskCosts.NONE)))
                        .toList(),
                processSeconds);
    }

    private static RunStages record(Path storage) {
        try (Stream<Path> files = Files.walk(storage)) {
            Path record = files.filter(file -> file.getFileName().toString().equals(RECORD))
                    .findFirst()
                    .orElseThrow(() -> new InputException("the night left no %s under %s".formatted(RECORD, storage)));
            return Json.read(LocalFiles.bytes(record), RunStages.class);
        } catch (IOException e) {
            throw new StorageException("cannot read %s under %s: %s".formatted(RECORD, storage, e.getMessage()), e);
        }
    }

    /** The seconds of all stages together. */
    public double seconds() {
        return stages.stream().mapToDouble(StageCosts::seconds).sum();
    }

    /**
     * The medians of each stage's figures.
     *
     * @param rounds nights of the same commit over the same files, at least one
     */
    static NightCosts median(List<NightCosts> rounds) {
        return new NightCosts(
                IntStream.range(0, rounds.get(0).stages().size())
                        .mapToObj(stage -> StageCosts.median(rounds.stream()
                                .map(night -> night.stages().get(stage))
                                .toList()))
                        .toList(),
                Medians.of(rounds.stream().mapToDouble(NightCosts::processSeconds)));
    }
}
