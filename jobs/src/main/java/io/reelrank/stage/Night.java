package io.reelrank.stage;

import io.reelrank.tables.TableStore;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;

/**
 * What is the same for all stages of one night.
 *
 * @param date the day whose logs arrive tonight; everything is as of its end
 * @param runId names this run's folders; later runs sort after earlier ones
 * @param spark the session
 * @param store the tables
 * @param reuse whether finished stages are left as they are
 */
public record Night(LocalDate date, String runId, SparkSession spark, TableStore store, Reuse reuse) {
    /** What happens to a stage that already wrote its tables from the same inputs. */
    public enum Reuse {
        /** It is not computed again. */
        FINISHED,
        /** Everything is computed again. */
        NOTHING
    }
}
