package io.reelrank.night.gate;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.reelrank.core.files.Json;
import io.reelrank.core.tables.ModelQuality;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Makes the model's page: self-contained HTML without scripts, with inline charts. */
final class ModelPage {
    private static final String SERVED_CLASS = "served";
    private static final List<String> COMPARED = List.of("ndcg@", "recall@");
    private static final List<String> LISTS = List.of(
            "coverage@", "gini@", "largest_share@", "novelty@", "diversity@", "new_share@", "small_creator_share@");
    private static final List<String> TRENDS =
            List.of("ndcg@", "recall@", "coverage@", "gini@", "diversity@", "novelty@");
    private static final List<String> GAINS = List.of("coverage@", "diversity@", "small_creator_share@", "new_share@");
    private static final double MIN_SHOWN_P = 0.001;

    private final Template template = template();
    private final int listLength;

    /** @param listLength k of the metrics that are shown */
    ModelPage(int listLength) {
        this.listLength = listLength;
    }

    /**
     * The page as HTML.
     *
     * @param date the night's date
     * @param tonight tonight's rows of {@code model_quality}
     * @param trend rows of {@code model_quality} of the served model and all users, by day, tonight last
     * @param verdict the gate's checks
     * @param settings records that are shown as JSON
     */
    String of(String date, List<Row> tonight, List<Row> trend, GateVerdict verdict, List<?> settings) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("date", date);
        page.put(
                "verdict",
                verdict.refused().isEmpty()
                        ? "The gate let the night pass."
                        : "The gate refused the night. What was published before stays published.");
        page.put("summary", verdict.summary());
        List<Row> all = tonight.stream()
                .filter(row -> row.<String>getAs(ModelQuality.SEGMENT).equals(QualityChecks.ALL_USERS))
                .toList();
        page.put(
                "figures",
                all.isEmpty()
                        ? List.of()
                        : labels(COMPARED).stream()
                                .map(metric -> compared(all, metric))
                                .toList());
        page.put(
                "listMetrics",
                LISTS.stream()
                        .map(prefix -> prefix.replace("@", "").replace('_', ' '))
                        .toList());
        page.put("first", listLength);
        page.put("lists", byModel(all));
        page.put("rerankings", rerankings(all));
        page.put("segmentMetrics", labels(COMPARED));
        page.put("segments", segments(tonight));
        page.put("trends", trends(trend));
        page.put(
                "checks",
                verdict.checks().stream()
                        .map(check -> Map.of(
                                "name", check.name(), "outcome", check.outcome().written(), "finding", check.finding()))
                        .toList());
        page.put(
                "settings",
                settings.stream()
                        .map(record -> new String(Json.bytes(record), StandardCharsets.UTF_8))
                        .toList());
        return template.execute(page);
    }

    private List<String> labels(List<String> prefixes) {
        return prefixes.stream().map(prefix -> prefix + listLength).toList();
    }

    /** All models by one metric: the served model first, then the others, best first. */
    private Map<String, Object> compared(List<Row> all, String metric) {
        List<Row> rows = all.stream()
                .filter(row -> row.<String>getAs(ModelQuality.METRIC).equals(metric))
                .sorted(Comparator.comparing((Row row) ->
                                !row.<String>getAs(ModelQuality.MODEL).equals(ModelQuality.SERVED))
                        .thenComparing(row -> -row.<Double>getAs(ModelQuality.VALUE))
                        .thenComparing(row -> row.<String>getAs(ModelQuality.MODEL)))
                .toList();
        List<Map<String, String>> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add(Map.of(
                    "name",
                    row.getAs(ModelQuality.MODEL),
                    "mark",
                    row.getAs(ModelQuality.MODEL).equals(ModelQuality.SERVED) ? SERVED_CLASS : "",
                    "value",
                    figure(row.getAs(ModelQuality.VALUE)),
                    "interval",
                    figure(row.getAs(ModelQuality.LOW)) + " to " + figure(row.getAs(ModelQuality.HIGH)),
                    "difference",
                    row.getAs(ModelQuality.DIFFERENCE) == null ? "" : signed(row.getAs(ModelQuality.DIFFERENCE)),
                    "p",
                    row.getAs(ModelQuality.P) == null ? "" : probability(row.getAs(ModelQuality.P))));
        }
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("metric", metric);
        section.put("model", ModelQuality.SERVED);
        section.put("users", rows.isEmpty() ? 0 : rows.get(0).getAs(ModelQuality.USERS));
        section.put(
                "chart",
                SvgChart.intervals(
                        rows.stream().map(row -> point(row, ModelQuality.MODEL)).toList()));
        section.put("rows", lines);
        return section;
    }

    private List<Map<String, Object>> byModel(List<Row> all) {
        Map<String, Map<String, Row>> models = new TreeMap<>();
        all.forEach(row -> models.computeIfAbsent(row.getAs(ModelQuality.MODEL), model -> new TreeMap<>())
                .put(row.getAs(ModelQuality.METRIC), row));
        List<Map<String, Object>> lines = new ArrayList<>();
        models.forEach((model, figures) -> lines.add(Map.of(
                "name",
                model,
                "mark",
                model.equals(ModelQuality.SERVED) ? SERVED_CLASS : "",
                "values",
                values(figures, LISTS))));
        return lines;
    }

    /** What re-ranking costs in ndcg and gains otherwise, with a chart for each gain. */
    private List<Map<String, String>> rerankings(List<Row> all) {
        List<Row> rows = all.stream()
                .filter(row -> row.<String>getAs(ModelQuality.MODEL).equals(ModelQuality.SERVED)
                        || row.<String>getAs(ModelQuality.MODEL).startsWith(ModelQuality.LISTS))
                .sorted(Comparator.comparing((Row row) ->
                                !row.<String>getAs(ModelQuality.MODEL).equals(ModelQuality.SERVED))
                        .thenComparing(row -> row.<String>getAs(ModelQuality.MODEL)))
                .toList();
        List<Map<String, String>> charts = new ArrayList<>();
        for (String gain : GAINS) {
            // Videos without tags have no diversity: lists without a value have no point.
            Set<String> measured = names(points(rows, "ndcg@"));
            measured.retainAll(names(points(rows, gain)));
            if (measured.size() > 1) {
                charts.add(Map.of(
                        "chart",
                        SvgChart.plane(
                                named(points(rows, "ndcg@"), measured),
                                named(points(rows, gain), measured),
                                List.of("ndcg@" + listLength, gain + listLength))));
            }
        }
        return charts;
    }

    private static Set<String> names(List<SvgChart.Point> points) {
        return points.stream().map(SvgChart.Point::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<SvgChart.Point> named(List<SvgChart.Point> points, Set<String> names) {
        return points.stream().filter(point -> names.contains(point.name())).toList();
    }

    private List<SvgChart.Point> points(List<Row> rows, String metric) {
        return rows.stream()
                .filter(row -> row.<String>getAs(ModelQuality.METRIC).equals(metric + listLength))
                .map(row -> point(row, ModelQuality.MODEL))
                .toList();
    }

    private List<Map<String, Object>> segments(List<Row> tonight) {
        Map<String, Map<String, Row>> segments = new TreeMap<>();
        tonight.stream()
                .filter(row -> row.<String>getAs(ModelQuality.MODEL).equals(ModelQuality.SERVED))
                .forEach(row -> segments.computeIfAbsent(row.getAs(ModelQuality.SEGMENT), segment -> new TreeMap<>())
                        .put(row.getAs(ModelQuality.METRIC), row));
        List<Map<String, Object>> lines = new ArrayList<>();
        segments.forEach((segment, figures) -> {
            Row recall = figures.get("recall@" + listLength);
            if (recall != null) {
                lines.add(Map.of(
                        "name", segment,
                        "users", String.format(Locale.ROOT, "%,d", recall.<Long>getAs(ModelQuality.USERS)),
                        "values", values(figures, COMPARED)));
            }
        });
        return lines;
    }

    private List<String> values(Map<String, Row> figures, List<String> prefixes) {
        return labels(prefixes).stream()
                .map(metric ->
                        figures.containsKey(metric) ? figure(figures.get(metric).getAs(ModelQuality.VALUE)) : "–")
                .toList();
    }

    private List<Map<String, String>> trends(List<Row> trend) {
        List<Map<String, String>> trends = new ArrayList<>();
        for (String metric : labels(TRENDS)) {
            List<SvgChart.Point> nights = trend.stream()
                    .filter(row -> row.<String>getAs(ModelQuality.METRIC).equals(metric))
                    .map(row -> point(row, "dt"))
                    .toList();
            if (!nights.isEmpty()) {
                trends.add(Map.of("metric", metric, "chart", SvgChart.trend(nights)));
            }
        }
        return trends;
    }

    private static SvgChart.Point point(Row row, String name) {
        return new SvgChart.Point(
                row.getAs(name).toString(),
                row.getAs(ModelQuality.VALUE),
                row.getAs(ModelQuality.LOW),
                row.getAs(ModelQuality.HIGH));
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3f", value);
    }

    private static String probability(double p) {
        return p < MIN_SHOWN_P ? "< 0.001" : figure(p);
    }

    private static Template template() {
        try (InputStream bytes = ModelPage.class.getResourceAsStream("model.html");
                Reader reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            return Mustache.compiler().compile(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the template model.html", e);
        }
    }
}
