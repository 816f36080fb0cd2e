package io.reelrank.workbench.tuning;

import io.reelrank.core.tables.AblationResults;
import io.reelrank.workbench.tuning.StrengthAblation.Finding;
import io.reelrank.workbench.tuning.StrengthAblation.VariantFigure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The findings of an ablation as rows of a table and as text.
 *
 * @param metrics the metrics that variants are compared by
 */
record AblationTable(List<String> metrics) {
    /**
     * The names from the best to the worst. Of equal ones the current settings come first, then names in their order.
     */
    List<String> best(Map<String, Finding> findings) {
        return findings.keySet().stream()
                .sorted(Comparator.comparingDouble((String name) -> -score(findings.get(name)))
                        .thenComparing(name -> !name.equals(AblationResults.AS_SET))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** The rows of {@code ablation_results}, with every metric. */
    List<Row> rows(Map<String, Finding> findings) {
        List<Row> rows = new ArrayList<>();
        findings.forEach((name, finding) -> finding.figures()
                .forEach(figure -> rows.add(RowFactory.create(
                        name,
                        figure.metric(),
                        figure.value(),
                        figure.low(),
                        figure.high(),
                        figure.difference(),
                        figure.differenceLow(),
                        figure.differenceHigh(),
                        figure.p(),
                        figure.users(),
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
                VariantFigure figure = figure(finding, metric);
                text.append(" %s |".formatted(interval("%.4f", figure.value(), figure.low(), figure.high())))
                        .append(figure.difference() == null ? " |" : " %s |".formatted(difference(figure)));
            }
            text.append(String.format(
                    Locale.ROOT,
                    " %,d | %.3f |%n",
                    finding.mass().pairs(),
                    finding.mass().mean()));
        }
        return text.toString();
    }

    /** A finding as one line. */
    String line(String name, Finding finding) {
        StringBuilder line = new StringBuilder(name);
        for (String metric : metrics) {
            VariantFigure figure = figure(finding, metric);
            line.append(String.format(Locale.ROOT, ", %s %.4f", metric, figure.value()));
            if (figure.difference() != null) {
                line.append(String.format(Locale.ROOT, " (difference %s, p %.2g)", difference(figure), figure.p()));
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
        return HeldOutUsers.score(
                metrics.stream().map(metric -> figure(finding, metric).value()).toList());
    }

    private static String difference(VariantFigure figure) {
        return interval("%+.4f", figure.difference(), figure.differenceLow(), figure.differenceHigh());
    }

    private static String interval(String number, double value, double low, double high) {
        return String.format(Locale.ROOT, number + " (" + number + " to " + number + ")", value, low, high);
    }

    private static VariantFigure figure(Finding finding, String metric) {
        return finding.figures().stream()
                .filter(figure -> figure.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(metric + " was not measured"));
    }
}
