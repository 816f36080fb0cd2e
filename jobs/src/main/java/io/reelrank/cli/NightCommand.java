package io.reelrank.cli;

import io.reelrank.core.lease.Fence;
import io.reelrank.core.lease.Lease;
import io.reelrank.core.privacy.ErasedIds;
import io.reelrank.core.privacy.Eraser;
import io.reelrank.core.privacy.ErasureRecord;
import io.reelrank.core.privacy.Erasures;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.core.stage.ProgressMonitor;
import io.reelrank.core.stage.RunRecords;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.TableStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final CommandLines.Pipelines all;
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

    /**
     * A command that runs the stages from the first to the last, both included.
     *
     * @param all the pipelines whose tables are under the storage root
     * @param pipelines the command's own
     */
    NightCommand(
            Clock clock,
            CommandLines.Pipelines all,
            Function<Settings, Pipeline> pipelines,
            String first,
            String last) {
        this.clock = clock;
        this.all = all;
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
        Nightly(Clock clock, CommandLines.Pipelines all, String first, String last) {
            super(clock, all, all.night(), first, last);
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
            TableStore store = new TableStore(spark, settings.storage().root())
                    .readingBack(settings.storage().readBack());
            store.storage().requireWritable(store.root());
            if (runOptions.isDryRun()) {
                Night night = new Night(date, started, spark, store, runOptions.reuse(), Fence.ofPrivateRoot());
                part.forEach(stage -> stage.requireInputs(new StageContext(night, stage, step -> {})));
                print("%s: settings, inputs and permissions are good; nothing was written".formatted(date));
                return ExitCode.DONE.code();
            }
            Lease lease = new PublicationPointer(store.storage(), store.root())
                    .lease(Night.runId(started), settings.storage().lease(), clock, this::progress);
            Night night =
                    new Night(date, started, spark, store.guardedBy(lease::requireHeld), runOptions.reuse(), lease);
            Cleanup cleanup = new Cleanup(pipeline, night.store().storage(), store.root(), settings);
            try (lease;
                    StopHook hook = StopHook.releasing(lease::close);
                    ProgressMonitor monitor =
                            new ProgressMonitor(PROGRESS_MILLIS, earlierSeconds(store, part), this::progress)) {
                spark.sparkContext().addSparkListener(monitor);
                try {
                    RunRecords records = new RunRecords(store.storage(), store.root());
                    NightRun run = run(night, records, lease);
                    lease.renew(run::end);
                    NightPageFile page = new NightPageFile(
                            night,
                            records,
                            pipeline,
                            part,
                            settings.evaluation().listLength(),
                            metrics(settings));
                    if (part.get(0).equals(pipeline.stages().get(0))) {
                        erase(night, settings);
                    }
                    run.run(pipeline, part, cleanup, monitor, hook, page);
                } finally {
                    spark.sparkContext().removeSparkListener(monitor);
                }
            }
        }
        return ExitCode.DONE.code();
    }

    /** Erases the users of pending requests from what earlier nights left, before this night reads it. */
    private void erase(Night night, Settings settings) {
        Erasures erasures = new Erasures(night.store().storage(), night.store().root());
        List<ErasureRecord> pending = erasures.pending();
        if (pending.isEmpty()) {
            return;
        }
        ErasedIds erased = erasures.ids(night.spark());
        Map<String, Long> rows =
                new Eraser(night.spark(), night.store(), all.tables(settings)).erase(erased, night.runId());
        erasures.complete(pending, night.runId(), night.started(), rows);
        progress(String.format(Locale.ROOT, "erased %,d users from %d tables", erased.size(), rows.size()));
    }

    private NightRun run(Night night, RunRecords records, Lease lease) {
        Map<String, String> lines = new TreeMap<>();
        settingsOptions.lines(purpose()).forEach(line -> lines.put(line.key(), line.value()));
        return new NightRun(
                night,
                records,
                lines,
                lease.takenFrom(),
                command.commandLine().getOut(),
                command.commandLine().getErr());
    }

    /** A search for better settings is no night: it leaves the metrics of the last one. */
    private Optional<MetricsFile> metrics(Settings settings) {
        String file = settings.run().metricsFile();
        return file.isEmpty() || purpose() != Settings.Purpose.NIGHT
                ? Optional.empty()
                : Optional.of(new MetricsFile(Path.of(file), settings.storage().root()));
    }

    private static Map<String, Double> earlierSeconds(TableStore store, List<Stage> part) {
        return StageDurations.newest(
                new RunRecords(store.storage(), store.root()),
                part.stream().map(Stage::name).collect(Collectors.toSet()));
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
