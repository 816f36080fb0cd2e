package io.reelrank.cli;

import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.tables.DriftChecks;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.pages.nights.NightFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The metrics of a run for Prometheus: what its record and its page say, as numbers. Every sample has the label {@code root}, so
 * that the files of several storage roots can lie in one folder.
 */
final class RunMetrics {
    private static final Set<String> SERVED = Set.of(ModelQuality.SERVED, ModelQuality.LISTS);

    private final NightFacts facts;
    private final String root;

    /**
     * @param facts what is known of the run's night
     * @param root the storage root
     */
    RunMetrics(NightFacts facts, String root) {
        this.facts = facts;
        this.root = root;
    }

    /** All metrics in the text format. What is not known is left out. */
    String text() {
        return Stream.of(run(), stages(), List.of(collected(), drift(), checks(), quality()), published())
                .flatMap(List::stream)
                .map(MetricFamily::text)
                .collect(Collectors.joining());
    }

    private List<MetricFamily> run() {
        RunRecord run = facts.run();
        double started = seconds(Instant.parse(run.started()));
        return List.of(
                one("run_exit_code", "Exit code of the last run.", run.exitCode()),
                one("run_start_timestamp_seconds", "When the last run started.", started),
                one("run_end_timestamp_seconds", "When the last run ended.", started + run.seconds()),
                one("run_duration_seconds", "How long the last run worked.", run.seconds()),
                one("run_night_timestamp_seconds", "Midnight UTC of the last run's date.", midnight(run.date())),
                one(
                        "run_lease_taken_over",
                        "Whether the last run took the lease of a run that had vanished.",
                        run.takenFrom().isEmpty() ? 0 : 1));
    }

    private List<MetricFamily> stages() {
        MetricFamily state =
                family("stage_state", "1 for how the stage ended in the last run: done, reused or failed.");
        MetricFamily duration = family("stage_duration_seconds", "How long the stage took in the last run.");
        MetricFamily read = family("stage_read_rows", "Rows that the stage read in the last run.");
        MetricFamily written = family("stage_written_rows", "Rows that the stage wrote in the last run.");
        MetricFamily heap = family("stage_heap_peak_bytes", "Largest heap of a process while the stage ran.");
        for (StageSummary stage : facts.run().stages()) {
            for (StageSummary.State each : StageSummary.State.values()) {
                String name = each.name().toLowerCase(Locale.ROOT);
                state.add(labels("stage", stage.stage(), "state", name), stage.state() == each ? 1 : 0);
            }
            duration.add(labels("stage", stage.stage()), stage.seconds());
            read.add(labels("stage", stage.stage()), stage.rowsIn());
            written.add(labels("stage", stage.stage()), stage.rowsOut());
            if (stage.peakBytes() > 0) {
                heap.add(labels("stage", stage.stage()), stage.peakBytes());
            }
        }
        return List.of(state, duration, read, written, heap);
    }

    private MetricFamily collected() {
        Map<String, Map<String, Long>> rows = new TreeMap<>();
        facts.tables().collected().forEach(count -> rows.computeIfAbsent(count.source(), source -> new TreeMap<>())
                .merge(count.outcome(), count.rows(), Long::sum));
        MetricFamily collected = family("collected_rows", "Rows of the night's files: accepted, repeat or rejected.");
        rows.forEach((source, counts) ->
                counts.forEach((outcome, count) -> collected.add(labels("source", source, "outcome", outcome), count)));
        return collected;
    }

    private MetricFamily checks() {
        List<Row> results = facts.tables().checks();
        MetricFamily checks =
                family("gate_checks", "Checks of the gate: passed, refused, or skipped for want of data.");
        if (!results.isEmpty()) {
            for (String outcome : List.of(GateResults.PASSED, GateResults.REFUSED, GateResults.SKIPPED)) {
                long count = results.stream()
                        .filter(check -> outcome.equals(check.getAs(GateResults.OUTCOME)))
                        .count();
                checks.add(labels("outcome", outcome), count);
            }
        }
        return checks;
    }

    private MetricFamily drift() {
        List<Row> figures = facts.tables().drift();
        MetricFamily drift =
                family("drift_checks", "Figures of the input: usual, refused, warned, or skipped for want of data.");
        if (!figures.isEmpty()) {
            for (String outcome :
                    List.of(DriftChecks.USUAL, DriftChecks.REFUSED, DriftChecks.WARNED, DriftChecks.SKIPPED)) {
                long count = figures.stream()
                        .filter(figure -> outcome.equals(figure.getAs(DriftChecks.OUTCOME)))
                        .count();
                drift.add(labels("outcome", outcome), count);
            }
        }
        return drift;
    }

    private MetricFamily quality() {
        Map<String, Row> figures = new TreeMap<>();
        for (Row figure : facts.tables().quality()) {
            String model = figure.getAs(ModelQuality.MODEL);
            if (SERVED.contains(model)) {
                figures.put(model + " " + figure.getAs(ModelQuality.METRIC), figure);
            }
        }
        MetricFamily quality =
                family("model_quality", "Quality of the night's ranking and lists on the held-out days, by metric.");
        figures.values()
                .forEach(figure -> quality.add(
                        labels("model", figure.getAs(ModelQuality.MODEL), "metric", figure.getAs(ModelQuality.METRIC)),
                        figure.<Double>getAs(ModelQuality.VALUE)));
        return quality;
    }

    private List<MetricFamily> published() {
        MetricFamily created = family("published_timestamp_seconds", "When the run began whose night readers see.");
        MetricFamily night = family("published_night_timestamp_seconds", "Midnight UTC of the date that readers see.");
        MetricFamily valid = family("published_valid_until_timestamp_seconds", "When what readers see becomes stale.");
        facts.published().seen().ifPresent(publication -> {
            created.add(labels(), seconds(Instant.parse(publication.created())));
            night.add(labels(), midnight(publication.date()));
            valid.add(labels(), seconds(Instant.parse(publication.validUntil())));
        });
        return List.of(created, night, valid);
    }

    private MetricFamily one(String name, String help, double value) {
        return family(name, help).add(labels(), value);
    }

    private static MetricFamily family(String name, String help) {
        return new MetricFamily("reelrank_" + name, help);
    }

    private Map<String, String> labels(String... namesAndValues) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("root", root);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return labels;
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }

    private static double midnight(String date) {
        return seconds(LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
