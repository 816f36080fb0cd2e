package io.reelrank.core.stage;

import io.reelrank.core.lease.Fence;
import io.reelrank.core.store.TableStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * What all stages of one night share.
 *
 * @param date the day whose logs arrive tonight; everything is computed as of its end
 * @param started the start of the run
 * @param spark the session
 * @param store the tables
 * @param reuse whether finished stages are reused
 * @param fence tells whether another run has taken the storage root over
 */
public record Night(LocalDate date, Instant started, SparkSession spark, TableStore store, Reuse reuse, Fence fence) {
    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The id of the run, which names its folders. Later runs sort after earlier ones, unless the clock was set back. */
    public String runId() {
        return runId(started);
    }

    /** The id of a run that starts at a time. */
    public static String runId(Instant started) {
        return RUN_ID.format(started);
    }

    /** What happens to a stage whose tables were already written from the same inputs and settings. */
    public enum Reuse {
        /** It is not computed again. */
        FINISHED,
        /** It is computed again. */
        NOTHING
    }
}
