package io.reelrank.cli;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.settings.SimulateSettings;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.workbench.simulate.SimulatedFiles;
import io.reelrank.workbench.simulate.Simulator;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the logs of a synthetic platform. */
@Command(
        name = "simulate",
        description = "Writes the logs, videos and users of a synthetic platform with a known truth. The settings under"
                + " reelrank.simulate define its size and its data errors.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder to write to. Files of the simulated days that are there are replaced.")
    private String out;

    @Option(
            names = "--lists",
            paramLabel = "ROOT",
            description =
                    "A storage root whose nights made lists. Only the last of reelrank.simulate.days is written: on it,"
                            + " as on the days before, users are offered the list of the night before.")
    private String lists;

    @Override
    public Integer call() {
        Settings settings = settingsOptions.load(Settings.Purpose.EVALUATE);
        PrintWriter console = command.commandLine().getOut();
        try (Session session = Session.open(settings.spark())) {
            Simulator simulator = new Simulator(settings.simulate());
            SimulatedFiles written = lists == null
                    ? simulator.write(session.spark(), out)
                    : simulator.writeLastDay(session.spark(), out, lists(session.spark(), settings.simulate()));
            for (String kind : List.of("events", "videos", "users")) {
                console.printf(Locale.ROOT, "%s: %,d rows%n", kind, written.rows(kind));
            }
            console.printf(Locale.ROOT, "%d files under %s%n", written.files().size(), out);
            console.flush();
        }
        return ExitCode.DONE.code();
    }

    /** The lists of the nights before the last simulated day. */
    private Dataset<Row> lists(SparkSession spark, SimulateSettings simulate) {
        LocalDate last = simulate.startDate().plusDays(simulate.days() - 1L);
        TableStore store = new TableStore(spark, lists);
        List<LocalDate> nights = store.manifests(Recommendations.TABLE).keySet().stream()
                .filter(night -> night.isBefore(last))
                .toList();
        if (!nights.contains(last.minusDays(1))) {
            throw new InputException(
                    "no lists of %s under %s, for the last simulated day %s: run that night, or set simulate.days to the days up to the one after the newest night"
                            .formatted(last.minusDays(1), lists, last));
        }
        return store.read(Recommendations.TABLE, nights);
    }
}
