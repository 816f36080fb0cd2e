package io.reelrank.night.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import io.reelrank.core.files.Digest;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import io.reelrank.core.settings.ReportSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.core.tables.Videos;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;

/** Reports how each creator's videos performed: tables for all creators, and pages for the most played. */
public final class ReportStage implements Stage {
    private static final String PLACE = "place";

    private final ReportSettings settings;
    private final int longViewSeconds;
    private final CreatorIds creatorIds;

    /**
     * @param settings the window and the pages
     * @param longViewSeconds the bound of a long view
     * @param creatorIds whether creator ids are user ids; if so, a creator's events with their own videos do not count
     */
    public ReportStage(ReportSettings settings, int longViewSeconds, CreatorIds creatorIds) {
        this.settings = settings;
        this.longViewSeconds = longViewSeconds;
        this.creatorIds = creatorIds;
    }

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String purpose() {
        return "reports how each creator's videos performed: tables for all, pages for the most played";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.window(Events.TABLE, settings.windowDays()),
                Input.today(Videos.TABLE),
                Input.today(Suspects.TABLE),
                Input.today(VideoIndex.TABLE),
                Input.today(VideoQuality.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(CreatorReport.TABLE, CreatorVideoReport.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of("report settings", Digest.of(List.of(settings, longViewSeconds, creatorIds)));
    }

    @Override
    public void execute(StageContext run) {
        Dataset<Row> events = CreatorMetrics.withoutSuspects(
                Events.deliveredBy(run.date(), run.read(Events.TABLE)), run.read(Suspects.TABLE));
        Dataset<Row> daily = CreatorMetrics.daily(events, run.read(Videos.TABLE), longViewSeconds, creatorIds)
                .persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> pull = run.read(VideoIndex.TABLE)
                .select(VideoIndex.VIDEO_ID, VideoIndex.VIDEO_IDX)
                .join(
                        run.read(VideoQuality.TABLE).select(VideoIndex.VIDEO_IDX, VideoQuality.PULL),
                        VideoIndex.VIDEO_IDX)
                .select(VideoIndex.VIDEO_ID, CreatorVideoReport.PULL);
        run.write(
                CreatorVideoReport.TABLE,
                CreatorMetrics.byVideo(daily).join(pull, new String[] {VideoIndex.VIDEO_ID}, "left"));
        run.write(CreatorReport.TABLE, CreatorMetrics.byCreator(daily));
        daily.unpersist(true);
        writePages(run);
        run.note(
                "creators",
                String.format(
                        Locale.ROOT,
                        "%,d",
                        run.written(CreatorReport.TABLE, run.date())
                                .orElseThrow()
                                .rows()));
    }

    @Override
    public boolean leftInPlace(StageContext run) {
        return run.storage().read(index(run)).isPresent();
    }

    /** The page that is written last. */
    private static Path index(StageContext run) {
        return new Path(run.drafts(), "index.html");
    }

    /** Writes the pages of the most played creators. The settings limit their number, so the driver collects them. */
    private void writePages(StageContext run) {
        CreatorPages pages = new CreatorPages();
        Path folder = run.drafts();
        try {
            run.storage().delete(folder);
        } catch (StorageException e) {
            run.note("pages of an earlier run that could not be deleted", e.getMessage());
        }
        Dataset<Row> mostPlayed = run.readOwn(CreatorReport.TABLE, List.of(run.date()))
                .orderBy(col(CreatorReport.PLAYS).desc(), col(CreatorReport.CREATOR_ID))
                .limit(settings.pages());
        List<Row> creators = mostPlayed.collectAsList();
        Map<String, List<Row>> videos = run
                .readOwn(CreatorVideoReport.TABLE, List.of(run.date()))
                .join(broadcast(mostPlayed.select(CreatorReport.CREATOR_ID)), CreatorReport.CREATOR_ID)
                .withColumn(
                        PLACE,
                        row_number()
                                .over(Window.partitionBy(CreatorReport.CREATOR_ID)
                                        .orderBy(col(CreatorReport.PLAYS).desc(), col(VideoIndex.VIDEO_ID))))
                .filter(col(PLACE).leq(settings.pageVideos()))
                .orderBy(CreatorReport.CREATOR_ID, PLACE)
                .collectAsList()
                .stream()
                .collect(Collectors.groupingBy(row -> row.getAs(CreatorReport.CREATOR_ID)));
        String date = run.date().toString();
        Set<String> withoutPage = new HashSet<>();
        for (Row creator : creators) {
            String id = creator.getAs(CreatorReport.CREATOR_ID);
            Path path = new Path(new Path(folder, "creators"), CreatorPages.fileName(id));
            String page = pages.creator(date, settings.windowDays(), creator, videos.get(id));
            if (!run.writePage(path, page)) {
                withoutPage.add(id);
            }
        }
        Path index = index(run);
        if (run.writePage(index, pages.index(date, settings.windowDays(), creators, withoutPage))) {
            run.output("%s and the pages of %d creators".formatted(index, creators.size() - withoutPage.size()));
        }
    }
}
