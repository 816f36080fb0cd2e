package io.reelrank.cli;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.NightLock;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.core.stage.ProgressMonitor;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.store.TableStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs stages for one day: a whole night, a part of it, or a single stage. */
@Command(mixinStandardHelpOptions = true)
class NightCommand implements Callable<Integer> {
    private static final long PROGRESS_MILLIS = 10_000;

    private final Clock clock;
    private final Function<Settings, Pipeline> pipelines;
    private String first;
    private String last;

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin
    private DateOption dateOption = new DateOption();

    @Mixin
    private RunOptions runOptions = new RunOptions();

    /** A command that runs the stages from the first to the last, both included. */
    NightCommand(Clock clock, Function<Settings, Pipeline> pipelines, String first, String last) {
        this.clock = clock;
        this.pipelines = pipelines;
        this.first = first;
        this.last = last;
    }

    /** Runs a whole night, or a part of it. */
    @Command(
            name = "nightly",
            description = "Runs the whole night: every stage in order. --from and --to select a part.",
            mixinStandardHelpOptions = true)
    static final class Nightly extends NightCommand {
        Nightly(Clock clock, Function<Settings, Pipeline> pipelines, String first, String last) {
            super(clock, pipelines, first, last);
        }

        @Option(names = "--from", paramLabel = "STAGE", description = "The first stage to run.")
        void from(String stage) {
            runFrom(stage);
        }

        @Option(names = "--to", paramLabel = "STAGE", description = "The last stage to run.")
        void to(String stage) {
            runTo(stage);
        }
    }

    final void runFrom(String stage) {
        first = stage;
    }

    final void runTo(String stage) {
        last = stage;
    }

    /** What the settings are loaded for. */
    Settings.Purpose purpose() {
        return Settings.Purpose.NIGHT;
    }

    final void override(String setting) {
        settingsOptions.override(setting);
    }

    @Override
    public final Integer call() {
        Settings settings = settingsOptions.load(purpose());
        LocalDate date = dateOption.date(clock, settings.sources().zone());
        Pipeline pipeline = pipelines.apply(settings);
        List<Stage> part = part(pipeline);
        Instant started = clock.instant();
        try (Session session = Session.open(settings.spark())) {
            SparkSession spark = session.spark();
            TableStore store = new TableStore(spark, settings.storage().root());
            Night night = new Night(date, started, spark, store, runOptions.reuse());
            store.storage().requireWritable(store.root());
            if (runOptions.isDryRun()) {
                part.forEach(stage -> stage.requireInputs(new StageContext(night, stage, step -> {})));
                print("%s: settings, inputs and permissions are good; nothing was written".formatted(date));
                return ExitCode.DONE.code();
            }
            NightLock lock = NightLock.take(store.storage(), store.root(), night.runId());
            try (lock;
                    StopHook hook = StopHook.releasing(lock::close);
                    ProgressMonitor monitor =
                            new ProgressMonitor(PROGRESS_MILLIS, earlierSeconds(store, part), this::progress)) {
                spark.sparkContext().addSparkListener(monitor);
                try {
                    run(pipeline, part, night, monitor, hook);
                } finally {
                    spark.sparkContext().removeSparkListener(monitor);
                }
            }
        }
        return ExitCode.DONE.code();
    }

    private void run(Pipeline pipeline, List<Stage> part, Night night, ProgressMonitor monitor, StopHook hook) {
        List<StageSummary> stages = new CopyOnWriteArrayList<>();
        ExitCode exit = ExitCode.BUG;
        String error = "";
        long begin = System.nanoTime();
        hook.record(() -> {
            night.spark().sparkContext().cancelAllJobs();
            record(night, ExitCode.STOPPED, "stopped by a signal before its end", begin, stages);
        });
        try {
            pipeline.run(night, part, monitor, stage -> {
                stages.add(stage);
                progress("%s: %s after %.1f s"
                        .formatted(stage.stage(), stage.state().name().toLowerCase(Locale.ROOT), stage.seconds()));
            });
            exit = ExitCode.DONE;
        } catch (RuntimeException | Error e) {
            exit = ExitCode.of(e);
            error = String.valueOf(ExitCode.cause(e).getMessage());
            throw e;
        } finally {
            if (hook.end()) {
                ended(night, exit, error, begin, stages);
            }
        }
    }

    private void ended(Night night, ExitCode exit, String error, long begin, List<StageSummary> stages) {
        String written;
        try {
            written = record(night, exit, error, begin, stages).toString();
        } catch (StorageException e) {
            // The error that ended the run must not be hidden by this one.
            if (exit == ExitCode.DONE) {
                throw e;
            }
            written = e.getMessage();
        }
        print(SummaryTable.of(stages));
        print("tables: %s/tables, record of this run: %s"
                .formatted(night.store().root(), written));
    }

    private Path record(Night night, ExitCode exit, String error, long begin, List<StageSummary> stages) {
        Path path = StageDurations.record(night.store().root(), night.date().toString(), night.runId());
        Map<String, String> lines = new TreeMap<>();
        settingsOptions.lines(purpose()).forEach(line -> lines.put(line.key(), line.value()));
        night.store()
                .storage()
                .replace(
                        path,
                        Json.bytes(new RunRecord(
                                night.runId(),
                                night.date().toString(),
                                night.started().toString(),
                                exit.code(),
                                error,
                                (System.nanoTime() - begin) / 1e9,
                                stages,
                                lines)));
        return path;
    }

    private static Map<String, Double> earlierSeconds(TableStore store, List<Stage> part) {
        return StageDurations.newest(
                store.storage(), store.root(), part.stream().map(Stage::name).collect(Collectors.toSet()));
    }

    private List<Stage> part(Pipeline pipeline) {
        try {
            return pipeline.between(first, last);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private void print(String text) {
        command.commandLine().getOut().println(text);
        command.commandLine().getOut().flush();
    }

    private void progress(String line) {
        command.commandLine().getErr().println(line);
        command.commandLine().getErr().flush();
    }
}
