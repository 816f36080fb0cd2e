package io.reelrank.night.drift;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.core.files.Json;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.stage.DeclaredStage;
import io.reelrank.core.stage.GateException;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.core.stage.ProgressMonitor;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.DriftChecks;
import io.reelrank.core.tables.InputFigures;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of which only the figures and the sizes of the dictionaries are there. */
class DriftStageTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");
    private static final Instant STARTED = Instant.parse("2022-05-07T01:00:00Z");
    private static final String FIGURES = "source string, figure string, family string, value double, rows long";

    @TempDir
    private Path root;

    private TableStore store;
    private StageSummary summary;
    private int runs;

    @BeforeEach
    void openStore() {
        store = new TableStore(spark(), root.toString());
    }

    @Test
    void theFirstNightHasNoPastAndSaysSo() {
        figures(DATE, 20_000, 0.03);
        ids(DATE, 500);

        assertThat(run(DATE).state()).isEqualTo(StageSummary.State.DONE);

        assertThat(checks(DATE))
                .containsExactlyInAnyOrder(
                        "events.log | rows | skipped | 20000.0 | null | null | 0 | 20,000; not compared: there are 0 earlier days, drift.least-days = 2",
                        "events.log | rows with like | skipped | 0.03 | null | null | 0 | 3.00%; not compared: there are 0 earlier days, drift.least-days = 2");
        assertThat(summary.notes())
                .containsEntry("figures", "2 skipped")
                .containsEntry(
                        "nothing compared",
                        "no figure has 2 earlier days (drift.least-days) and 1000 rows (drift.least-rows)");
    }

    @Test
    void anUnusualFigureEndsTheNightUntilItIsLetThrough() {
        usualDays();
        figures(DATE, 20_000, 0);

        String message =
                "the input is unusual: 'events.log, rows with like': 0.00%, usually 3.00% to 3.00% on 4 days, must be at"
                        + " least 1.28% by drift.share-factor; nothing was trained, and the published version stays. If the files are"
                        + " wrong, deliver them again and run again; if they are right, run this night with --set"
                        + " drift.on-unusual=warn";
        assertThatThrownBy(() -> run(DATE)).isInstanceOf(GateException.class).hasMessage(message);
        assertThat(summary.state()).isEqualTo(StageSummary.State.FAILED);
        assertThat(summary.notes())
                .containsEntry("figures", "1 refused, 1 usual")
                .containsEntry(
                        "unusual, events.log, rows with like",
                        "0.00%, usually 3.00% to 3.00% on 4 days, must be at least 1.28% by drift.share-factor");
        // What it has written does not let the next run through.
        assertThatThrownBy(() -> run(DATE)).isInstanceOf(GateException.class).hasMessage(message);

        assertThat(run(DATE, "drift.on-unusual=warn").state()).isEqualTo(StageSummary.State.DONE);
        assertThat(run(DATE, "drift.on-unusual=warn").state()).isEqualTo(StageSummary.State.REUSED);
        assertThat(checks(DATE)).anyMatch(check -> check.startsWith("events.log | rows with like | warned | 0.0"));
    }

    @Test
    void aRefusedValueDoesNotBecomeUsualAndOneThatWasLetThroughDoes() {
        usualDays();
        figures(DATE, 20_000, 0);
        figures(DATE.plusDays(1), 20_000, 0);
        assertThatThrownBy(() -> run(DATE)).isInstanceOf(GateException.class);

        assertThatThrownBy(() -> run(DATE.plusDays(1)))
                .isInstanceOf(GateException.class)
                .hasMessageContaining("0.00%, usually 3.00% to 3.00% on 4 days");

        run(DATE, "drift.on-unusual=warn");
        assertThat(run(DATE.plusDays(1)).state()).isEqualTo(StageSummary.State.DONE);
    }

    @Test
    void filesThatAreDeliveredAgainCountAsThoseOfAnyDay() {
        usualDays();
        figures(DATE, 20_000, 0);
        assertThatThrownBy(() -> run(DATE)).isInstanceOf(GateException.class);
        figures(DATE, 20_000, 0.04);
        figures(DATE.plusDays(1), 20_000, 0.03);

        run(DATE.plusDays(1));

        assertThat(checks(DATE.plusDays(1)))
                .contains(
                        "events.log | rows with like | usual | 0.03 | 0.03 | 0.04 | 5 | 3.00%, usually 3.00% to 4.00% on 5 days");
    }

    @Test
    void newIdsAreThoseThatWereNumberedSinceYesterday() {
        for (int day = 0; day < 4; day++) {
            figures(DATE.plusDays(day), 20_000, 0.03);
            ids(DATE.plusDays(day), 500 + 1100 * day);
            run(DATE.plusDays(day));
        }
        assertThat(checks(DATE.plusDays(3)))
                .contains(
                        "user_index | new users | usual | 1100.0 | 1100.0 | 1100.0 | 2 | 1,100, usually 1,100 to 1,100 on 2 days");

        // All ids changed: everybody is new.
        figures(DATE.plusDays(4), 20_000, 0.03);
        ids(DATE.plusDays(4), 500 + 1100 * 3 + 9000);
        assertThatThrownBy(() -> run(DATE.plusDays(4)))
                .isInstanceOf(GateException.class)
                .hasMessageContaining(
                        "'user_index, new users': 9,000, usually 1,100 to 1,100 on 3 days, must be at most 3,499 by"
                                + " drift.new-ids-factor");
    }

    @Test
    void nightsWithoutNewIdsAreAPastToo() {
        for (int day = 0; day < 3; day++) {
            figures(DATE.plusDays(day), 20_000, 0.03);
            ids(DATE.plusDays(day), 2000);
            run(DATE.plusDays(day));
        }
        figures(DATE.plusDays(3), 20_000, 0.03);
        ids(DATE.plusDays(3), 4000);

        assertThatThrownBy(() -> run(DATE.plusDays(3)))
                .isInstanceOf(GateException.class)
                .hasMessageContaining("'user_index, new users': 2,000, usually 0 to 0 on 2 days");
    }

    private void usualDays() {
        for (int ago = 1; ago <= 4; ago++) {
            figures(DATE.minusDays(ago), 20_000, 0.03);
        }
    }

    private void figures(LocalDate day, long rows, double likes) {
        store.write(
                InputFigures.TABLE,
                Frames.of(
                                spark(),
                                FIGURES,
                                "events.log | rows | volume | %d | %d".formatted(rows, rows),
                                "events.log | rows with like | share | %s | %d".formatted(likes, rows),
                                "events.log | rows with hide | share | 0 | %d".formatted(rows))
                        .withColumn("dt", lit(day.toString()).cast("date")),
                "run%d".formatted(runs++),
                Map.of(day, Map.of()));
    }

    /** Writes how many users and videos a night knows. */
    private void ids(LocalDate day, long users) {
        count(UserIndex.TABLE, day, users);
        count(VideoIndex.TABLE, day, 100);
    }

    private void count(Table table, LocalDate day, long rows) {
        store.storage()
                .replace(
                        new org.apache.hadoop.fs.Path(
                                store.root(), "tables/%s/dt=%s/_MANIFEST.json".formatted(table.name(), day)),
                        Json.bytes(new Manifest(
                                table.name(), day.toString(), "run1", "", rows, "" + rows, List.of(), Map.of())));
    }

    private List<String> checks(LocalDate day) {
        return Frames.lines(store.read(DriftChecks.TABLE, List.of(day)).drop("dt", DriftChecks.FAMILY));
    }

    private StageSummary run(LocalDate date, String... settings) {
        List<String> all = new ArrayList<>(List.of("drift.least-days=2"));
        all.addAll(List.of(settings));
        Stage drift =
                new DriftStage(TestSettings.with(all.toArray(String[]::new)).drift());
        Night night = new Night(
                date, STARTED.plusSeconds(runs++), spark(), store, Night.Reuse.FINISHED, Fence.ofPrivateRoot());
        try (ProgressMonitor monitor = new ProgressMonitor(Long.MAX_VALUE, Map.of(), line -> {})) {
            new Pipeline(List.of(DeclaredStage.before(drift), drift))
                    .run(night, List.of(drift), monitor, done -> summary = done);
        }
        return summary;
    }
}
