package io.reelrank.core.stage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one stage of a night went.
 *
 * @param stage its name
 * @param state how it ended
 * @param rowsIn rows read, from tables and files
 * @param rowsOut rows written
 * @param seconds wall clock
 * @param peakBytes the most heap used while it ran, of any executor that told; 0 when none did
 * @param notes counts and figures for the reader, in order
 * @param outputs files and folders made for people or other systems
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
        /** Left as an earlier run wrote it: the same inputs and settings. */
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
