package io.reelrank.pages.nights;

import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.stage.StageSummary.State;
import io.reelrank.pages.PlainText;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.DotChart;
import io.reelrank.pages.charts.Ends;
import io.reelrank.pages.charts.KeyEntry;
import io.reelrank.pages.charts.TrendChart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The stages of a night: how they ended, how long they took, and what they said. */
final class NightStages {
    private static final int MOST_WORDS = 300;

    private final RunRecord run;
    private final List<RunRecord> earlier;
    private final List<StageHistory> all;

    NightStages(RunRecord run, List<RunRecord> earlier) {
        this.run = run;
        this.earlier = earlier;
        Set<String> names = new LinkedHashSet<>(run.planned());
        run.stages().forEach(stage -> names.add(stage.stage()));
        this.all =
                names.stream().map(name -> StageHistory.of(name, run, earlier)).toList();
    }

    List<StageHistory> all() {
        return all;
    }

    /** The stage that an error ended. */
    Optional<StageSummary> failed() {
        return run.stages().stream()
                .filter(stage -> stage.state() == State.FAILED)
                .findFirst();
    }

    /** The stage by its name, if it ended. */
    Optional<StageSummary> ended(String name) {
        return run.stages().stream().filter(stage -> stage.stage().equals(name)).findFirst();
    }

    PageTable table() {
        return new PageTable(
                "The stages",
                List.of(
                        PageTable.PageColumn.words("stage"),
                        new PageTable.PageColumn("state", PageTable.PageColumn.TAG),
                        PageTable.PageColumn.figure("time"),
                        PageTable.PageColumn.figure("usual time"),
                        PageTable.PageColumn.figure("rows in"),
                        PageTable.PageColumn.figure("rows out"),
                        PageTable.PageColumn.figure("largest heap")),
                all.stream().map(NightStages::line).toList());
    }

    private static PageTable.PageLine line(StageHistory stage) {
        if (stage.tonight().isEmpty()) {
            return PageTable.PageLine.of(
                    stage.name(), "did not run", EnglishText.NONE, stage.usualSeconds(), "", "", "");
        }
        StageSummary tonight = stage.tonight().get();
        String state =
                switch (tonight.state()) {
                    case DONE -> stage.isSlow() ? "slow" : "done";
                    case REUSED -> "reused";
                    case FAILED -> "failed";
                };
        String style = tonight.state() == State.FAILED ? "bad" : stage.isSlow() ? "look" : "good";
        return new PageTable.PageLine(
                style,
                0,
                List.of(
                        stage.name(),
                        state,
                        EnglishText.time(tonight.seconds()),
                        stage.usualSeconds(),
                        EnglishText.whole(tonight.rowsIn()),
                        EnglishText.whole(tonight.rowsOut()),
                        tonight.peakBytes() == 0 ? EnglishText.NONE : EnglishText.size(tonight.peakBytes())));
    }

    /** How long the stages took, beside the range of the earlier nights. */
    Optional<DotChart> times() {
        List<StageHistory> ran =
                all.stream().filter(stage -> stage.tonight().isPresent()).toList();
        if (ran.isEmpty()) {
            return Optional.empty();
        }
        StageSummary longest =
                Collections.max(run.stages(), (one, other) -> Double.compare(one.seconds(), other.seconds()));
        double whole = run.stages().stream().mapToDouble(StageSummary::seconds).sum();
        int nights = nights();
        List<KeyEntry> key = new ArrayList<>(List.of(new KeyEntry("dot", "this run")));
        if (nights > 0) {
            key.add(new KeyEntry("usual", "shortest to longest of earlier nights"));
        }
        return Optional.of(new DotChart(
                new Caption(
                        "%s took longest: %s, %s of all stages' time."
                                .formatted(
                                        longest.stage(),
                                        EnglishText.time(longest.seconds()),
                                        EnglishText.percent(whole == 0 ? 0 : longest.seconds() / whole)),
                        nights == 0
                                ? "Wall-clock time of each stage. There is no earlier night to compare with."
                                : "Wall-clock time of each stage, beside %s before."
                                        .formatted(EnglishText.count(nights, "night", "nights")),
                        List.of(),
                        List.of()),
                "seconds",
                EnglishText::tick,
                ran.stream().map(NightStages::dot).toList(),
                key));
    }

    private static DotChart.RankedDot dot(StageHistory stage) {
        double seconds = stage.tonight().orElseThrow().seconds();
        return new DotChart.RankedDot(
                stage.name(), EnglishText.time(seconds), seconds, Ends.UNKNOWN, stage.usual(), "dot");
    }

    /** How many earlier nights there are. */
    int nights() {
        return Math.toIntExact(earlier.stream().map(RunRecord::date).distinct().count());
    }

    /** How long whole nights took, this one last; nothing before the second whole night. */
    Optional<TrendChart> totals() {
        Set<String> dates = new LinkedHashSet<>();
        List<TrendChart.TrendPoint> nights = new ArrayList<>(Stream.concat(Stream.of(run), earlier.stream())
                .filter(this::isWhole)
                .filter(night -> dates.add(night.date()))
                .map(night -> new TrendChart.TrendPoint(night.date(), night.seconds(), Ends.UNKNOWN))
                .toList());
        Collections.reverse(nights);
        if (nights.size() < 2) {
            return Optional.empty();
        }
        List<Double> seconds =
                nights.stream().map(TrendChart.TrendPoint::value).sorted().toList();
        return Optional.of(new TrendChart(
                new Caption(
                        "Whole nights took between %s and %s."
                                .formatted(
                                        EnglishText.time(seconds.get(0)),
                                        EnglishText.time(seconds.get(seconds.size() - 1))),
                        "Wall-clock time of %d nights that computed the same stages.".formatted(nights.size()),
                        List.of("night", "time"),
                        nights.stream()
                                .map(night -> List.of(night.date(), EnglishText.time(night.value())))
                                .toList()),
                "seconds",
                EnglishText::tick,
                nights));
    }

    // A night of which stages were reused, or that ran a part, took less for another reason.
    private boolean isWhole(RunRecord night) {
        return night.exitCode() == 0
                && night.stages().stream().allMatch(stage -> stage.state() == State.DONE)
                && night.stages().stream()
                        .map(StageSummary::stage)
                        .toList()
                        .equals(all.stream().map(StageHistory::name).toList());
    }

    /** The notes and outputs of the stages that have any. */
    List<StageNotes> notes() {
        return run.stages().stream()
                .filter(stage -> !stage.notes().isEmpty() || !stage.outputs().isEmpty())
                .map(stage -> new StageNotes(stage.stage(), noted(stage)))
                .toList();
    }

    private static PageTable noted(StageSummary stage) {
        List<PageTable.PageLine> lines = new ArrayList<>();
        for (Map.Entry<String, String> note : stage.notes().entrySet()) {
            lines.add(PageTable.PageLine.of(
                    PlainText.of(note.getKey(), MOST_WORDS), PlainText.of(note.getValue(), MOST_WORDS)));
        }
        stage.outputs().forEach(path -> lines.add(PageTable.PageLine.of("wrote", PlainText.of(path, MOST_WORDS))));
        return new PageTable(
                        "What %s said".formatted(stage.stage()),
                        List.of(PageTable.PageColumn.words("what"), PageTable.PageColumn.words("value")),
                        lines)
                .shortened();
    }

    /**
     * What a stage said.
     *
     * @param stage its name
     * @param table its notes and outputs
     */
    record StageNotes(String stage, PageTable table) {}
}
