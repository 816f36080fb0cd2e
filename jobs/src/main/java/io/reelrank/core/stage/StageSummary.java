package io.reelrank.core.stage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The summary of one stage of a night.
 *
 * @param stage name of the stage
 * @param state how the stage ended
 * @param rowsIn rows read, from tables and files
 * @param rowsOut rows written
 * @param seconds wall-clock time
 * @param peakBytes largest heap of any executor while the stage ran; 0 if unknown
 * @param notes counts and figures, in order
 * @param outputs files and folders written for people or other systems
 */
public record StageSummary(
        String stage,
        State state,
        long rowsIn,
        long rowsOut,
        double seconds,
        long peakBytes,
        Map<String, String> notes,
        List<String> outputs) {
    /** How a stage ended. */
    public enum State {
        /** Computed and written. */
        DONE,
        /** Not computed: an earlier run wrote it from the same inputs and settings. */
        REUSED,
        /** Ended by an error. */
        FAILED
    }

    /** Copies the notes and outputs, keeping their order. */
    public StageSummary {
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        outputs = List.copyOf(outputs);
    }
}
