package io.reelrank.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A gauge of Prometheus with its samples, in the text format 0.0.4.
 *
 * @param name after Prometheus' conventions, with its unit: {@code reelrank_run_duration_seconds}
 * @param help what it is, in one line
 * @param samples in the order in which they are written
 */
record MetricFamily(String name, String help, List<MetricSample> samples) {
    /**
     * A value under labels.
     *
     * @param labels by name, in the order in which they are written
     * @param value any number, also none (NaN)
     */
    record MetricSample(Map<String, String> labels, double value) {}

    /** A gauge without samples, to which they are added. */
    MetricFamily(String name, String help) {
        this(name, help, new ArrayList<>());
    }

    MetricFamily add(Map<String, String> labels, double value) {
        samples.add(new MetricSample(labels, value));
        return this;
    }

    MetricFamily add(Map<String, String> labels, long value) {
        return add(labels, (double) value);
    }

    /** Its lines; none without samples. */
    String text() {
        return samples.isEmpty()
                ? ""
                : "# HELP %1$s %2$s\n# TYPE %1$s gauge\n".formatted(name, help)
                        + samples.stream().map(this::line).collect(Collectors.joining());
    }

    private String line(MetricSample sample) {
        String labels = sample.labels().entrySet().stream()
                .map(label -> "%s=\"%s\"".formatted(label.getKey(), escaped(label.getValue())))
                .collect(Collectors.joining(","));
        return name + (labels.isEmpty() ? "" : "{" + labels + "}") + " " + number(sample.value()) + "\n";
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
