package io.reelrank.core.stage;

import java.util.List;
import java.util.Map;

/**
 * The content of {@code run.json}: the record of a run.
 *
 * @param run the run's id
 * @param date the night's date
 * @param planned the stages that the run was to run, in order; empty in records of earlier releases
 * @param started start of the run in ISO 8601, UTC
 * @param takenFrom the run whose lease this run took over, and why, as it leaves no record of its own; else empty
 * @param exitCode the exit code
 * @param error the message of the error that ended the run; empty if there was none
 * @param seconds wall-clock time
 * @param stages the summary of each stage, in order
 * @param expired what was deleted because nobody needs it any more, a line for each reason
 * @param settings every setting, with secrets masked
 */
public record RunRecord(
        String run,
        String date,
        List<String> planned,
        String started,
        String takenFrom,
        int exitCode,
        String error,
        double seconds,
        List<StageSummary> stages,
        List<String> expired,
        Map<String, String> settings) {
    /** Takes what an earlier release did not record as empty. */
    public RunRecord {
        planned = planned == null ? List.of() : List.copyOf(planned);
    }
}
