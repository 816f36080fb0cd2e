package io.reelrank.workbench.speed;

import io.reelrank.core.files.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures a whole night over a simulated platform beside the floors of two of its stages, and beside the night of
 * another commit where one is given.
 *
 * <p>Each night is a process of its own over an empty storage root, as an operator runs it. Of the other commit only the
 * command {@code nightly} is used. Nights and floors take turns, so that other work on the machine does not fall on one
 * of them alone.
 */
public final class NightRace {
    private static final String SET = "--set";
    private static final String OWN = "this";
    private static final String RESULT = "night.json";

    private final NightSize size;
    private final Consumer<String> progress;
    private final Path work;
    private final Path folder;
    private final Path sources;
    private final Checkout own;

    /**
     * @param home the folder of this commit's files; everything is written below its folder {@code out/bench}
     * @param size the size of the platform
     * @param progress receives a line after each step
     */
    public NightRace(Path home, NightSize size, Consumer<String> progress) {
        Path absolute = home.toAbsolutePath().normalize();
        this.size = size;
        this.progress = progress;
        this.work = work(absolute);
        this.folder = LocalFiles.folder(folder(work, size));
        this.sources = folder.resolve("sources");
        this.own = Checkout.in(absolute, work);
    }

    static Path work(Path home) {
        return home.resolve("out/bench");
    }

    private static Path folder(Path work, NightSize size) {
        return work.resolve("night-" + size);
    }

    /** The file that a race of a size writes. */
    static Path resultOf(Path home, NightSize size) {
        return folder(work(home), size).resolve(RESULT);
    }

    /** The folder of the results. */
    public Path folder() {
        return folder;
    }

    /**
     * Runs everything, and writes {@code night.md} and {@code night.json}.
     *
     * @param platform every setting of the platform with its value; the files of an earlier race are used again if they
     *     were simulated with the same
     * @param against the other commit, by any name that git knows
     * @param rounds how often each night runs
     * @throws FailedProcessException if a process fails
     */
    public NightRaceResult run(String platform, Optional<String> against, int rounds) {
        Optional<Checkout> other = against.map(this::checkedOut);
        simulate(platform);
        List<NightCosts> nights = new ArrayList<>();
        List<NightCosts> others = new ArrayList<>();
        List<List<StageCosts>> floors = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            nights.add(night(own, OWN));
            floors.add(floors());
            other.map(checkout -> night(checkout, "against-" + checkout.commit()))
                    .ifPresent(others::add);
        }
        NightCosts night = NightCosts.median(nights);
        NightRaceResult result = new NightRaceResult(
                size,
                rounds,
                own.commit(),
                night,
                List.of(median(floors, 0), median(floors, 1)),
                other
                        .map(checkout ->
                                NightRaceResult.OtherNight.of(checkout.commit(), NightCosts.median(others), night))
                        .stream()
                        .toList());
        LocalFiles.write(folder.resolve("night.md"), NightTables.page(result));
        LocalFiles.write(folder.resolve(RESULT), Json.bytes(result));
        return result;
    }

    private static StageCosts median(List<List<StageCosts>> rounds, int floor) {
        return StageCosts.median(
                rounds.stream().map(floors -> floors.get(floor)).toList());
    }

    private Checkout checkedOut(String commit) {
        progress.accept("%s: checking it out and building it, unless that was done".formatted(commit));
        return Checkout.built(own.home(), commit, work);
    }

    private void simulate(String platform) {
        Path done = sources.resolve("_SETTINGS");
        if (Files.exists(done) && LocalFiles.text(done).equals(platform)) {
            return;
        }
        LocalFiles.delete(sources);
        List<String> arguments = new ArrayList<>(List.of("simulate", "--out", sources.toString()));
        addSettings(arguments, size.platform());
        double seconds = own.reelrank(folder.resolve("simulate.log"), arguments, size.memory())
                .run();
        LocalFiles.write(done, platform);
        progress.accept("simulated in %.1f s".formatted(seconds));
    }

    private NightCosts night(Checkout checkout, String name) {
        RunFolder run = RunFolder.emptied(folder.resolve(name));
        // Each commit reads the files by its own mapping: names of keys may have changed.
        List<String> arguments = new ArrayList<>(List.of(
                "nightly",
                "--date",
                NightSize.DATE,
                "--conf",
                checkout.home().resolve("conf/sources/sample.conf").toString()));
        addSettings(arguments, size.night());
        addSettings(arguments, List.of("sources.root=" + sources, "storage.root=" + run.storage()));
        arguments.addAll(run.eventLogArguments(SET, "spark."));
        double seconds = checkout.reelrank(run.log(), arguments, size.memory()).run();
        NightCosts costs = NightCosts.read(run.storage(), run.eventLog(), seconds);
        progress.accept("the night of %s (%s): %.1f s; its process %.1f s"
                .formatted(name, checkout.commit(), costs.seconds(), seconds));
        return costs;
    }

    private static void addSettings(List<String> arguments, List<String> settings) {
        settings.forEach(setting -> arguments.addAll(List.of(SET, setting)));
    }

    private List<StageCosts> floors() {
        RunFolder run = RunFolder.emptied(folder.resolve("floors"));
        Path json = run.path().resolve("seconds.json");
        List<String> arguments = new ArrayList<>(List.of(
                "bench",
                "floors",
                "--sources",
                sources.toString(),
                "--storage",
                new RunFolder(folder.resolve(OWN)).storage().toString(),
                "--out",
                run.storage().toString(),
                "--json",
                json.toString(),
                "--"));
        arguments.addAll(run.eventLogArguments("--conf", ""));
        own.reelrank(run.log(), arguments, size.memory()).run();
        NightFloors.FloorSeconds seconds = LocalFiles.json(json, NightFloors.FloorSeconds.class);
        Map<String, TaskCosts> tasks = EventLog.costs(run.eventLog());
        progress.accept("the floors: collect %.1f s, features %.1f s".formatted(seconds.collect(), seconds.features()));
        return Stream.of(
                        Map.entry(NightFloors.COLLECT, seconds.collect()),
                        Map.entry(NightFloors.FEATURES, seconds.features()))
                .map(floor -> floor(floor.getKey(), floor.getValue(), tasks.get(floor.getKey())))
                .toList();
    }

    private static StageCosts floor(String stage, double seconds, TaskCosts tasks) {
        return new StageCosts(stage, tasks.rowsRead(), tasks.rowsWritten(), seconds, 0, tasks);
    }
}
