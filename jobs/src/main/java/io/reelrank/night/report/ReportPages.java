package io.reelrank.night.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.ReportSettings;
import io.reelrank.core.settings.ReportSettings.MostPlayedCreators;
import io.reelrank.core.settings.ReportSettings.NamedCreators;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.pages.creators.CreatorIndex;
import io.reelrank.pages.creators.CreatorPart;
import io.reelrank.pages.creators.CreatorRows;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes creators' pages from the tables of the night, and the index.
 *
 * @param settings which pages are written
 */
record ReportPages(ReportSettings settings) {
    private static final int TASKS_PER_CORE = 2;

    /** The page that is written last. */
    static Path index(StageContext run) {
        return new Path(run.drafts(), CreatorIndex.FILE);
    }

    /** Writes the pages by the executors, each creator's by one task, and the index by the driver. */
    void write(StageContext run) {
        try {
            run.storage().delete(run.drafts());
        } catch (StorageException e) {
            run.note("pages of an earlier run that could not be deleted", e.getMessage());
        }
        PageTask task = new PageTask(
                new SerializableConfiguration(run.storage().configuration()),
                run.drafts().toString(),
                run.date().toString(),
                settings.pages().videos(),
                settings.pages().language());
        List<Row> written = CreatorRows.sorted(
                        chosen(run, CreatorRows.together(tables(run))),
                        TASKS_PER_CORE * run.spark().sparkContext().defaultParallelism())
                .mapPartitions(task, Encoders.row(PageTask.WRITTEN))
                .collectAsList();
        Set<String> withoutPage = new HashSet<>();
        for (Row row : written) {
            if (row.getAs(PageTask.FAULTS) != null) {
                withoutPage.add(PageTask.entry(row).id());
                row.<String>getList(row.fieldIndex(PageTask.FAULTS)).forEach(run::notePageFault);
            }
        }
        CreatorIndex index = new CreatorIndex(
                run.date().toString(),
                settings.longestWindow(),
                settings.pages().language());
        // The file that leads to the others is the last.
        boolean isIndexed = false;
        for (Map.Entry<String, String> file : index.files(
                        written.stream().map(row -> PageTask.entry(row)).toList(), withoutPage)
                .entrySet()) {
            isIndexed = run.writePage(new Path(run.drafts(), file.getKey()), file.getValue());
        }
        if (isIndexed) {
            run.output("%s and the pages of %d creators".formatted(index(run), written.size() - withoutPage.size()));
        }
    }

    private Map<CreatorPart, Dataset<Row>> tables(StageContext run) {
        Map<CreatorPart, Dataset<Row>> tables = new EnumMap<>(CreatorPart.class);
        for (CreatorPart part : CreatorPart.values()) {
            tables.put(part, run.readOwn(part.table(), List.of(run.date())));
        }
        tables.put(
                CreatorPart.NIGHTS,
                run.readOwn(CreatorReport.TABLE, nights(run))
                        .filter(col(CreatorReport.WINDOW_DAYS)
                                .equalTo(settings.windows().get(0))));
        return tables;
    }

    /** The nights of the longest window that were written, tonight included. */
    private List<LocalDate> nights(StageContext run) {
        return IntStream.range(0, settings.longestWindow())
                .mapToObj(days -> run.date().minusDays(days))
                .filter(day -> run.written(CreatorReport.TABLE, day).isPresent())
                .toList();
    }

    /** The rows of the creators who get a page. */
    private Dataset<Row> chosen(StageContext run, Dataset<Row> rows) {
        if (settings.pages().creators() instanceof NamedCreators named) {
            return rows.filter(col(CreatorReport.CREATOR_ID).isin(named.ids().toArray()));
        }
        if (settings.pages().creators() instanceof MostPlayedCreators most) {
            Dataset<Row> ids = run.readOwn(CreatorReport.TABLE, List.of(run.date()))
                    .filter(col(CreatorReport.WINDOW_DAYS).equalTo(settings.longestWindow()))
                    .orderBy(col(CreatorReport.PLAYS).desc(), col(CreatorReport.CREATOR_ID))
                    .limit(most.number())
                    .select(CreatorReport.CREATOR_ID);
            return rows.join(broadcast(ids), new String[] {CreatorReport.CREATOR_ID}, "left_semi");
        }
        return rows;
    }
}
