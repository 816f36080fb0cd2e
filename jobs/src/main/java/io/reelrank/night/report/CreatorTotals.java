package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorReport;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What happened to each creator's videos within each window.
 *
 * @param windows the windows
 */
record CreatorTotals(Windows windows) {
    private static final String[] KEY = {CreatorReport.CREATOR_ID, CreatorReport.WINDOW_DAYS, Windows.BACK};

    /**
     * The sums by creator and window, also of the windows before.
     *
     * @param videoDays of {@link ReportSums#videoDays}
     * @return {@code creator_id, window_days, back} and the sums
     */
    Dataset<Row> sums(Dataset<Row> videoDays) {
        Dataset<Row> creatorDays = ReportSums.totals(videoDays, CreatorReport.CREATOR_ID, Windows.AGO);
        return ReportSums.totals(windows.within(creatorDays), KEY);
    }

    /**
     * The rows of {@code creator_report}.
     *
     * @param sums of {@link #sums}
     * @param viewers of {@link ViewerCounts#of}
     * @param concentration of {@link PlayConcentration#of}
     */
    Dataset<Row> report(Dataset<Row> sums, Dataset<Row> viewers, Dataset<Row> concentration) {
        Dataset<Row> whole = sums.filter(col(Windows.BACK).equalTo(0))
                .join(viewers, KEY, "left")
                .join(concentration, KEY, "left");
        for (String part : ViewerCounts.PARTS) {
            whole = whole.withColumn(part, when(col(ViewerCounts.TOLD + part), col(part)));
        }
        whole = whole.na().fill(0L, new String[] {CreatorReport.VIDEOS, CreatorReport.VIEWERS});
        Column days = lit(null).cast("int");
        for (int length : windows.lengths()) {
            days = when(col(CreatorReport.WINDOW_DAYS).equalTo(length), windows.knownDays(length, 0))
                    .otherwise(days);
        }
        return ReportSums.rates(whole.withColumn(CreatorReport.DAYS, days), List.of(CreatorFigure.values()));
    }
}
