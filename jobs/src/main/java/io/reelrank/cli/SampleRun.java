package io.reelrank.cli;

import io.reelrank.core.files.Storage;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.core.stage.ProgressMonitor;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.Videos;
import io.reelrank.workbench.mapping.SampleCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Collects a sample of one day into a folder that is deleted afterwards, and prints what a night would make of it.
 *
 * @param nights the pipelines of nights by their settings
 * @param rows how many rows of each file of a log are read at the most
 */
record SampleRun(Function<Settings, Pipeline> nights, long rows) {
    private static final List<Table> SHOWN = List.of(Events.TABLE, Videos.TABLE, Users.TABLE);

    /** Where the sample's tables go. */
    static final class Folder implements AutoCloseable {
        private final Path path;

        Folder() {
            try {
                path = Files.createTempDirectory("reelrank-check");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a temporary folder", e);
            }
        }

        /** The settings that a sample needs beside those of the mapping. */
        List<String> overrides(long rows) {
            return List.of(
                    "storage.root=" + path,
                    "collect.window-days=1",
                    "collect.rows-per-file=" + rows,
                    "collect.max-rejected-share=1",
                    "collect.max-rejected-rows=" + Long.MAX_VALUE);
        }

        /** A file beside the tables, which is deleted with them. */
        Path file(String name) {
            return path.resolve(name);
        }

        @Override
        public void close() {
            new Storage(new Configuration()).delete(new org.apache.hadoop.fs.Path(path.toUri()));
        }
    }

    /** @param settings of the mapping, with the overrides of {@link Folder} */
    void print(SparkSession spark, Settings settings, LocalDate date, Instant now, PrintWriter out) {
        TableStore store = new TableStore(spark, settings.storage().root());
        Night night = new Night(date, now, spark, store, Night.Reuse.NOTHING, Fence.ofPrivateRoot());
        Pipeline pipeline = nights.apply(settings);
        String collect = pipeline.stages().get(0).name();
        List<StageSummary> summaries = new ArrayList<>();
        try (ProgressMonitor monitor = new ProgressMonitor(Long.MAX_VALUE, Map.of(), line -> {})) {
            pipeline.run(night, pipeline.between(collect, collect), monitor, summaries::add);
        }
        out.printf("%nWhat a night of %s reads, at most %d rows of each file of a log:%n", date, rows);
        summaries.forEach(summary -> summary.notes().forEach((what, value) -> out.printf("  %s: %s%n", what, value)));
        SampleCheck check = new SampleCheck(store, date, settings.sources());
        for (Table table : SHOWN) {
            List<List<String>> first = check.firstRows(table);
            out.printf("%n%s, the first of %d rows:%n", table.name(), check.rows(table));
            out.print(TextTable.of(
                    first.get(0), first.subList(1, first.size()), first.get(0).size()));
        }
        List<String> oddities = check.oddities();
        out.println();
        check.remarks().forEach(out::println);
        out.println(oddities.isEmpty() ? "Nothing looks odd." : "What looks odd:");
        oddities.forEach(line -> out.println("  " + line));
        out.flush();
    }
}
