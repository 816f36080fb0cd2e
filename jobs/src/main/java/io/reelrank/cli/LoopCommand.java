package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.store.TableStore;
import io.reelrank.workbench.loop.LoopDay;
import io.reelrank.workbench.loop.LoopFigures;
import io.reelrank.workbench.loop.LoopFindings;
import io.reelrank.workbench.loop.LoopPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs nights over a synthetic platform whose users answer to each night's lists. */
@Command(
        name = "loop",
        description =
                "Runs nights over a synthetic platform whose users are offered each night's lists, and over the same"
                        + " platform with popularity lists, and shows both side by side. The days of reelrank.simulate come before the"
                        + " first list.",
        mixinStandardHelpOptions = true)
final class LoopCommand implements Callable<Integer> {
    private static final String SERVED = "reelrank";
    private static final String POPULARITY = "popularity";
    private static final String FEATURES = "features";
    private static final String DRIFT = "drift";
    private static final String MODEL = "model";
    private static final String RECOMMEND = "recommend";
    private static final String OUTCOMES = "outcomes";
    private static final String GATE = "gate";

    // Lists as popular as they can be, with the least model that makes a night.
    private static final List<String> BY_POPULARITY = List.of(
            "recommend.order=popularity",
            "recommend.experiments.rival=none",
            "recommend.experiments.shuffled-share=0",
            "recommend.rerank.diversity=0",
            "recommend.rerank.calibration=0",
            "recommend.rerank.max-per-creator=0",
            "recommend.rerank.new-video-share=0",
            "recommend.rerank.small-creator-share=0",
            "features.test-days=0",
            "model.rank=2",
            "model.iterations=1");

    private final Clock clock;
    private final CommandLines.Pipelines pipelines;
    private final String first;

