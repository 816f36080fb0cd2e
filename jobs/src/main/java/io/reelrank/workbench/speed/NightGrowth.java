package io.reelrank.workbench.speed;

import io.reelrank.core.files.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How the costs of a night grow with its rows, over the nights of all sizes that were measured.
 *
 * @param nights the results of two or more sizes, the smallest first
 */
public record NightGrowth(List<NightRaceResult> nights) {
    private static final String COLLECT = "collect";

    // A stage that hardly costs anything has no law.
    private static final double LEAST_CPU_SECONDS = 5;

    /**
     * The results that former races have left.
     *
     * @param home the folder of this commit's files
     * @throws InputException if there are fewer than two
     */
    public static NightGrowth measured(Path home) {
        List<NightRaceResult> nights = Arrays.stream(NightSize.values())
                .map(size -> NightRace.resultOf(home, size))
                .filter(Files::exists)
                .map(file -> LocalFiles.json(file, NightRaceResult.class))
                .toList();
        if (nights.size() < 2) {
            throw new InputException(
                    "%d sizes of nights were measured under %s: run scripts/bench night --size S and --size M before"
                            .formatted(nights.size(), home));
        }
        return new NightGrowth(nights);
    }

    /** A row for each stage that is worth it and for the night: CPU seconds and seconds by size, and their exponents. */
    public FigureTable table() {
        List<String> head = new ArrayList<>(List.of("stage"));
        for (String figure : List.of("CPU s", "seconds")) {
            nights.forEach(night -> head.add("%s %s".formatted(night.size(), figure)));
            head.add("exponent");
        }
        return new FigureTable(
                head,
                stages().map(stage -> row(
                                stage,
                                List.of(costs -> costs.tasks().cpuNanos() / NightTables.BILLION, StageCosts::seconds)))
                        .toList());
    }

    private List<String> row(String stage, List<ToDoubleFunction<StageCosts>> figures) {
        List<String> cells = new ArrayList<>(List.of(stage));
        for (ToDoubleFunction<StageCosts> figure : figures) {
            List<Double> values = values(stage, figure);
            values.forEach(value -> cells.add(String.format(Locale.ROOT, "%.1f", value)));
            cells.add(String.format(Locale.ROOT, "%.2f", PowerLaw.exponent(rows(), values)));
        }
        return cells;
    }

    /**
     * Draws the CPU seconds over the rows of logs, both by logarithms, in SVG.
     *
     * @return the file, beside the folders of the races
     */
    public Path draw(Path home) {
        Path file = NightRace.work(home).resolve("night-growth.svg");
        LocalFiles.write(file, picture());
        return file;
    }

    String picture() {
        return new LogChart(
                        "million rows of logs",
                        "CPU seconds",
                        stages().map(stage -> new LogChart.Curve(
                                        stage,
                                        rows().stream()
                                                .map(rows -> rows / NightTables.MILLION)
                                                .toList(),
                                        values(stage, costs -> costs.tasks().cpuNanos() / NightTables.BILLION)))
                                .toList())
                .svg();
    }

    private Stream<String> stages() {
        NightCosts largest = nights.get(nights.size() - 1).night();
        return Stream.concat(
                Stream.of(NightTables.NIGHT),
                largest.stages().stream()
                        .filter(stage -> stage.tasks().cpuNanos() / NightTables.BILLION >= LEAST_CPU_SECONDS)
                        .map(StageCosts::stage));
    }

    private List<Double> rows() {
        return nights.stream()
                .map(night -> (double) costs(night, COLLECT).rowsIn())
                .toList();
    }

    private List<Double> values(String stage, ToDoubleFunction<StageCosts> figure) {
        return nights.stream()
                .map(night -> figure.applyAsDouble(costs(night, stage)))
                .toList();
    }

    private static StageCosts costs(NightRaceResult result, String stage) {
        List<StageCosts> stages = result.night().stages();
        return stage.equals(NightTables.NIGHT)
                ? StageCosts.total(NightTables.NIGHT, stages)
                : stages.stream()
                        .filter(costs -> costs.stage().equals(stage))
                        .findFirst()
                        .orElseThrow(() -> new InputException("the night of size %s has no stage %s: measure it again"
                                .formatted(result.size(), stage)));
    }
}
