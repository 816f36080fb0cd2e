package io.reelrank.night.model;

import io.reelrank.core.tables.ModelQuality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * What the stage's summary shows of every model.
 *
 * @param metrics names of the metrics that are shown, at least one; the best model by the first of them comes first
 */
record QualitySummary(List<String> metrics) {
    QualitySummary {
        metrics = List.copyOf(metrics);
    }

    /**
     * A line for every model that has a figure in one of the metrics.
     *
     * @param figures rows of {@code model_quality} over all users; those of other metrics are ignored
     * @return model → its line, in the order of the lines
     */
    Map<String, String> lines(List<Row> figures) {
        Map<String, Map<String, Row>> byModel = new HashMap<>();
        figures.stream()
                .filter(row -> metrics.contains(row.<String>getAs(ModelQuality.METRIC)))
                .forEach(row -> byModel.computeIfAbsent(row.getAs(ModelQuality.MODEL), model -> new HashMap<>())
                        .put(row.getAs(ModelQuality.METRIC), row));
        List<String> models = new ArrayList<>(byModel.keySet());
        models.sort(Comparator.comparingDouble((String model) -> -first(byModel.get(model)))
                .thenComparing(Comparator.naturalOrder()));
        Map<String, String> lines = new LinkedHashMap<>();
        models.forEach(model -> lines.put(model, line(byModel.get(model))));
        return Collections.unmodifiableMap(lines);
    }

    private double first(Map<String, Row> figures) {
        Row row = figures.get(metrics.get(0));
        return row == null ? Double.NEGATIVE_INFINITY : row.<Double>getAs(ModelQuality.VALUE);
    }

    private String line(Map<String, Row> figures) {
        StringBuilder line = new StringBuilder();
        long users = 0;
        for (String metric : metrics) {
            Row row = figures.get(metric);
            if (row == null) {
                line.append(metric).append(" not known, ");
            } else {
                users = Math.max(users, row.<Long>getAs(ModelQuality.USERS));
                line.append(String.format(
                        Locale.ROOT,
                        "%s %.3f (%.3f to %.3f), ",
                        metric,
                        row.<Double>getAs(ModelQuality.VALUE),
                        row.<Double>getAs(ModelQuality.LOW),
                        row.<Double>getAs(ModelQuality.HIGH)));
            }
        }
        return line + String.format(Locale.ROOT, "%,d users of the held out days", users);
    }
}