    // Checkpoints of a training are in a folder that is Spark's only one, and go with its stage.
    private final Lock training = new ReentrantLock();
    private volatile boolean hasFailed;

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Option(
            names = "--nights",
            paramLabel = "N",
            defaultValue = "7",
            description = "How many nights follow the first one; ${DEFAULT-VALUE} by default.")
    private int nights;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description =
                    "A local folder: files and tables of both platforms, and the page loop.md. What a former loop left in"
                            + " it is replaced day by day, so an empty folder is better.")
    private Path out;

    /** @param first the first stage of a night */
    LoopCommand(Clock clock, CommandLines.Pipelines pipelines, String first) {
        this.clock = clock;
        this.pipelines = pipelines;
        this.first = first;
    }

    @Override
    public Integer call() {
        if (nights < 1) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "illegal --nights %d: must be at least 1".formatted(nights));
        }
        Settings settings = settingsOptions.load(Settings.Purpose.NIGHT);
        LocalDate firstNight =
                settings.simulate().startDate().plusDays(settings.simulate().days() - 1L);
        // Threads of their own, as those that Java shares do not see the classes that spark-submit loads.
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Session session = Session.open(settings.spark())) {
            // Both at once: much of a small night is planned by one core alone.
            CompletableFuture<List<LoopDay>> own = CompletableFuture.supplyAsync(
                    () -> days(session.spark().newSession(), new Arm(SERVED, List.of()), firstNight, settings),
                    threads);
            CompletableFuture<List<LoopDay>> rival = CompletableFuture.supplyAsync(
                    () -> days(session.spark().newSession(), new Arm(POPULARITY, BY_POPULARITY), firstNight, settings),
                    threads);
            // Spark must not stop before both have ended.
            CompletableFuture.allOf(own, rival).join();
            List<LoopDay> served = own.join();
            List<LoopDay> popularity = rival.join();
            LoopFindings findings = new LoopFindings(new TableStore(session.spark(), root(SERVED)));
            String page = LoopPage.of(
                    settings.simulate().users(),
                    served,
                    popularity,
                    findings.of(firstNight, firstNight.plusDays(nights)));
            write(page);
            print(SERVED, served);
            print(POPULARITY, popularity);
        } finally {
            threads.shutdown();
        }
        return ExitCode.DONE.code();
    }

    /**
     * One of the two platforms.
     *
     * @param name names its folder
     * @param overrides its settings
     */
    private record Arm(String name, List<String> overrides) {}

    /**
     * Runs a platform's nights.
     *
     * @param spark a session of this platform alone
     * @return the days, of which some are missing if the other platform failed
     */
    private List<LoopDay> days(SparkSession spark, Arm arm, LocalDate firstNight, Settings settings) {
        SparkSession.setActiveSession(spark);
        try {
            return daysUnlessFailed(spark, arm, firstNight, settings);
        } catch (RuntimeException | Error e) {
            hasFailed = true;
            throw e;
        }
    }

    private List<LoopDay> daysUnlessFailed(SparkSession spark, Arm arm, LocalDate firstNight, Settings settings) {
        int warmUp = settings.simulate().days();
        simulate(arm, warmUp, List.of());
        night(arm, firstNight);
        LoopFigures figures = new LoopFigures(spark, new TableStore(spark, root(arm.name())));
        List<LoopDay> days = new ArrayList<>();
        for (int night = 1; night <= nights && !hasFailed; night++) {
            LocalDate date = firstNight.plusDays(night);
            simulate(arm, warmUp + night, List.of("--lists", root(arm.name())));
            if (night < nights) {
                night(arm, date);
            } else {
                // Nobody will see its lists.
                stages(arm, date, first, FEATURES);
                stages(arm, date, OUTCOMES, OUTCOMES);
            }
            days.add(figures.of(date));
        }
        return days;
    }

    private void simulate(Arm arm, int days, List<String> lists) {
        List<String> arguments = new ArrayList<>(lists);
        arguments.addAll(List.of("--out", files(arm.name()), "--set", "simulate.days=" + days));
        SimulateCommand simulate = new SimulateCommand();
        parsed(simulate, arm, arguments);
        simulate.call();
    }

    /** Runs a night without reports and pages, which nobody answers to. */
    private void night(Arm arm, LocalDate date) {
        stages(arm, date, first, DRIFT);
        training.lock();
        try {
            stages(arm, date, MODEL, MODEL);
        } finally {
            training.unlock();
        }
        stages(arm, date, RECOMMEND, OUTCOMES);
        // Plain popularity is what the gate is there to refuse.
        if (arm.name().equals(SERVED)) {
            stages(arm, date, GATE, GATE);
        }
    }

    private void stages(Arm arm, LocalDate date, String from, String to) {
        NightCommand night = new NightCommand(clock, pipelines, pipelines.night(), from, to);
        parsed(
                night,
                arm,
                List.of(
                        "--date",
                        date.toString(),
                        "--set",
                        "sources.root=" + files(arm.name()),
                        "--set",
                        "storage.root=" + root(arm.name()),
                        "--set",
                        "run.metrics-file="));
        night.call();
    }

    /** Gives a command the settings of this one, then the platform's, then its own arguments. */
    private void parsed(Object other, Arm arm, List<String> more) {
        List<String> arguments = new ArrayList<>(settingsOptions.arguments());
        arm.overrides().forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(more);
        new CommandLine(other)
                .setOut(command.commandLine().getOut())
                .setErr(command.commandLine().getErr())
                .parseArgs(arguments.toArray(String[]::new));
    }

    private String files(String platform) {
        return out.resolve(platform).resolve("files").toString();
    }

    private String root(String platform) {
        return out.resolve(platform).resolve("out").toString();
    }

    private void write(String page) {
        Path file = out.resolve("loop.md");
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void print(String platform, List<LoopDay> days) {
        PrintWriter console = command.commandLine().getOut();
        List<List<String>> rows = LoopPage.rows(days);
        console.println(platform);
        console.println(TextTable.of(rows.get(0), rows.subList(1, rows.size()), 1));
        console.println("page: " + out.resolve("loop.md"));
        console.flush();
    }
}
