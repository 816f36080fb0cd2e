package io.reelrank.core.stage;

import io.reelrank.core.store.TableStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * What is the same for all stages of one night.
 *
 * @param date the day whose logs arrive tonight; everything is as of its end
 * @param started when the run began
 * @param spark the session
 * @param store the tables
 * @param reuse whether finished stages are left as they are
 */
public record Night(LocalDate date, Instant started, SparkSession spark, TableStore store, Reuse reuse) {
    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Names this run's folders; later runs sort after earlier ones. */
    public String runId() {
        return RUN_ID.format(started);
    }

    /** What happens to a stage that already wrote its tables from the same inputs. */
    public enum Reuse {
        /** It is not computed again. */
        FINISHED,
        /** Everything is computed again. */
        NOTHING
    }
}
