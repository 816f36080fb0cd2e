package io.reelrank.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.reelrank.core.files.Storage;
import io.reelrank.core.publication.Publication.Pointer;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.stage.RunRecords;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.store.StoredDays;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.DriftChecks;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.pages.nights.NightFacts;
import io.reelrank.pages.nights.NightFacts.CollectedCount;
import io.reelrank.pages.nights.NightFacts.NightPublications;
import io.reelrank.pages.nights.NightFacts.NightTableRows;
import io.reelrank.pages.nights.NightPage;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The page of a night, beside the record of its run. It is made of records, manifests and small tables; what cannot be read is
 * missing on it. Nothing that happens here ends a night.
 */
final class NightPageFile {
    private static final int NIGHTS = 30;
    private static final String ALL_USERS = "all";
    private static final String FILES = "files";
    private static final String EXAMPLE = "example";

    // Leads to the newest run's page, at an address that does not change.
    private static final String INDEX = "index.html";
    private static final String REDIRECT = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=%1$s">
            <title>reelrank</title></head><body><a href="%1$s">The newest run, of the night of %2$s</a></body></html>
            """;

    private final Night night;
    private final RunRecords records;
    private final Pipeline pipeline;
    private final List<Stage> part;
    private final int listLength;
    private final Optional<MetricsFile> metrics;
    private final List<String> unread = new ArrayList<>();

    /**
     * @param records where the record is
     * @param pipeline all stages
     * @param part the stages that run
     * @param listLength k of the metrics that are shown
     * @param metrics the same as numbers, where they are wanted
     */
    NightPageFile(
            Night night,
            RunRecords records,
            Pipeline pipeline,
            List<Stage> part,
            int listLength,
            Optional<MetricsFile> metrics) {
        this.night = night;
        this.records = records;
        this.pipeline = pipeline;
        this.part = part;
        this.listLength = listLength;
        this.metrics = metrics;
    }

    /**
     * Writes the page with everything that is known of the night.
     *
     * @return where it is, or why it could not be written
     */
    String write(RunRecord run) {
        return written(
                run,
                () -> new NightFacts(
                        run,
                        known("earlier records", List.of(), this::earlier),
                        new NightTableRows(
                                known(CollectedRows.TABLE.name(), List.of(), () -> collected(run)),
                                known(DriftChecks.TABLE.name(), List.of(), () -> rows(run, DriftChecks.TABLE)),
                                known(GateResults.TABLE.name(), List.of(), () -> rows(run, GateResults.TABLE)),
                                known(ModelQuality.TABLE.name(), List.of(), () -> rows(run, ModelQuality.TABLE)),
                                known(
                                        ModelQuality.TABLE.name() + " of the night before",
                                        List.of(),
                                        this::qualityBefore)),
                        known("publications", NightPublications.NONE, this::published),
                        known("tables", List.of(), () -> List.copyOf(new StoredDays(storage(), root()).days())),
                        unread));
    }

    /** Writes the page of the record alone, for a process that is about to end: it must not wait for Spark. */
    void writeRecord(RunRecord run) {
        written(
                run,
                () -> new NightFacts(
                        run,
                        List.of(),
                        NightTableRows.NONE,
                        known("publications", NightPublications.NONE, this::published),
                        List.of(),
                        List.of("tables and earlier nights, as the process had to end at once")));
    }

    private String written(RunRecord run, Supplier<NightFacts> known) {
        // Even without memory for it: the error that ended the run must not be hidden by this one.
        try {
            NightFacts facts = known.get();
            return "%s%s".formatted(pageOf(run, facts), metricsOf(facts));
        } catch (RuntimeException | Error e) {
            return unwritten(e);
        }
    }

    private String pageOf(RunRecord run, NightFacts facts) {
        Path page = new Path(records.folder(run.date(), run.run()), NightPage.FILE);
        try {
            storage().replace(page, bytes(new NightPage(facts, listLength, modelCard(run)).html()));
            storage()
                    .replace(
                            new Path(root(), RunRecords.FOLDER + "/" + INDEX),
                            bytes(REDIRECT.formatted(
                                    "date=%s/run=%s/%s".formatted(run.date(), run.run(), NightPage.FILE), run.date())));
            return page.toString();
        } catch (RuntimeException | Error e) {
            return unwritten(e);
        }
    }

    private static String unwritten(Throwable thrown) {
        return "the page of this run could not be written: "
                + ExitCode.cause(thrown).getMessage();
    }

    private String metricsOf(NightFacts facts) {
        try {
            metrics.ifPresent(file -> file.write(facts));
            return "";
        } catch (RuntimeException | Error e) {
            return "; its metrics could not be written: " + e.getMessage();
        }
    }

    private <T> T known(String what, T otherwise, Supplier<T> read) {
        try {
            return read.get();
        } catch (RuntimeException e) {
            unread.add("%s: %s".formatted(what, ExitCode.cause(e).getMessage()));
            return otherwise;
        }
    }

    private List<RunRecord> earlier() {
        return records.newestFirst(date -> date.isBefore(night.date()), NIGHTS).toList();
    }

    private List<CollectedCount> collected(RunRecord run) {
        return tonight(run, CollectedRows.TABLE).stream()
                .flatMap(rows -> rows
                        .groupBy(CollectedRows.SOURCE, CollectedRows.OUTCOME, CollectedRows.REASON)
                        .agg(
                                sum(CollectedRows.ROWS).as(CollectedRows.ROWS),
                                count(lit(1)).as(FILES),
                                min(CollectedRows.FILE).as(EXAMPLE))
                        .collectAsList()
                        .stream())
                .map(row -> new CollectedCount(
                        row.getAs(CollectedRows.SOURCE),
                        row.getAs(CollectedRows.OUTCOME),
                        row.getAs(CollectedRows.REASON),
                        row.getAs(CollectedRows.ROWS),
                        row.getAs(FILES),
                        row.getAs(EXAMPLE)))
                .toList();
    }

    private List<Row> rows(RunRecord run, Table table) {
        return tonight(run, table).map(NightPageFile::shown).orElse(List.of());
    }

    private List<Row> qualityBefore() {
        Optional<LocalDate> before = records.newestFirst(date -> date.isBefore(night.date()), NIGHTS)
                .map(record -> LocalDate.parse(record.date()))
                .filter(date -> night.store().manifest(ModelQuality.TABLE, date).isPresent())
                .findFirst();
        return before.map(date -> shown(night.store().read(ModelQuality.TABLE, List.of(date))))
                .orElse(List.of());
    }

    private static List<Row> shown(Dataset<Row> rows) {
        boolean hasSegments = List.of(rows.columns()).contains(ModelQuality.SEGMENT);
        return (hasSegments ? rows.filter(col(ModelQuality.SEGMENT).equalTo(ALL_USERS)) : rows).collectAsList();
    }

    /** The night's rows of a table; nothing if the night has not come so far, whatever an earlier run has left. */
    private Optional<Dataset<Row>> tonight(RunRecord run, Table table) {
        boolean isTonights = night.store()
                .manifest(table, night.date())
                .filter(manifest -> manifest.run().equals(night.runId()) || isBehind(run, table))
                .isPresent();
        return isTonights ? Optional.of(night.store().read(table, List.of(night.date()))) : Optional.empty();
    }

    /** Whether the stage that writes a table has ended well, or lies before the part that runs. */
    private boolean isBehind(RunRecord run, Table table) {
        List<Stage> before = pipeline.stages().subList(0, pipeline.stages().indexOf(part.get(0)));
        return pipeline.stages().stream()
                .filter(stage -> stage.writes().contains(table))
                .anyMatch(stage -> before.contains(stage)
                        || run.stages().stream()
                                .anyMatch(summary -> summary.stage().equals(stage.name())
                                        && summary.state() != StageSummary.State.FAILED));
    }

    private NightPublications published() {
        return new NightPublications(
                new PublicationReader(storage(), root()).all(),
                new PublicationPointer(storage(), root())
                        .ifReadable()
                        .map(Pointer::path)
                        .orElse(""));
    }

    /** The gate names its page among what it wrote, also where the tables were written by an earlier run. */
    private String modelCard(RunRecord run) {
        String card = "drafts/date=%s/model.html".formatted(run.date());
        boolean isThere = isBehind(run, GateResults.TABLE)
                && storage().read(new Path(root(), card)).isPresent();
        return isThere ? "../../../" + card : "";
    }

    private Storage storage() {
        return records.storage();
    }

    private Path root() {
        return records.root();
    }

    private static byte[] bytes(String html) {
        return html.getBytes(StandardCharsets.UTF_8);
    }
}
