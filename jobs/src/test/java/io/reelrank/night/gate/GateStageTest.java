package io.reelrank.night.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.files.Json;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.DeclaredStage;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.core.stage.ProgressMonitor;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedFiles;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate over a night whose tables are empty; of events and interactions there are only the row counts. */
class GateStageTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");
    private static final Instant STARTED = Instant.parse("2022-05-07T01:00:00Z");
    private static final Settings SETTINGS = Settings.load(Optional.empty(), List.of("gate.small.rows=50"));

    @TempDir
    private Path root;

    private TableStore store;
    private int runs;

    @BeforeEach
    void writeTheNight() {
        store = new TableStore(spark(), root.toString());
        for (Table table : List.of(
                ModelQuality.TABLE,
                Recommendations.TABLE,
                UserFactors.TABLE,
                VideoFactors.TABLE,
                VideoFeatures.TABLE)) {
            store.write(
                    table,
                    spark().createDataFrame(List.of(), table.schema().add("dt", "date")),
                    "20220506T000000000",
                    Map.of(DATE, Map.of()));
        }
        count(Events.TABLE, DATE, 100);
        count(Interactions.TABLE, DATE, 1000);
    }

    @Test
    void theSummarySaysWhatBecameOfEveryCheck() throws Exception {
        StageSummary summary = run();

        // Refused: no user has a list. Not compared: the lists, quality, and the rows of two tables.
        assertThat(summary.notes())
                .containsEntry(
                        "checks",
                        "4 passed, 1 refused, 4 not compared"
                                + " (no earlier published night: 1, nothing held out: 1, no earlier night: 2)")
                .containsEntry("refused, users with a list", "0, must be at least 1");
        assertThat(Files.readString(root.resolve("drafts/date=2022-05-06/model.html")))
                .contains("The gate refused the night.", "4 passed, 1 refused, 4 not compared");
    }

    @Test
    void aPageThatCannotBeWrittenIsANote() throws Exception {
        Files.writeString(root.resolve("drafts"), "a file in place of the folder");

        StageSummary summary = run();

        assertThat(summary.state()).isEqualTo(StageSummary.State.DONE);
        assertThat(summary.outputs()).isEmpty();
        assertThat(summary.notes().get("pages that could not be written"))
                .startsWith("1; the first: cannot write %s/drafts/date=2022-05-06/model.html: ".formatted(root));
        assertThat(store.manifest(GateResults.TABLE, DATE)).isPresent();
    }

    @Test
    void rowCountsAreDeclaredAndAgainstTheMedianOfTheNightsBefore() {
        List.of(1, 7, 8).forEach(ago -> count(CollectedFiles.TABLE, DATE.minusDays(ago), 3));
        count(Events.TABLE, DATE.minusDays(1), 300);
        count(Events.TABLE, DATE.minusDays(7), 500);
        // Too long ago.
        count(Events.TABLE, DATE.minusDays(8), 10_000);

        run();

        assertThat(stage().reads()).contains(Input.rowCounts(Events.TABLE, 8), Input.rowCounts(Interactions.TABLE, 8));
        assertThat(Frames.lines(store.read(GateResults.TABLE, List.of(DATE))
                        .filter(col(GateResults.CHECK).startsWith("rows of"))
                        .select(GateResults.CHECK, GateResults.OUTCOME, GateResults.VALUE, GateResults.REFERENCE)))
                .containsExactly(
                        "rows of events, least | refused | 100.0 | 400.0",
                        "rows of events, most | passed | 100.0 | 400.0",
                        "rows of interactions | skipped | null | null");
    }

    @Test
    void daysThatNobodyDeliveredAreNoNightsBefore() {
        // Nothing was delivered on either day. On one of them late events happened.
        count(Events.TABLE, DATE.minusDays(2), 0);
        count(CollectedFiles.TABLE, DATE.minusDays(2), 0);
        count(Events.TABLE, DATE.minusDays(1), 7);
        count(Interactions.TABLE, DATE.minusDays(1), 0);

        run();

        assertThat(rowChecks()).containsExactly("rows of events | skipped", "rows of interactions | skipped");
    }

    @Test
    void limitsOnRowsAreNotAppliedToFewRows() {
        count(CollectedFiles.TABLE, DATE.minusDays(1), 1);
        count(Events.TABLE, DATE.minusDays(1), 20);
        count(Interactions.TABLE, DATE.minusDays(1), 300);

        StageSummary summary = run();

        assertThat(rowChecks())
                .containsExactly(
                        "rows of events, least | passed",
                        "rows of events, most | skipped",
                        "rows of interactions, least | passed",
                        "rows of interactions, most | refused");
        assertThat(summary.notes())
                .containsEntry(
                        "not applied, rows of events, most",
                        "100 against 20, must be at most 60 by gate.max-rows-share; not applied: the median is below"
                                + " gate.small.rows = 50");
    }

    @Test
    void limitsOnListsAreNotAppliedToFewUsersOrVideos() {
        write(
                Recommendations.TABLE,
                "user_id string, video_ids array<string>, scores array<float>, sources array<string>, reasons array<string>",
                "ann | [] | [] | [] | []");

        StageSummary summary = run();

        assertThat(summary.notes()).doesNotContainKey("refused, users with a list");
        assertThat(summary.notes())
                .containsEntry(
                        "not applied, users with a list",
                        "0, must be at least 1; not applied: 1 users and 0 eligible videos, gate.small.users = 50 and"
                                + " gate.small.videos = 100");
    }

    @Test
    void aMetricWithoutAnyFigureOfFewUsersIsNotApplied() {
        write(
                ModelQuality.TABLE,
                "model string, segment string, metric string, value double, low double, high double, users long,"
                        + " difference double, difference_low double, difference_high double, p double",
                "popularity | all | coverage@20 | 0.5 | 0.4 | 0.6 | 3 | null | null | null | null");

        StageSummary summary = run();

        assertThat(summary.notes())
                .containsEntry(
                        "not applied, quality, recall@50",
                        "gate.metrics names recall@50, which was not measured; not applied: 3 evaluated users are fewer"
                                + " than gate.small.users = 50");
    }

    private List<String> rowChecks() {
        return Frames.lines(store.read(GateResults.TABLE, List.of(DATE))
                .filter(col(GateResults.CHECK).startsWith("rows of"))
                .select(GateResults.CHECK, GateResults.OUTCOME));
    }

    private void write(Table table, String ddl, String... lines) {
        store.write(
                table,
                Frames.of(spark(), ddl, lines)
                        .withColumn("dt", lit(DATE.toString()).cast("date")),
                "20220506T000000001",
                Map.of(DATE, Map.of()));
    }

    @Test
    void aNightIsCheckedAgainOnlyWhenItsInputsChange() {
        assertThat(run().state()).isEqualTo(StageSummary.State.DONE);
        assertThat(run().state()).isEqualTo(StageSummary.State.REUSED);
        count(Events.TABLE, DATE, 101);
        assertThat(run().state()).isEqualTo(StageSummary.State.DONE);
        assertThat(run().state()).isEqualTo(StageSummary.State.REUSED);
        count(Interactions.TABLE, DATE.minusDays(3), 1000);
        assertThat(run().state()).isEqualTo(StageSummary.State.DONE);
    }

    private StageSummary run() {
        Stage gate = stage();
        List<StageSummary> summaries = new ArrayList<>();
        Night night = new Night(
                DATE, STARTED.plusSeconds(runs++), spark(), store, Night.Reuse.FINISHED, Fence.ofPrivateRoot());
        try (ProgressMonitor monitor = new ProgressMonitor(Long.MAX_VALUE, Map.of(), line -> {})) {
            new Pipeline(List.of(DeclaredStage.before(gate), gate)).run(night, List.of(gate), monitor, summaries::add);
        }
        return summaries.get(0);
    }

    private static Stage stage() {
        return new GateStage(SETTINGS.gate(), SETTINGS.evaluation(), SETTINGS.model(), SETTINGS.features());
    }

    private void count(Table table, LocalDate day, long rows) {
        store.storage()
                .replace(
                        new org.apache.hadoop.fs.Path(
                                store.root(), "tables/%s/dt=%s/_MANIFEST.json".formatted(table.name(), day)),
                        Json.bytes(new Manifest(
                                table.name(), day.toString(), "run1", "", rows, "" + rows, List.of(), Map.of())));
    }
}
