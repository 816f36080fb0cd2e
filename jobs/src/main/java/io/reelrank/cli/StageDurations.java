package io.reelrank.cli;

import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.stage.RunRecords;
import io.reelrank.core.stage.StageSummary;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** How long stages took in earlier runs, by the newest run records under a storage root. */
final class StageDurations {
    /** More folders and records are not read: a storage root may hold years of nights. */
    private static final int MOST_DATES = 7;

    private static final int MOST_RECORDS = 20;

    private StageDurations() {}

    /**
     * The seconds of each stage in the newest run that computed it. A reused or failed stage does not count.
     *
     * @param stages the names of the stages asked for
     * @return seconds by name; a stage that no record has is missing
     */
    static Map<String, Double> newest(RunRecords records, Set<String> stages) {
        Iterator<RunRecord> newest = records.newestFirst(date -> true, MOST_DATES)
                .limit(MOST_RECORDS)
                .iterator();
        Map<String, Double> seconds = new HashMap<>();
        while (!seconds.keySet().containsAll(stages) && newest.hasNext()) {
            newest.next().stages().stream()
                    .filter(stage -> stage.state() == StageSummary.State.DONE && stages.contains(stage.stage()))
                    .forEach(stage -> seconds.putIfAbsent(stage.stage(), stage.seconds()));
        }
        return seconds;
    }
}
