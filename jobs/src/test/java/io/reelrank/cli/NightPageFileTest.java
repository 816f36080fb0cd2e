package io.reelrank.cli;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.files.Json;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.stage.RunRecords;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.stage.StageSummary.State;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.GateResults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightPageFileTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");
    private static final List<Stage> STAGES =
            List.of(new Declared("collect", CollectedRows.TABLE), new Declared("gate", GateResults.TABLE));

    @TempDir
    private Path root;

    private TableStore store;
    private RunRecords records;
    private Night night;
    private Optional<MetricsFile> metrics = Optional.empty();

    @BeforeEach
    void writeTablesOfAnEarlierRun() {
        store = new TableStore(spark(), root.toString());
        records = new RunRecords(store.storage(), store.root());
        night = new Night(
                DATE,
                Instant.parse("2022-05-07T02:00:00Z"),
                spark(),
                store,
                Night.Reuse.FINISHED,
                Fence.ofPrivateRoot());
        write(
                CollectedRows.TABLE,
                "source string, file string, outcome string, reason string, rows long",
                "log | a.csv | accepted |  | 90",
                "log | a.csv | rejected | no user | 4",
                "log | b.csv | rejected | no user | 6");
        write(
                GateResults.TABLE,
                "check string, outcome string, value double, reference double, bound double, finding string",
                "users | passed | 7 | null | 1 | 7, must be at least 1");
    }

    @Test
    void thePageHasWhatTheTablesAndRecordsHave() throws Exception {
        store.storage()
                .replace(
                        records.file("2022-05-05", "r0"),
                        Json.bytes(record("r0", "2022-05-05", 0, stage("collect", State.DONE, 3))));

        String written = file().write(record(
                "r1", DATE.toString(), 0, stage("collect", State.REUSED, 1), stage("gate", State.DONE, 2)));

        assertThat(written)
                .isEqualTo(
                        root.resolve("runs/date=2022-05-06/run=r1/night.html").toString());
        Document page = page("r1");
        assertThat(page.select("[aria-label^=Rows of] tbody tr").eachText()).containsExactly("log 100 90 0 10 10.0%");
        assertThat(page.select("[aria-label='Why rows were rejected'] tbody tr").eachText())
                .containsExactly("no user log rejected 10 2 a.csv");
        assertThat(page.select("[aria-label='The stages'] tbody tr").eachText())
                .contains("collect reused 1.0 s 3.0 s (3.0 s to 3.0 s) 1 1 –");
        assertThat(page.select("#gate + p").text()).isEqualTo("1 passed, 0 refused, 0 not compared.");
        assertThat(Files.readString(root.resolve("runs/index.html"))).contains("url=date=2022-05-06/run=r1/night.html");
    }

    @Test
    void whatAnEarlierRunLeftIsNoPartOfAFailedNight() throws Exception {
        file().write(record("r1", DATE.toString(), 1, stage("collect", State.DONE, 1), stage("gate", State.FAILED, 2)));

        assertThat(page("r1").select("#gate + p").text()).isEqualTo("The night did not come so far.");
        assertThat(page("r1").select("[aria-label^=Rows of]")).hasSize(1);
    }

    @Test
    void aTableThatCannotBeReadIsMissingOnThePage() throws Exception {
        Files.writeString(root.resolve("tables/collected_rows/dt=2022-05-06/_MANIFEST.json"), "no JSON");

        file().write(record("r1", DATE.toString(), 0, stage("collect", State.DONE, 1), stage("gate", State.DONE, 2)));

        assertThat(page("r1").select(".findings").text())
                .contains("This page lacks 1 part that could not be read; the first: collected_rows: cannot read");
        assertThat(page("r1").select("#gate + p").text()).startsWith("1 passed");
    }

    @Test
    void aPageThatCannotBeWrittenEndsNothing() throws Exception {
        Files.writeString(root.resolve("runs"), "a file in place of the folder");

        assertThat(file().write(record("r1", DATE.toString(), 0)))
                .startsWith("the page of this run could not be written: cannot write %s/runs/".formatted(root));
        file().writeRecord(record("r1", DATE.toString(), 143));
    }

    @Test
    void theMetricsAreOfWhatThePageShows() throws Exception {
        Path file = root.resolve("reelrank.prom");
        metrics = Optional.of(new MetricsFile(file, "root"));

        file().write(record("r1", DATE.toString(), 3, stage("collect", State.DONE, 1), stage("gate", State.DONE, 2)));

        assertThat(file)
                .content()
                .contains(
                        "reelrank_run_exit_code{root=\"root\"} 3\n",
                        "reelrank_collected_rows{root=\"root\",source=\"log\",outcome=\"rejected\"} 10\n",
                        "reelrank_gate_checks{root=\"root\",outcome=\"passed\"} 1\n");
        assertThat(root.resolve("reelrank.prom.new")).doesNotExist();
    }

    @Test
    void metricsThatCannotBeWrittenEndNothing() throws Exception {
        Path file = root.resolve("missing/reelrank.prom");
        metrics = Optional.of(new MetricsFile(file, "root"));

        assertThat(file().write(record("r1", DATE.toString(), 0)))
                .isEqualTo(
                        "%s/runs/date=2022-05-06/run=r1/night.html; its metrics could not be written: cannot write %s: "
                                .formatted(root, file)
                                .concat("java.nio.file.NoSuchFileException: %s.new; its folder must be there, and the"
                                        .formatted(file))
                                .concat(" account of the night may write in it"));
        file().writeRecord(record("r1", DATE.toString(), 143));
    }

    private NightPageFile file() {
        return new NightPageFile(night, records, new Pipeline(STAGES), STAGES, 20, metrics);
    }

    private Document page(String run) throws Exception {
        return Jsoup.parse(Files.readString(root.resolve("runs/date=2022-05-06/run=%s/night.html".formatted(run))));
    }

    private void write(Table table, String ddl, String... lines) {
        store.write(
                table,
                Frames.of(spark(), ddl, lines)
                        .withColumn("dt", lit(DATE.toString()).cast("date")),
                "20220506T000000000",
                Map.of(DATE, Map.of()));
    }

    private static RunRecord record(String run, String date, int exit, StageSummary... stages) {
        return new RunRecord(
                run,
                date,
                List.of("collect", "gate"),
                "2022-05-07T02:00:00Z",
                "",
                exit,
                "",
                5,
                List.of(stages),
                List.of(),
                Map.of());
    }

    private static StageSummary stage(String name, State state, double seconds) {
        return new StageSummary(name, state, 1, 1, seconds, 0, Map.of(), List.of());
    }

    /** A stage that only declares what it writes. */
    private record Declared(String name, Table table) implements Stage {
        @Override
        public String purpose() {
            return "writes a table";
        }

        @Override
        public List<Input> reads() {
            return List.of();
        }

        @Override
        public List<Table> writes() {
            return List.of(table);
        }

        @Override
        public Map<String, String> determinants(StageContext run) {
            return Map.of();
        }

        @Override
        public void execute(StageContext run) {
            throw new IllegalStateException("this stage only declares a table");
        }
    }
}
