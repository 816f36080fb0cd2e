package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.settings.ReportSettings.Withhold;
import io.reelrank.core.tables.AdviceTrials;
import io.reelrank.core.tables.CreatorAdvice;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * From whom advice is withheld: chance decides by creator and rule, the same every night. So those who got a piece of advice and
 * those who did not differ in nothing else, and what their later videos differ by is what the advice did.
 *
 * @param settings the share and the seed
 */
record WithheldAdvice(Withhold settings) {
    private static final int UNUSED_BITS = 11;
    private static final String FIRST = "first";

    /** Whether a rule is withheld from a creator. */
    Column isWithheld() {
        Column hash = xxhash64(lit(settings.seed()), col(CreatorAdvice.CREATOR_ID), col(CreatorAdvice.RULE));
        // The upper 53 bits, which a double holds, as a number in [0, 1).
        return shiftrightunsigned(hash, UNUSED_BITS)
                .cast("double")
                .multiply(0x1p-53)
                .lt(settings.share());
    }

    /**
     * The rows of {@code advice_trials}: what began to stand tonight, and what did so within the days that are looked at. A creator
     * has one trial of a rule at a time.
     *
     * @param advice tonight's rows of {@code creator_advice}
     * @param before the rows of {@code advice_trials} of the newest night before
     * @param date the night's date
     * @param reach how many days are looked at
     */
    Dataset<Row> trials(Dataset<Row> advice, Dataset<Row> before, LocalDate date, int reach) {
        String[] key = {AdviceTrials.CREATOR_ID, AdviceTrials.RULE};
        Dataset<Row> open = before.filter(col(AdviceTrials.SINCE)
                        .gt(lit(date.minusDays(reach)))
                        // Of those whose part has changed with the settings, nothing can be said.
                        .and(col(AdviceTrials.WITHHELD).equalTo(isWithheld())))
                .select(columns());
        Dataset<Row> begun = advice.filter(col(CreatorAdvice.SINCE).equalTo(lit(date)))
                .join(open, key, "left_anti")
                .groupBy(key[0], key[1])
                .agg(min(struct(AdviceTrials.SUBJECT, AdviceTrials.SINCE, AdviceTrials.WITHHELD, AdviceTrials.VALUE))
                        .as(FIRST))
                .select(col(key[0]), col(key[1]), col(FIRST + ".*"));
        return open.unionByName(begun);
    }

    private static Column[] columns() {
        return AdviceTrials.TABLE.fields().stream()
                .map(field -> col(field.name()))
                .toArray(Column[]::new);
    }
}
