package io.reelrank.night.drift;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.DriftSettings;
import io.reelrank.core.stage.GateException;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.DriftChecks;
import io.reelrank.core.tables.InputFigures;
import io.reelrank.core.tables.InputFigures.Family;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Compares tonight's input with that of the last weeks, and ends the night if a figure is unusual. */
public final class DriftStage implements Stage {
    private static final int MOST_TOLD = 5;

    private final DriftSettings settings;

    /** @param settings what is unusual, and what becomes of the night */
    public DriftStage(DriftSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public String purpose() {
        return "compares tonight's input with that of the last weeks, before anything is trained";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.window(InputFigures.TABLE, 1 + settings.historyDays()),
                Input.rowCounts(UserIndex.TABLE, 2),
                Input.rowCounts(VideoIndex.TABLE, 2));
    }

    @Override
    public List<Table> writes() {
        return List.of(DriftChecks.TABLE);
    }

    @Override
    public int ownDays() {
        return 1 + settings.historyDays();
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        StringBuilder earlier = new StringBuilder();
        earlierDays(run).forEach(day -> earlier.append(day)
                .append(run.written(DriftChecks.TABLE, day)
                        .map(Manifest::digest)
                        .orElseThrow()));
        return Map.of("drift settings", Digest.of(settings), "earlier checks", Digest.of(earlier));
    }

    /** Not if it refused the night: then it refuses it again. */
    @Override
    public boolean leftInPlace(StageContext run) {
        return run.readOwn(DriftChecks.TABLE, List.of(run.date())).collectAsList().stream()
                .noneMatch(check -> check.getAs(DriftChecks.OUTCOME).equals(DriftChecks.REFUSED));
    }

    /** @throws GateException if a figure is unusual and {@code drift.on-unusual} is {@code refuse} */
    @Override
    public void execute(StageContext run) {
        List<InputFigure> tonight = new ArrayList<>();
        Map<String, List<InputFigure>> past = new HashMap<>();
        run.read(InputFigures.TABLE).collectAsList().stream()
                .map(InputFigure::of)
                .forEach(figure -> (figure.day().equals(run.date())
                                ? tonight
                                : past.computeIfAbsent(figure.title(), title -> new ArrayList<>()))
                        .add(figure));
        Set<String> refused = new HashSet<>();
        for (Row check : run.readOwn(DriftChecks.TABLE, earlierDays(run)).collectAsList()) {
            InputFigure figure = checked(check);
            if (check.getAs(DriftChecks.OUTCOME).equals(DriftChecks.REFUSED)) {
                refused.add(identity(figure));
            }
            if (figure.family() == Family.NEW_IDS) {
                past.computeIfAbsent(figure.title(), title -> new ArrayList<>()).add(figure);
            }
        }
        tonight.addAll(newIds(run, UserIndex.TABLE, "new users"));
        tonight.addAll(newIds(run, VideoIndex.TABLE, "new videos"));
        List<DriftCheck> checks = tonight.stream()
                .filter(figure -> isKnown(figure, past.getOrDefault(figure.title(), List.of())))
                .sorted(Comparator.comparing(InputFigure::source).thenComparing(InputFigure::name))
                .map(figure -> DriftCheck.of(
                        figure,
                        past.getOrDefault(figure.title(), List.of()).stream()
                                .filter(earlier -> !refused.contains(identity(earlier)))
                                .toList(),
                        settings))
                .toList();
        run.write(
                DriftChecks.TABLE,
                run.spark().createDataFrame(checks.stream().map(DriftCheck::row).toList(), DriftChecks.TABLE.schema()));
        note(run, checks);
        requireUsual(checks);
    }

    /** Whether a figure is of something that the source has: not of a column or a kind that its settings do not map. */
    private static boolean isKnown(InputFigure tonight, List<InputFigure> past) {
        boolean isOfRows = tonight.family() != Family.SHARE && tonight.family() != Family.FILLED;
        return isOfRows || tonight.value() != 0 || past.stream().anyMatch(figure -> figure.value() != 0);
    }

    private List<LocalDate> earlierDays(StageContext run) {
        return run.date()
                .minusDays(settings.historyDays())
                .datesUntil(run.date())
                .filter(day -> run.written(DriftChecks.TABLE, day).isPresent())
                .toList();
    }

    /** A refused value does not become usual; if the day's files were delivered again, it has another one. */
    private static String identity(InputFigure figure) {
        return "%s %s %s".formatted(figure.day(), figure.title(), figure.value());
    }

    private static InputFigure checked(Row check) {
        double value = check.getAs(DriftChecks.VALUE);
        return new InputFigure(
                check.<java.sql.Date>getAs(Table.DAY).toLocalDate(),
                check.getAs(DriftChecks.SOURCE),
                check.getAs(DriftChecks.FIGURE),
                Family.of(check.getAs(DriftChecks.FAMILY)),
                value,
                value);
    }

    /** How many ids were numbered tonight; not known unless yesterday numbered too. */
    private static List<InputFigure> newIds(StageContext run, Table index, String name) {
        SortedMap<LocalDate, Long> rows = run.rowCounts(index);
        Long before = rows.get(run.date().minusDays(1));
        if (before == null) {
            return List.of();
        }
        double ids = rows.get(run.date()) - before;
        return List.of(new InputFigure(run.date(), index.name(), name, Family.NEW_IDS, ids, ids));
    }

    private void note(StageContext run, List<DriftCheck> checks) {
        Map<String, Long> outcomes = new TreeMap<>(
                checks.stream().collect(Collectors.groupingBy(DriftCheck::outcome, Collectors.counting())));
        checks.stream()
                .filter(DriftStage::isUnusual)
                .forEach(check -> run.note("unusual, " + check.figure().title(), check.finding()));
        run.note(
                "figures",
                outcomes.entrySet().stream()
                        .map(outcome -> "%d %s".formatted(outcome.getValue(), outcome.getKey()))
                        .collect(Collectors.joining(", ")));
        if (checks.stream().allMatch(check -> check.has(DriftChecks.SKIPPED))) {
            run.note(
                    "nothing compared",
                    "no figure has %d earlier days (drift.least-days) and %d rows (drift.least-rows)"
                            .formatted(settings.leastDays(), settings.leastRows()));
        }
    }

    private static boolean isUnusual(DriftCheck check) {
        return check.has(DriftChecks.REFUSED) || check.has(DriftChecks.WARNED);
    }

    private static void requireUsual(List<DriftCheck> checks) {
        List<String> refused = checks.stream()
                .filter(check -> check.has(DriftChecks.REFUSED))
                .map(check -> "'%s': %s".formatted(check.figure().title(), check.finding()))
                .toList();
        if (!refused.isEmpty()) {
            throw new GateException(
                    "the input is unusual: %s%s; nothing was trained, and the published version stays. If the files are wrong, deliver them again and run again; if they are right, run this night with --set drift.on-unusual=warn"
                            .formatted(
                                    refused.stream().limit(MOST_TOLD).collect(Collectors.joining("; ")),
                                    refused.size() > MOST_TOLD
                                            ? "; and %d more in drift_checks".formatted(refused.size() - MOST_TOLD)
                                            : ""));
        }
    }
}
