package io.reelrank.core.stage;

import io.reelrank.core.store.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/** The stages of a night in their order. The constructor checks that every table is written before it is read. */
public final class Pipeline {
    private final List<Stage> stages;

    /**
     * @param stages in the order in which they run
     * @throws IllegalArgumentException if a stage reads a table that no earlier stage writes, two stages write the same
     *     table, or two stages have the same name
     */
    public Pipeline(List<Stage> stages) {
        this.stages = List.copyOf(stages);
        Map<Table, String> writers = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        for (Stage stage : this.stages) {
            if (!names.add(stage.name())) {
                throw new IllegalArgumentException("illegal pipeline: two stages are named " + stage.name());
            }
            for (Input input : stage.reads()) {
                if (!input.isOfEarlierNights() && !writers.containsKey(input.table())) {
                    throw new IllegalArgumentException(
                            "illegal pipeline: stage %s reads table %s, which no earlier stage writes"
                                    .formatted(stage.name(), input.table().name()));
                }
            }
            for (Table table : stage.writes()) {
                String other = writers.putIfAbsent(table, stage.name());
                if (other != null) {
                    throw new IllegalArgumentException("illegal pipeline: stages %s and %s both write table %s"
                            .formatted(other, stage.name(), table.name()));
                }
            }
        }
    }

    /** The stages in their order. */
    public List<Stage> stages() {
        return stages;
    }

    /**
     * The stages from one to another, both included.
     *
     * @throws IllegalArgumentException if no stage has such a name, or the names are in the wrong order
     */
    public List<Stage> between(String from, String to) {
        int first = indexOf(from);
        int last = indexOf(to);
        if (first > last) {
            throw new IllegalArgumentException("stage %s comes after %s: swap --from and --to".formatted(from, to));
        }
        return stages.subList(first, last + 1);
    }

    /**
     * Runs stages in order. The first error ends the run.
     *
     * @param night the night; no other run may use its store
     * @param part stages of this pipeline
     * @param monitor shows the progress, and measures the heap
     * @param done receives the summary of each stage, also of a failed one before its error is thrown
     */
    public void run(Night night, List<Stage> part, ProgressMonitor monitor, Consumer<StageSummary> done) {
        part.forEach(stage -> stage.requireSettings(night.spark()));
        // A run that was killed may have left files there.
        night.store().storage().delete(new Path(night.store().root(), StageContext.SCRATCH));
        for (Stage stage : part) {
            StageContext run = new StageContext(night, stage, monitor::step);
            monitor.begin(stage.name());
            run.describeJobs("");
            long start = System.nanoTime();
            StageSummary.State state = StageSummary.State.FAILED;
            try {
                if (night.reuse() == Night.Reuse.FINISHED && run.isFinished()) {
                    state = StageSummary.State.REUSED;
                } else {
                    run.expectInputs();
                    stage.execute(run);
                    requireWritten(night, stage);
                    state = StageSummary.State.DONE;
                }
            } finally {
                run.storage().delete(run.scratch());
                run.spark().sparkContext().setJobDescription(null);
                double seconds = (System.nanoTime() - start) / 1e9;
                done.accept(run.summary(state, seconds, monitor.peakBytes()));
            }
        }
    }

    /** The pipeline as text: each stage with its purpose and the tables that it reads and writes. */
    public String describe() {
        return stages.stream()
                .map(stage -> "%s: %s%n    reads   %s%n    writes  %s%n"
                        .formatted(
                                stage.name(),
                                stage.purpose(),
                                stage.reads().isEmpty()
                                        ? "the sources' files"
                                        : stage.reads().stream()
                                                .map(Input::toString)
                                                .collect(Collectors.joining(", ")),
                                stage.writes().isEmpty()
                                        ? "published/"
                                        : stage.writes().stream()
                                                .map(Table::name)
                                                .collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
    }

    private int indexOf(String name) {
        List<String> names = new ArrayList<>();
        stages.forEach(stage -> names.add(stage.name()));
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no stage is named %s: the stages are %s".formatted(name, String.join(", ", names)));
        }
        return index;
    }

    private static void requireWritten(Night night, Stage stage) {
        for (Table table : stage.writes()) {
            if (night.store().manifest(table, night.date()).isEmpty()) {
                throw new IllegalStateException("stage %s ended without writing table %s for %s"
                        .formatted(stage.name(), table.name(), night.date()));
            }
        }
    }
}
