package io.reelrank.cli;

import io.reelrank.core.serving.ServingStores;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.workbench.speed.StoreLoadRace;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long a load of the serving stores takes. */
@Command(
        name = "store",
        description =
                "Loads drawn lists into the stores of serve.redis.url and serve.postgres.url, by the code that nights"
                        + " use. It replaces what readers of these stores see: give servers of its own.",
        mixinStandardHelpOptions = true,
        footer = {"", "For example: scripts/bench store --users 5000000 --set serve.redis.url=redis://127.0.0.1:6380"})
final class StoreBench implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "The number of users; ${DEFAULT-VALUE} by default.")
    private long users;

    @Option(
            names = "--videos",
            paramLabel = "N",
            defaultValue = "100000",
            description = "The number of videos; ${DEFAULT-VALUE} by default.")
    private long videos;

    @Option(
            names = "--length",
            paramLabel = "N",
            defaultValue = "100",
            description = "The length of a list; ${DEFAULT-VALUE} by default.")
    private int length;

    @Override
    public Integer call() {
        Settings settings = settingsOptions.load(Settings.Purpose.EVALUATE);
        if (settings.serve().redis().isEmpty() && settings.serve().postgres().isEmpty()) {
            throw new SettingsException(
                    "no store to load: set reelrank.serve.redis.url or reelrank.serve.postgres.url, or both");
        }
        PrintWriter out = command.commandLine().getOut();
        try (Session session = Session.open(settings.spark())) {
            new StoreLoadRace(session.spark(), users, videos, length)
                    .run(ServingStores.of(settings.serve()), (store, done) -> out.println(store + ": " + done));
            out.flush();
        }
        return ExitCode.DONE.code();
    }
}
