package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import io.reelrank.workbench.speed.FailedProcessException;
import io.reelrank.workbench.speed.FigureTable;
import io.reelrank.workbench.speed.NightGrowth;
import io.reelrank.workbench.speed.NightRace;
import io.reelrank.workbench.speed.NightRaceResult;
import io.reelrank.workbench.speed.NightSize;
import io.reelrank.workbench.speed.NightTables;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a whole night, stage by stage. */
@Command(
        name = "night",
        description =
                "Measures a whole night over a simulated platform, stage by stage, beside the least that any Spark"
                        + " job over the same files must do, and beside the night of another commit.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Sizes, as rows of three days' logs: S is 0.9 million, M 9.2 million, L 30 million in 4 GB of heap.",
            "",
            "For example: scripts/bench night --size M",
            "             scripts/bench night --size S --against HEAD~20 --rounds 3",
            "             scripts/bench night --growth"
        })
final class NightBench implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--size",
            paramLabel = "S|M|L",
            defaultValue = "S",
            description = "The size of the platform; ${DEFAULT-VALUE} by default.")
    private NightSize size;

    @Option(
            names = "--against",
            paramLabel = "COMMIT",
            description = "Another commit, which is checked out and built below out/bench, and whose nights take turns"
                    + " with this one's.")
    private String against;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often each night runs; ${DEFAULT-VALUE} by default. The medians are printed.")
    private int rounds;

    @Option(
            names = "--growth",
            description = "Measure nothing, and show instead how costs grow over the sizes that were measured.")
    private boolean isGrowth;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:REELRANK_HOME:-.}",
            description = "The folder of reelrank's scripts and of the git repository; scripts/bench sets it.")
    private Path home;

    @Override
    public Integer call() {
        if (isGrowth) {
            return growth();
        }
        if (rounds < 1) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "illegal --rounds %d: must be at least 1".formatted(rounds));
        }
        NightRace race = new NightRace(home, size, this::progress);
        try {
            print(race.run(platform(), Optional.ofNullable(against), rounds), race.folder());
            return ExitCode.DONE.code();
        } catch (FailedProcessException e) {
            progress("reelrank: " + e.getMessage());
            return e.exitCode();
        }
    }

    private Integer growth() {
        NightGrowth growth = NightGrowth.measured(home);
        Path picture = growth.draw(home);
        PrintWriter out = command.commandLine().getOut();
        out.println(text(growth.table()));
        out.println("the picture: " + picture);
        out.flush();
        return ExitCode.DONE.code();
    }

    private String platform() {
        SettingsOptions options = new SettingsOptions();
        size.platform().forEach(options::override);
        return options.lines(Settings.Purpose.EVALUATE).stream()
                .filter(line -> line.key().startsWith("reelrank.simulate."))
                .map(line -> line.key() + " = " + line.value() + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    private void print(NightRaceResult result, Path folder) {
        PrintWriter out = command.commandLine().getOut();
        out.println(text(NightTables.costs(result)));
        out.println(NightTables.LEGEND);
        NightTables.comparison(result).ifPresent(table -> out.println(text(table)));
        out.println("also in %1$s/night.md and %1$s/night.json".formatted(folder));
        result.against().forEach(other -> out.println("faster %.2f".formatted(other.faster())));
        out.println("ratio %.2f".formatted(result.ratio()));
        out.flush();
    }

    private static String text(FigureTable table) {
        return TextTable.of(table.head(), table.rows(), 1);
    }

    private void progress(String line) {
        PrintWriter err = command.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
