package io.reelrank.cli;

import io.reelrank.pages.nights.NightFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file of a run's metrics for the textfile collector of Prometheus' node exporter, on the local disk of the driver.
 *
 * @param file its path; the folder must be there
 * @param root the storage root, a label of every sample
 */
record MetricsFile(Path file, String root) {
    /**
     * Replaces the file in one step, as the collector may read it at any time.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    void write(NightFacts facts) {
        // The collector reads only names that end in .prom.
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(whole, new RunMetrics(facts, root).text().getBytes(StandardCharsets.UTF_8));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write %s: %s; its folder must be there, and the account of the night may write in it"
                            .formatted(file, e),
                    e);
        }
    }
}
