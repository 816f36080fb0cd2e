package io.reelrank.workbench.speed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The costs of nights as tables. */
public final class NightTables {
    /** What the rows of the table of costs are. */
    public static final String LEGEND = """
            The floors are plain Spark jobs over the same files, with the same memory and cores. That of collect parses the
            files, drops exact repeats and writes Parquet, compressed by Spark's default as the tables are; that of features
            groups the events by user and video with a count and a sum, and writes nothing. CPU seconds are those of Spark's
            tasks. The night is the sum of its stages; the process also starts Java and Spark.
            """;

    static final double MILLION = 1e6;
    static final double BILLION = 1e9;
    static final String NIGHT = "night";
    private static final String PROCESS = "process";
    private static final List<String> COSTS = List.of(
            "stage",
            "rows in",
            "rows out",
            "seconds",
            "CPU s",
            "tasks",
            "MB written",
            "MB shuffled",
            "MB spilled",
            "peak heap MB",
            "times floor");

    private NightTables() {}

    /** The tables of a result as a page in Markdown. */
    static String page(NightRaceResult result) {
        return Stream.of(
                        Stream.of("# A night of size %s: commit %s, rounds: %d\n"
                                .formatted(result.size(), result.commit(), result.rounds())),
                        Stream.of(costs(result).markdown()),
                        Stream.of(LEGEND),
                        comparison(result).map(FigureTable::markdown).stream())
                .flatMap(parts -> parts)
                .collect(Collectors.joining("\n"));
    }

    /** A row for each stage, with the floor below it where there is one, and for the night. */
    public static FigureTable costs(NightRaceResult result) {
        Map<String, StageCosts> floors = byStage(result.floors());
        List<List<String>> rows = new ArrayList<>();
        for (StageCosts stage : result.night().stages()) {
            Optional<StageCosts> floor = Optional.ofNullable(floors.get(stage.stage()));
            rows.add(row(
                    stage,
                    stage.stage(),
                    floor.map(least -> times(stage.seconds(), least.seconds())).orElse("")));
            floor.ifPresent(least -> rows.add(row(least, "  its floor", "")));
        }
        rows.add(row(StageCosts.total(NIGHT, result.night().stages()), NIGHT, number(result.ratio(), 2)));
        rows.add(FigureTable.padded(
                List.of(PROCESS, "", "", number(result.night().processSeconds(), 1)), COSTS.size()));
        return new FigureTable(COSTS, rows);
    }

    private static List<String> row(StageCosts costs, String name, String timesFloor) {
        TaskCosts tasks = costs.tasks();
        return List.of(
                name,
                orNothing(costs.rowsIn(), 1),
                orNothing(costs.rowsOut(), 1),
                number(costs.seconds(), 1),
                number(tasks.cpuNanos() / BILLION, 1),
                number((double) tasks.tasks(), 0),
                number(tasks.bytes().files() / MILLION, 1),
                number(tasks.bytes().shuffled() / MILLION, 1),
                number(tasks.bytes().spilled() / MILLION, 1),
                orNothing(costs.peakBytes(), MILLION),
                timesFloor);
    }

    /** A row for each stage with the seconds of both commits, and for the night; none without another commit. */
    public static Optional<FigureTable> comparison(NightRaceResult result) {
        return result.against().stream().findFirst().map(other -> comparison(result, other));
    }

    private static FigureTable comparison(NightRaceResult result, NightRaceResult.OtherNight other) {
        Map<String, StageCosts> ours = byStage(result.night().stages());
        Map<String, StageCosts> theirs = byStage(other.night().stages());
        List<String> names = new ArrayList<>(ours.keySet());
        theirs.keySet().stream().filter(stage -> !ours.containsKey(stage)).forEach(names::add);
        List<List<String>> rows = new ArrayList<>();
        for (String stage : names) {
            rows.add(compared(
                    stage,
                    Optional.ofNullable(theirs.get(stage)).map(StageCosts::seconds),
                    Optional.ofNullable(ours.get(stage)).map(StageCosts::seconds)));
        }
        rows.add(compared(
                NIGHT,
                Optional.of(other.night().seconds()),
                Optional.of(result.night().seconds())));
        rows.add(compared(
                PROCESS,
                Optional.of(other.night().processSeconds()),
                Optional.of(result.night().processSeconds())));
        return new FigureTable(List.of("stage", other.commit() + " s", "this s", "times faster"), rows);
    }

    private static List<String> compared(String name, Optional<Double> theirs, Optional<Double> ours) {
        return List.of(
                name,
                theirs.map(seconds -> number(seconds, 1)).orElse("-"),
                ours.map(seconds -> number(seconds, 1)).orElse("-"),
                theirs.flatMap(before -> ours.map(now -> times(before, now))).orElse(""));
    }

    private static Map<String, StageCosts> byStage(List<StageCosts> stages) {
        return stages.stream()
                .collect(Collectors.toMap(
                        StageCosts::stage, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }

    private static String orNothing(long value, double unit) {
        return value == 0 ? "-" : number(value / unit, 0);
    }

    private static String times(double more, double less) {
        return number(more / less, 2);
    }

    private static String number(double value, int digits) {
        return ("%,." + digits + "f").formatted(value);
    }
}
