package io.reelrank.workbench.speed;

import java.util.List;

/**
 * What a stage of a night cost, or the floor below it.
 *
 * @param stage the name of the stage
 * @param rowsIn rows read, from tables and files
 * @param rowsOut rows written
 * @param seconds wall-clock time
 * @param peakBytes the largest heap while the stage ran; 0 if unknown
 * @param tasks what its tasks cost
 */
public record StageCosts(String stage, long rowsIn, long rowsOut, double seconds, long peakBytes, TaskCosts tasks) {
    /**
     * The median of each figure.
     *
     * @param rounds the costs of the same stage, at least one
     */
    static StageCosts median(List<StageCosts> rounds) {
        StageCosts first = rounds.get(0);
        return new StageCosts(
                first.stage,
                first.rowsIn,
                first.rowsOut,
                Medians.of(rounds.stream().mapToDouble(StageCosts::seconds)),
                Math.round(Medians.of(rounds.stream().mapToDouble(StageCosts::peakBytes))),
                TaskCosts.median(rounds.stream().map(StageCosts::tasks).toList()));
    }

    /** The costs of several stages together: sums, and the largest peak. */
    static StageCosts total(String name, List<StageCosts> stages) {
        return new StageCosts(
                name,
                0,
                0,
                stages.stream().mapToDouble(StageCosts::seconds).sum(),
                stages.stream().mapToLong(StageCosts::peakBytes).max().orElse(0),
                stages.stream().map(StageCosts::tasks).reduce(TaskCosts.NONE, TaskCosts::plus));
    }
}
