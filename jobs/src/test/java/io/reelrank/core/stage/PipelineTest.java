package io.reelrank.core.stage;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.files.InputException;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.stage.StageSummary.State;
import io.reelrank.core.store.Field;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.of(2022, 5, 6);
    private static final Instant FIRST = Instant.parse("2022-05-07T01:00:00Z");
    private static final Instant SECOND = Instant.parse("2022-05-07T02:00:00Z");
    private static final Table RAW = table("raw");
    private static final Table DOUBLED = table("doubled");

    @TempDir
    private Path root;

    private TableStore store;
    private final List<String> computed = new ArrayList<>();
    private final List<StageSummary> summaries = new ArrayList<>();

    @BeforeEach
    void openStore() {
        store = new TableStore(spark(), root.toString());
    }

    // Parts of a stage.

    @Test
    void aPartThatFailsWaitsForTheOthersAndTheirFailureIsTheStages() {
        AtomicBoolean hasEnded = new AtomicBoolean();
        CompletableFuture<Void> failing = new CompletableFuture<>();
        StageContext run = new StageContext(
                new Night(DATE, FIRST, spark(), store, Night.Reuse.FINISHED, Fence.ofPrivateRoot()),
                doubling("s"),
                step -> {});
        assertThatThrownBy(() -> run.together(
                        () -> {
                            failing.complete(null);
                            throw new StorageException("a disk is full");
                        },
                        () -> {
                            failing.join();
                            LockSupport.parkNanos(200_000_000);
                            hasEnded.set(true);
                        }))
                .isInstanceOf(StorageException.class)
                .hasMessage("a disk is full");
        assertThat(hasEnded).isTrue();
    }

    // The order of the stages.

    @Test
    void aTableReadBeforeItIsWrittenIsRefused() {
        assertThatThrownBy(() -> new Pipeline(List.of(doubling("s"), collecting(1, "s"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal pipeline: stage double reads table raw, which no earlier stage writes");
    }

    @Test
    void aTableOfTheNightBeforeMayBeReadByItsOwnWriter() {
        Stage stage = new DeclaredStage("loop", List.of(Input.before(RAW)), List.of(RAW), "s", run -> {});
        assertThat(new Pipeline(List.of(stage)).stages()).containsExactly(stage);
    }

    @Test
    void twoWritersOfATableAreRefused() {
        Stage other = new DeclaredStage("other", List.of(), List.of(RAW), "s", run -> {});
        assertThatThrownBy(() -> new Pipeline(List.of(collecting(1, "s"), other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal pipeline: stages collect and other both write table raw");
    }

    @Test
    void twoStagesOfOneNameAreRefused() {
        assertThatThrownBy(() -> new Pipeline(List.of(collecting(1, "s"), collecting(2, "s"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal pipeline: two stages are named collect");
    }

    @Test
    void aPartGoesFromOneStageToAnother() {
        Pipeline pipeline = new Pipeline(List.of(named("a"), named("b"), named("c"), named("d")));

        assertThat(pipeline.between("b", "c")).extracting(Stage::name).containsExactly("b", "c");
        assertThat(pipeline.between("b", "b")).extracting(Stage::name).containsExactly("b");
        assertThatThrownBy(() -> pipeline.between("c", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stage c comes after b: swap --from and --to");
        assertThatThrownBy(() -> pipeline.between("a", "e"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no stage is named e: the stages are a, b, c, d");
    }

    @Test
    void thePlanNamesWhatEachStageReadsAndWrites() {
        Stage last = new DeclaredStage(
                "last", List.of(Input.window(RAW, 7), Input.before(DOUBLED)), List.of(), "s", run -> {});
        assertThat(new Pipeline(List.of(collecting(1, "s"), doubling("s"), last)).describe())
                .isEqualToNormalizingNewlines("""
                        collect: does collect
                            reads   the sources' files
                            writes  raw
                        double: does double
                            reads   raw
                            writes  doubled
                        last: does last
                            reads   raw (last 7 days), doubled (of the night before)
                            writes  published/
                        """);
    }

    // What runs.

    @Test
    void theStagesRunInOrderAndTellWhatTheyReadAndWrote() {
        run(FIRST, collecting(1, "s"), doubling("s"));

        assertThat(computed).containsExactly("collect", "double");
        assertThat(Frames.lines(store.read(DOUBLED, List.of(DATE))))
                .containsExactly("2 | 2022-05-06", "4 | 2022-05-06");
        assertThat(summaries)
                .extracting(StageSummary::stage, StageSummary::state, StageSummary::rowsIn, StageSummary::rowsOut)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("collect", State.DONE, 5L, 2L),
                        org.assertj.core.groups.Tuple.tuple("double", State.DONE, 2L, 2L));
        assertThat(summaries.get(0).notes()).containsExactly(Map.entry("note", "of collect"));
        assertThat(summaries.get(0).outputs()).containsExactly("a page");
    }

    @Test
    void aFinishedStageIsReused() {
        run(FIRST, collecting(1, "s"), doubling("s"));
        computed.clear();

        run(SECOND, collecting(1, "s"), doubling("s"));

        assertThat(computed).isEmpty();
        assertThat(states()).containsExactly(State.REUSED, State.REUSED);
        assertThat(store.manifest(DOUBLED, DATE).map(Manifest::run)).contains("20220507T010000000");
    }

    @Test
    void aChangedSettingRunsItsStageAgainAndNoOtherWhenItsTableStaysEqual() {
        run(FIRST, collecting(1, "old"), doubling("s"));
        run(SECOND, collecting(1, "new"), doubling("s"));

        assertThat(states()).containsExactly(State.DONE, State.REUSED);
    }

    @Test
    void aChangedInputRunsTheStageAgain() {
        run(FIRST, collecting(1, "old"), doubling("s"));
        run(SECOND, collecting(10, "new"), doubling("s"));

        assertThat(states()).containsExactly(State.DONE, State.DONE);
        assertThat(Frames.lines(store.read(DOUBLED, List.of(DATE))))
                .containsExactly("20 | 2022-05-06", "22 | 2022-05-06");
    }

    @Test
    void reusingNothingComputesEverythingAgain() {
        run(FIRST, collecting(1, "s"), doubling("s"));
        computed.clear();

        run(
                new Night(DATE, SECOND, spark(), store, Night.Reuse.NOTHING, Fence.ofPrivateRoot()),
                collecting(1, "s"),
                doubling("s"));

        assertThat(computed).containsExactly("collect", "double");
        assertThat(states()).containsExactly(State.DONE, State.DONE);
    }

    @Test
    void aStageThatWritesNoTableIsNeverTakenForFinished() {
        Stage stage = new DeclaredStage("publish", List.of(), List.of(), "s", run -> computed.add("publish"));
        run(FIRST, stage);
        run(SECOND, stage);

        assertThat(computed).containsExactly("publish", "publish");
    }

    @Test
    void aFailingStageIsToldAsFailedAndItsErrorThrownAndNoLaterStageRuns() {
        Stage failing = new DeclaredStage("collect", List.of(), List.of(RAW), "s", run -> {
            throw new InputException("no files");
        });

        assertThatThrownBy(() -> run(FIRST, failing, doubling("s")))
                .isInstanceOf(InputException.class)
                .hasMessage("no files");
        assertThat(states()).containsExactly(State.FAILED);
        assertThat(computed).isEmpty();
    }

    @Test
    void aStageThatDoesNotWriteWhatItDeclaresFails() {
        Stage lazy = new DeclaredStage("collect", List.of(), List.of(RAW), "s", run -> {});

        assertThatThrownBy(() -> run(FIRST, lazy))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stage collect ended without writing table raw for 2022-05-06");
        assertThat(states()).containsExactly(State.FAILED);
    }

    @Test
    void aStageReadsAndWritesOnlyWhatItDeclares() {
        Stage nosy = new DeclaredStage("nosy", List.of(), List.of(), "s", run -> run.read(RAW));
        assertThatThrownBy(() -> run(FIRST, nosy))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stage nosy does not declare that it reads table raw");

        Stage bold = new DeclaredStage(
                "bold", List.of(), List.of(), "s", run -> run.write(RAW, Frames.of(spark(), "n int")));
        assertThatThrownBy(() -> run(FIRST, bold))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stage bold does not declare that it writes table raw");

        Stage sly = new DeclaredStage("sly", List.of(), List.of(), "s", run -> run.readOwn(RAW, List.of(DATE)));
        assertThatThrownBy(() -> run(FIRST, sly))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stage sly does not declare that it writes table raw");
    }

    @Test
    void aStageSeesNoManifestOfWhatItDoesNotDeclare() {
        Stage nosy = new DeclaredStage("nosy", List.of(), List.of(), "s", run -> run.written(RAW, DATE));
        assertThatThrownBy(() -> run(FIRST, nosy))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stage nosy does not declare that it reads table raw");

        Stage far = new DeclaredStage(
                "far", List.of(Input.window(RAW, 2)), List.of(), "s", run -> run.written(RAW, DATE.minusDays(2)));
        assertThatThrownBy(() -> run(FIRST, collecting(1, "s"), far))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stage far does not declare that it reads 2022-05-04 of table raw");

        Stage counting = counting(run -> run.written(RAW, DATE));
        assertThatThrownBy(() -> run(FIRST, collecting(1, "s"), counting))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stage count does not declare that it reads table raw");
        Stage reading = counting(run -> run.read(RAW));
        assertThatThrownBy(() -> run(FIRST, collecting(1, "s"), reading))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stage count does not declare that it reads table raw");

        Stage blind = new DeclaredStage("blind", List.of(Input.today(RAW)), List.of(), "s", run -> run.rowCounts(RAW));
        assertThatThrownBy(() -> run(FIRST, collecting(1, "s"), blind))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stage blind does not declare that it reads the row counts of table raw");
    }

    @Test
    void aStageSeesManifestsOfItsInputsAndOfAnyDayOfItsOutputs() {
        List<Long> rows = new ArrayList<>();
        Stage reader = new DeclaredStage("reader", List.of(Input.window(RAW, 2)), List.of(DOUBLED), "s", run -> {
            run.written(RAW, DATE).map(Manifest::rows).ifPresent(rows::add);
            run.written(DOUBLED, DATE.minusDays(9)).map(Manifest::rows).ifPresent(rows::add);
            run.write(DOUBLED, run.read(RAW));
        });
        run(FIRST, collecting(1, "s"), reader);
        assertThat(rows).containsExactly(2L);
    }

    @Test
    void aStageThatDeclaresRowCountsRunsAgainOnlyWhenTheyChange() {
        Stage counting = counting(run -> {
            computed.add("count");
            assertThat(run.rowCounts(RAW)).hasSize(1).containsKey(DATE);
            run.write(
                    DOUBLED, Frames.of(spark(), "n int", "" + run.rowCounts(RAW).get(DATE)));
        });
        run(FIRST, collecting(1, "old"), counting);
        // Other rows, as many.
        run(SECOND, collecting(10, "new"), counting);
        assertThat(states()).containsExactly(State.DONE, State.REUSED);

        Stage longer = new DeclaredStage(
                "collect",
                List.of(),
                List.of(RAW),
                "longer",
                run -> run.write(RAW, Frames.of(spark(), "n int", "1", "2", "3")));
        run(
                new Night(DATE, SECOND.plusSeconds(1), spark(), store, Night.Reuse.FINISHED, Fence.ofPrivateRoot()),
                longer,
                counting);
        assertThat(states()).containsExactly(State.DONE, State.DONE);
        assertThat(Frames.lines(store.read(DOUBLED, List.of(DATE)))).containsExactly("3 | 2022-05-06");
    }

    @Test
    void whatOnlyAStageReadsGoesWhenItEndsHoweverItEnds() throws IOException {
        Path scratch = root.resolve("scratch");
        Files.createDirectories(scratch.resolve("of a night that was killed"));

        Stage good = new DeclaredStage("good", List.of(), List.of(), "s", run -> {
            assertThat(scratch).doesNotExist();
            assertThat(run.scratch().getParent()).hasToString(scratch.toString());
            run.storage().replace(new org.apache.hadoop.fs.Path(run.scratch(), "kept"), new byte[] {1});
            assertThat(scratch.resolve("run=%s/kept".formatted(run.id()))).exists();
        });
        Stage bad = new DeclaredStage("bad", List.of(), List.of(), "s", run -> {
            run.storage().replace(new org.apache.hadoop.fs.Path(run.scratch(), "kept"), new byte[] {1});
            throw new IllegalArgumentException("no");
        });
        assertThatThrownBy(() -> run(FIRST, good, bad)).hasMessage("no");

        assertThat(states()).containsExactly(State.DONE, State.FAILED);
        assertThat(scratch).isEmptyDirectory();
    }

    private List<State> states() {
        return summaries.stream().map(StageSummary::state).toList();
    }

    private void run(Instant started, Stage... stages) {
        run(new Night(DATE, started, spark(), store, Night.Reuse.FINISHED, Fence.ofPrivateRoot()), stages);
    }

    private void run(Night night, Stage... stages) {
        summaries.clear();
        Pipeline pipeline = new Pipeline(List.of(stages));
        try (ProgressMonitor monitor = new ProgressMonitor(Long.MAX_VALUE, Map.of(), line -> {})) {
            pipeline.run(night, pipeline.stages(), monitor, summaries::add);
        }
    }

    private Stage collecting(int first, String setting) {
        return new DeclaredStage("collect", List.of(), List.of(RAW), setting, run -> {
            computed.add("collect");
            run.countIn(5);
            run.note("note", "of collect");
            run.output("a page");
            run.write(RAW, Frames.of(spark(), "n int", "" + first, "" + (first + 1)));
        });
    }

    private Stage doubling(String setting) {
        return new DeclaredStage("double", List.of(Input.today(RAW)), List.of(DOUBLED), setting, run -> {
            computed.add("double");
            run.write(DOUBLED, run.read(RAW).withColumn("n", col("n").multiply(2)));
        });
    }

    private static Stage counting(Consumer<StageContext> execution) {
        return new DeclaredStage("count", List.of(Input.rowCounts(RAW, 3)), List.of(DOUBLED), "s", execution);
    }

    private static Stage named(String name) {
        return new DeclaredStage(name, List.of(), List.of(), "s", run -> {});
    }

    private static Table table(String name) {
        return Table.of(name, "Numbers.", List.of("n"), Field.required("n", DataTypes.IntegerType, "A number."));
    }
}
