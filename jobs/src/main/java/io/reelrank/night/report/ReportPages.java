package io.reelrank.night.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.ReportSettings;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.core.tables.VideoIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Writes the pages of the most played creators from the tables of the night.
 *
 * @param settings which pages are written
 */
record ReportPages(ReportSettings settings) {
    private static final String PLACE = "place_of_video";

    /** The page that is written last. */
    static Path index(StageContext run) {
        return new Path(run.drafts(), "index.html");
    }

    /** Writes the pages of the most played creators. The settings limit their number, so the driver collects them. */
    void write(StageContext run) {
        CreatorPages pages = new CreatorPages(run.date().toString(), settings.longestWindow());
        Path folder = run.drafts();
        try {
            run.storage().delete(folder);
        } catch (StorageException e) {
            run.note("pages of an earlier run that could not be deleted", e.getMessage());
        }
        Dataset<Row> mostPlayed = run.readOwn(CreatorReport.TABLE, List.of(run.date()))
                .filter(col(CreatorReport.WINDOW_DAYS).equalTo(settings.longestWindow()))
                .orderBy(col(CreatorReport.PLAYS).desc(), col(CreatorReport.CREATOR_ID))
                .limit(settings.pages().creators());
        List<Row> creators = mostPlayed.collectAsList();
        Dataset<Row> ids = broadcast(mostPlayed.select(CreatorReport.CREATOR_ID));
        Map<String, List<Row>> videos = byCreator(run.readOwn(CreatorVideoReport.TABLE, List.of(run.date()))
                .join(ids, CreatorReport.CREATOR_ID)
                .withColumn(
                        PLACE,
                        row_number()
                                .over(Window.partitionBy(CreatorReport.CREATOR_ID)
                                        .orderBy(col(CreatorReport.PLAYS).desc(), col(VideoIndex.VIDEO_ID))))
                .filter(col(PLACE).leq(settings.pages().videos()))
                .orderBy(CreatorReport.CREATOR_ID, PLACE));
        Map<String, List<Row>> comparisons = byCreator(run.readOwn(CreatorComparisons.TABLE, List.of(run.date()))
                .filter(col(CreatorReport.WINDOW_DAYS).equalTo(settings.longestWindow()))
                .join(ids, CreatorReport.CREATOR_ID));
        Map<String, List<Row>> advice = byCreator(run.readOwn(CreatorAdvice.TABLE, List.of(run.date()))
                .filter(col(CreatorAdvice.PLACE).gt(0))
                .join(ids, CreatorReport.CREATOR_ID)
                .orderBy(CreatorReport.CREATOR_ID, CreatorAdvice.PLACE));
        Set<String> withoutPage = new HashSet<>();
        for (Row creator : creators) {
            String id = creator.getAs(CreatorReport.CREATOR_ID);
            Path path = new Path(new Path(folder, "creators"), CreatorPages.fileName(id));
            String page = pages.creator(
                    creator,
                    comparisons.getOrDefault(id, List.of()),
                    advice.getOrDefault(id, List.of()),
                    videos.getOrDefault(id, List.of()));
            if (!run.writePage(path, page)) {
                withoutPage.add(id);
            }
        }
        Path index = index(run);
        if (run.writePage(index, pages.index(creators, withoutPage))) {
            run.output("%s and the pages of %d creators".formatted(index, creators.size() - withoutPage.size()));
        }
    }

    private static Map<String, List<Row>> byCreator(Dataset<Row> rows) {
        return rows.collectAsList().stream().collect(Collectors.groupingBy(row -> row.getAs(CreatorReport.CREATOR_ID)));
    }
}
