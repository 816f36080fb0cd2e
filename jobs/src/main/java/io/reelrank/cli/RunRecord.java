package io.reelrank.cli;

import io.reelrank.core.stage.StageSummary;
import java.util.List;
import java.util.Map;

/**
 * What {@code run.json} holds: all that one wants to know of a run in the morning.
 *
 * @param run the run's id
 * @param date the night's date
 * @param started when, UTC
 * @param exitCode how it ended
 * @param error what ended it; empty when it is done
 * @param seconds wall clock
 * @param stages how each stage went, in order
 * @param settings every setting, secrets masked
 */
record RunRecord(
        String run,
        String date,
        String started,
        int exitCode,
        String error,
        double seconds,
        List<StageSummary> stages,
        Map<String, String> settings) {}
