package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.store.Table;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code reelrank} command with its subcommands: the night, each stage, and the tools around them. */
public final class CommandLines {

    /** The command without a subcommand: prints the help. */
    @Command(
            name = "reelrank",
            description = "Nightly recommendations and creator reports for short video, on Apache Spark.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class,
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "Exit codes: 0 done, 1 a bug, 2 usage or settings, 3 a quality gate refused,",
                "4 input missing or broken, 5 storage, 75 another run holds the storage root,",
                "143 stopped by a signal.",
                "",
                "For example: scripts/reelrank nightly --date 2022-05-06 --conf conf/sample.conf"
            })
    static final class Root {}

    /** The version in the manifest of the jar. */
    static final class VersionProvider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "reelrank "
                        + Optional.ofNullable(CommandLines.class.getPackage().getImplementationVersion())
                                .orElse("(not from its jar)")
            };
        }
    }

    /**
     * The pipelines that commands run. Each is made from the settings.
     *
     * @param night the stages of a night
     * @param tuning the stages of a search for better settings of the model
     * @param ablation the stages that measure what each part of the strengths is worth
     */
    public record Pipelines(
            Function<Settings, Pipeline> night,
            Function<Settings, Pipeline> tuning,
            Function<Settings, Pipeline> ablation) {
        /** All tables that the pipelines write, each once. */
        Set<Table> tables(Settings settings) {
            return Stream.of(night, tuning, ablation)
                    .flatMap(pipeline -> pipeline.apply(settings).stages().stream())
                    .flatMap(stage -> stage.writes().stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    private CommandLines() {}

    /**
     * Runs a command line. It sets the default locale of the JVM to {@link Locale#ROOT}.
     *
     * @param clock the clock that tells the default date and the ids of runs
     * @param pipelines the pipelines that commands run
     * @param out receives results
     * @param err receives progress and errors
     * @param arguments the arguments as typed
     * @return the exit code
     */
    public static int execute(Clock clock, Pipelines pipelines, PrintWriter out, PrintWriter err, String... arguments) {
        // The machine's language must not put its digits and letters into tables, notes and pages. Session does so for
        // the executors.
        Locale.setDefault(Locale.ROOT);
        CommandLine root = new CommandLine(new Root());
        Settings defaults = Settings.load(Optional.empty(), List.of());
        List<Stage> stages = pipelines.night().apply(defaults).stages();
        String first = stages.get(0).name();
        String last = stages.get(stages.size() - 1).name();
        root.addSubcommand(new NightCommand.Nightly(clock, pipelines, first, last));
        for (Stage stage : stages) {
            CommandLine command =
                    new CommandLine(new NightCommand(clock, pipelines, pipelines.night(), stage.name(), stage.name()));
            command.getCommandSpec()
                    .usageMessage()
                    .description("Runs the stage %s alone: %s.".formatted(stage.name(), stage.purpose()));
            root.addSubcommand(stage.name(), command);
        }
        root.addSubcommand(new UserCommand());
        root.addSubcommand(new OutlookCommand());
        root.addSubcommand(new CreatorCommand());
        List<Stage> search = pipelines.tuning().apply(defaults).stages();
        root.addSubcommand(new TuneCommand(
                clock,
                pipelines,
                search.get(0).name(),
                search.get(search.size() - 1).name()));
        List<Stage> parts = pipelines.ablation().apply(defaults).stages();
        root.addSubcommand(new AblateCommand(
                clock,
                pipelines,
                parts.get(0).name(),
                parts.get(parts.size() - 1).name()));
        root.addSubcommand(new MapCommand(clock, pipelines.night()));
        root.addSubcommand(new CheckCommand(clock, pipelines.night()));
        root.addSubcommand(new EvaluateCommand());
        root.addSubcommand(new VersionsCommand());
        root.addSubcommand(new VerifyCommand());
        root.addSubcommand(new RollbackCommand(clock));
        root.addSubcommand(new ExpireCommand(clock, pipelines.night()));
        root.addSubcommand(new EraseCommand(clock, pipelines));
        root.addSubcommand(new BenchCommand());
        root.addSubcommand(new PlanCommand(pipelines.night()));
        root.addSubcommand(new SettingsCommand());
        root.addSubcommand(new SimulateCommand());
        root.addSubcommand(new LoopCommand(clock, pipelines, first));
        // An id may begin with @.
        root.setExpandAtFiles(false)
                .setOut(out)
                .setErr(err)
                .setExitCodeExceptionMapper(thrown -> ExitCode.of(thrown).code())
                .setExecutionExceptionHandler((thrown, command, parsed) -> report(thrown, err))
                .setParameterExceptionHandler((thrown, parsed) -> {
                    err.println("reelrank: " + thrown.getMessage());
                    err.println("reelrank: see '"
                            + thrown.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
                    err.flush();
                    return ExitCode.USAGE.code();
                });
        if (arguments.length == 0) {
            root.usage(err);
            return ExitCode.USAGE.code();
        }
        try {
            return root.execute(arguments);
        } catch (Error e) {
            // The handler above is given exceptions alone. Hadoop throws an error where a local disk is full.
            return report(e, err);
        }
    }

    private static int report(Throwable thrown, PrintWriter err) {
        if (StopHook.isStopping()) {
            // Spark is being stopped, so every job fails.
            err.println("reelrank: stopped by a signal before its end; run.json says whether it had published");
            err.flush();
            return ExitCode.STOPPED.code();
        }
        ExitCode exit = ExitCode.of(thrown);
        if (exit == ExitCode.BUG) {
            thrown.printStackTrace(err);
            err.println("reelrank: this is a bug in reelrank: " + thrown);
        } else {
            err.println("reelrank: " + ExitCode.cause(thrown).getMessage());
        }
        err.flush();
        return exit.code();
    }
}
