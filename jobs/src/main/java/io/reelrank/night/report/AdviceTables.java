package io.reelrank.night.report;

import io.reelrank.core.settings.ReportSettings;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.AdviceEffects;
import io.reelrank.core.tables.AdviceTrials;
import io.reelrank.core.tables.CreatorAdvice;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes what creators are advised, and what that does.
 *
 * @param settings the least evidence, the share that may be false, and from whom advice is withheld
 * @param windows the windows
 */
record AdviceTables(ReportSettings settings, Windows windows) {
    /**
     * Writes the tables.
     *
     * @param tested what is tested
     * @param videoDays of {@link ReportSums#videoDays}
     */
    void write(StageContext run, AdviceTests.Tested tested, Dataset<Row> videoDays) {
        WithheldAdvice withheld = new WithheldAdvice(settings.withhold());
        try (RowCache cache = new RowCache()) {
            Dataset<Row> tests = cache.keep(new AdviceTests(windows, settings.minPeers(), cache).of(tested));
            run.write(
                    CreatorAdvice.TABLE,
                    new StandingAdvice(run.date(), settings.falseDiscoveryRate(), withheld)
                            .of(tests, run.read(CreatorAdvice.TABLE)));
        }
        if (settings.withhold().share() == 0) {
            run.write(AdviceTrials.TABLE, empty(run, AdviceTrials.TABLE));
            run.write(AdviceEffects.TABLE, empty(run, AdviceEffects.TABLE));
            return;
        }
        List<LocalDate> tonight = List.of(run.date());
        run.write(
                AdviceTrials.TABLE,
                withheld.trials(
                        run.readOwn(CreatorAdvice.TABLE, tonight),
                        run.read(AdviceTrials.TABLE),
                        run.date(),
                        windows.reach()));
        run.write(
                AdviceEffects.TABLE,
                new TrialOutcomes(run.date(), settings.minPlays())
                        .effects(
                                run.readOwn(AdviceTrials.TABLE, tonight),
                                videoDays,
                                tested.evidence().videos()));
    }

    private static Dataset<Row> empty(StageContext run, Table table) {
        return run.spark().createDataFrame(List.of(), table.schema());
    }
}
