package io.reelrank.tuning;

import io.reelrank.tables.AblationResults;
import io.reelrank.tuning.Ablation.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What an ablation found, as a table's rows and as text.
 *
 * @param metrics what variants are compared by
 */
record AblationTable(List<String> metrics) {
    /** The names from the best to the worst; of equal ones the settings as they are first. */
    List<String> best(Map<String, Finding> findings) {
        return findings.keySet().stream()
                .sorted(Comparator.comparingDouble((String name) -> -score(findings.get(name)))
                        .thenComparing(name -> !name.equals(AblationResults.AS_SET))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** The rows of {@code ablation_results}: every metric that was measured. */
    List<Row> rows(Map<String, Finding> findings) {
        List<Row> rows = new ArrayList<>();
        findings.forEach((name, finding) -> finding.rows()
                .forEach(row -> rows.add(RowFactory.create(
                        name,
                        row.getAs("metric"),
                        row.getAs("value"),
                        row.getAs("low"),
                        row.getAs("high"),
                        row.getAs("difference"),
                        row.getAs("difference_low"),
                        row.getAs("difference_high"),
                        row.getAs("p"),
                        row.getAs("users"),
                        finding.mass().pairs(),
                        finding.mass().mean(),
                        finding.alpha(),
                        score(finding)))));
        return rows;
    }

    /** A table in Markdown, the best variant first. */
    String markdown(Map<String, Finding> findings) {
        StringBuilder text = new StringBuilder("| strengths |");
        StringBuilder rule = new StringBuilder("|---|");
        for (String metric : metrics) {
            text.append(" %s | difference |".formatted(metric));
            rule.append("---|---|");
        }
        text.append(" pairs | mean strength |\n").append(rule).append("---|---|\n");
        for (String name : best(findings)) {
            Finding finding = findings.get(name);
            text.append("| ").append(name).append(" |");
            for (String metric : metrics) {
                Row row = row(finding, metric);
                text.append(" %s |".formatted(interval("%.4f", row, "value", "low", "high")))
                        .append(row.getAs("difference") == null ? " |" : " %s |".formatted(difference(row)));
            }
            text.append(String.format(
                    Locale.ROOT,
                    " %,d | %.3f |%n",
                    finding.mass().pairs(),
                    finding.mass().mean()));
        }
        return text.toString();
    }

    /** A finding in a line. */
    String line(String name, Finding finding) {
        StringBuilder line = new StringBuilder(name);
        for (String metric : metrics) {
            Row row = row(finding, metric);
            line.append(String.format(Locale.ROOT, ", %s %.4f", metric, row.<Double>getAs("value")));
            if (row.getAs("difference") != null) {
                line.append(String.format(
                        Locale.ROOT, " (difference %s, p %.2g)", difference(row), row.<Double>getAs("p")));
            }
        }
        return line.append(String.format(
                        Locale.ROOT,
                        ", %,d pairs of mean strength %.3f, alpha %.3g",
                        finding.mass().pairs(),
                        finding.mass().mean(),
                        finding.alpha()))
                .toString();
    }

    private double score(Finding finding) {
        return HeldOut.score(metrics.stream()
                .map(metric -> row(finding, metric).<Double>getAs("value"))
                .toList());
    }

    private static String difference(Row row) {
        return interval("%+.4f", row, "difference", "difference_low", "difference_high");
    }

    private static String interval(String number, Row row, String value, String low, String high) {
        return String.format(
                Locale.ROOT,
                number + " (" + number + " to " + number + ")",
                row.<Double>getAs(value),
                row.<Double>getAs(low),
                row.<Double>getAs(high));
    }

    private static Row row(Finding finding, String metric) {
        return finding.rows().stream()
                .filter(row -> row.getAs("metric").equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(metric + " was not measured"));
    }
}
