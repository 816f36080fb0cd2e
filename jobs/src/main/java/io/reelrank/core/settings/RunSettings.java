package io.reelrank.core.settings;

/**
 * What a run leaves for those who watch it.
 *
 * @param metricsFile a file of the driver's local disk, for Prometheus; empty for none
 */
public record RunSettings(String metricsFile) {
    static RunSettings of(Section section) {
        String file = section.text("metrics-file");
        if (!file.isEmpty() && !file.endsWith(".prom")) {
            throw section.wrong("metrics-file", "empty, or a local file whose name ends in .prom");
        }
        return new RunSettings(file);
    }
}
