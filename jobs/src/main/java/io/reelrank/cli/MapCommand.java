package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.workbench.mapping.MappingDraft;
import io.reelrank.workbench.mapping.SampledFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Drafts the mapping of somebody's files as a conf file. */
@Command(
        name = "map",
        description =
                "Looks at some rows of a few files of your logs, videos and users (JSON Lines, CSV or Parquet), drafts"
                        + " the conf file that maps them, and shows what a night would read by it.",
        mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {
    private static final long CHECKED_ROWS = 10_000;

    private final Clock clock;
    private final Function<Settings, Pipeline> nights;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A file of a log, of videos or of users.")
    private List<String> files;

    @Option(names = "--out", paramLabel = "CONF", description = "Where to write the draft; by default it is printed.")
    private Path out;

    MapCommand(Clock clock, Function<Settings, Pipeline> nights) {
        this.clock = clock;
        this.nights = nights;
    }

    @Override
    public Integer call() {
        PrintWriter console = command.commandLine().getOut();
        if (out != null && Files.exists(out)) {
            throw wrong("--out %s is there already, and may have been edited: name another file".formatted(out));
        }
        try (Session session =
                        Session.open(Settings.load(Optional.empty(), List.of()).spark());
                SampleRun.Folder folder = new SampleRun.Folder()) {
            MappingDraft draft = MappingDraft.of(files.stream()
                    .map(file -> SampledFile.of(session.spark(), absolute(file)))
                    .toList());
            Path conf = write(folder, draft.conf());
            if (out == null) {
                console.println(draft.conf());
            } else {
                console.printf("wrote %s%n", out);
            }
            draft.decisions().forEach(decision -> console.println("DECIDE: " + decision));
            console.flush();
            if (draft.day().isPresent() && draft.isWhole()) {
                List<String> overrides = new ArrayList<>(folder.overrides(CHECKED_ROWS));
                new SampleRun(nights, CHECKED_ROWS)
                        .print(
                                session.spark(),
                                Settings.load(Optional.of(conf), overrides),
                                draft.day().get(),
                                clock.instant(),
                                console);
            }
        }
        return ExitCode.DONE.code();
    }

    private Path write(SampleRun.Folder folder, String conf) {
        Path file = out == null ? folder.file("draft.conf") : out;
        try {
            return Files.writeString(file, conf);
        } catch (IOException e) {
            throw wrong("cannot write --out %s: %s".formatted(file, e));
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(command.commandLine(), message);
    }

    /** A path on this machine from the root, so that the draft runs from any folder. */
    private static String absolute(String file) {
        return file.contains("://")
                ? file
                : Path.of(file).toAbsolutePath().normalize().toString();
    }
}
