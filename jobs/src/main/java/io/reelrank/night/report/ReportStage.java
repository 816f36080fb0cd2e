package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.ReportSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.AdviceEffects;
import io.reelrank.core.tables.AdviceTrials;
import io.reelrank.core.tables.AudienceSegments;
import io.reelrank.core.tables.CollectedFiles;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.CreatorAudience;
import io.reelrank.core.tables.CreatorChanges;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorOffers;
import io.reelrank.core.tables.CreatorOutlook;
import io.reelrank.core.tables.CreatorPlaces;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.core.tables.Videos;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reports how each creator's videos performed and why, and what to look at: tables for all, pages for the most played. */
public final class ReportStage implements Stage {
    private final ReportSettings settings;
    private final List<String> trafficSources;

    /**
     * @param settings the windows, the least evidence and the pages
     * @param trafficSources those whose views {@code day_pairs} counts apart, in their order
     */
    public ReportStage(ReportSettings settings, List<String> trafficSources) {
        this.settings = settings;
        this.trafficSources = List.copyOf(trafficSources);
    }

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String purpose() {
        return "reports to creators how their videos performed and why: tables for all, pages for the most played";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.window(DayPairs.TABLE, 2 * settings.longestWindow()),
                Input.rowCounts(CollectedFiles.TABLE, 2 * settings.longestWindow()),
                Input.today(Videos.TABLE),
                Input.today(Users.TABLE),
                Input.today(Suspects.TABLE),
                Input.today(UserIndex.TABLE),
                Input.today(UserProfiles.TABLE),
                Input.today(UserSegments.TABLE),
                Input.today(CreatorTies.TABLE),
                Input.today(VideoFeatures.TABLE),
                Input.today(VideoQuality.TABLE),
                Input.today(VideoFactors.TABLE),
                Input.before(CreatorAdvice.TABLE),
                Input.before(AdviceTrials.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(
                CreatorReport.TABLE,
                CreatorVideoReport.TABLE,
                CreatorComparisons.TABLE,
                CreatorChanges.TABLE,
                CreatorAudience.TABLE,
                CreatorOffers.TABLE,
                AudienceSegments.TABLE,
                CreatorAdvice.TABLE,
                AdviceTrials.TABLE,
                AdviceEffects.TABLE,
                CreatorOutlook.TABLE,
                CreatorPlaces.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of("report settings", Digest.of(List.of(settings, trafficSources)));
    }

    @Override
    public void execute(StageContext run) {
        Set<LocalDate> known = run.rowCounts(CollectedFiles.TABLE).entrySet().stream()
                .filter(files -> files.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Windows windows = new Windows(settings.windows(), run.date(), known);
        Dataset<Row> facts = run.read(VideoFeatures.TABLE);
        Dataset<Row> quality = run.read(VideoQuality.TABLE);
        Dataset<Row> videos = run.read(Videos.TABLE);
        Dataset<Row> refusing = Users.refusing(run.read(Users.TABLE), Users.CONSENT_REPORTS);
        Dataset<Row> users = Users.without(refusing, run.read(UserProfiles.TABLE));
        try (RowCache cache = new RowCache()) {
            SharedSums sums = sums(run, windows, refusing, users, cache);
            Dataset<Row> kinds = cache.keep(peers(windows).kinds(sums.videoDays()));
            run.together(
                    () -> writeVideos(run, windows, sums, rows -> named(rows, facts, videos, quality)),
                    () -> writeAudience(run, windows, sums, kinds),
                    () -> run.write(
                            CreatorChanges.TABLE,
                            new ChangeCauses(windows)
                                    .of(
                                            sums.creators()
                                                    .named(sums.cells()
                                                            .withTaste(ChangeCauses.tasteDays(sums.counted()))),
                                            sums.videoDays())),
                    () -> writeRates(
                            run, windows, sums, new VideoContrasts(settings.minPlays()).judged(facts, quality, videos)),
                    () -> writeOutlook(run, OutlookTables.videos(facts, quality), kinds, users));
        }
        new ReportPages(settings).write(run);
        note(run);
    }

    /**
     * What all tables are made of.
     *
     * @param counted of {@link ReportSums#counted}
     * @param videoDays of {@link ReportSums#videoDays}
     * @param met of {@link ReportSums#met}
     * @param people of {@link OfferTastes#ofVideos}
     * @param creators the creators' numbers
     * @param cells the users
     */
    private record SharedSums(
            Dataset<Row> counted,
            Dataset<Row> videoDays,
            Dataset<Row> met,
            Dataset<Row> people,
            CreatorNumbers creators,
            UserCells cells) {}

    private SharedSums sums(
            StageContext run, Windows windows, Dataset<Row> refusing, Dataset<Row> profiles, RowCache cache) {
        Dataset<Row> numbers = run.read(UserIndex.TABLE).select(UserIndex.USER_ID, UserIndex.USER_IDX);
        Dataset<Row> facts = run.read(VideoFeatures.TABLE);
        AtomicReference<Dataset<Row>> videos = new AtomicReference<>();
        AtomicReference<Dataset<Row>> suspects = new AtomicReference<>();
        AtomicReference<UserCells> cells = new AtomicReference<>();
        // Computed before they are joined: Spark then knows their sizes and can broadcast them, and shuffles no pairs.
        run.together(
                () -> {
                    videos.set(cache.keep(ReportSums.videos(facts)));
                    videos.get().count();
                },
                () -> {
                    suspects.set(cache.keep(numbered(
                            run.read(Suspects.TABLE).select(Suspects.USER_ID).union(refusing), numbers)));
                    suspects.get().count();
                    cells.set(UserCells.of(
                            profiles(profiles),
                            numbered(run.read(UserSegments.TABLE), numbers),
                            suspects.get(),
                            cache));
                    cells.get().users().count();
                });
        Dataset<Row> counted = cache.keep(ReportSums.counted(
                run.read(DayPairs.TABLE),
                suspects.get(),
                videos.get(),
                cells.get().users(),
                run.date()));
        return new SharedSums(
                counted,
                cache.keep(ReportSums.videoDays(counted, videos.get())),
                cache.keep(ReportSums.met(counted, trafficSources)),
                cache.keep(new OfferTastes(windows, settings.least().any()).ofVideos(counted)),
                CreatorNumbers.of(videos.get()),
                cells.get());
    }

    private void writeVideos(StageContext run, Windows windows, SharedSums sums, UnaryOperator<Dataset<Row>> named) {
        VideoFigures figures = new VideoFigures(windows, settings.least().any());
        try (RowCache cache = new RowCache()) {
            Dataset<Row> watched = cache.keep(figures.watched(sums.counted(), sums.people()));
            run.write(CreatorVideoReport.TABLE, named.apply(figures.of(sums.videoDays(), watched)));
        }
    }

    private void writeOffers(
            StageContext run, Windows windows, SharedSums sums, Dataset<Row> kinds, Dataset<Row> audience) {
        OfferTastes tastes = new OfferTastes(windows, settings.least().any());
        Dataset<Row> facts = run.read(VideoFeatures.TABLE);
        Dataset<Row> categories = facts.select(
                col(VideoIndex.VIDEO_IDX), col(VideoFeatures.CATEGORY).as(CreatorComparisons.NICHE));
        try (RowCache cache = new RowCache()) {
            Dataset<Row> people = cache.keep(tastes.ofCreators(sums.met()));
            Dataset<Row> met = cache.keep(tastes.met(people, sums.people()));
            Dataset<Row> ofCreators = cache.keep(tastes.toldOfCreators(
                    people,
                    met,
                    sums.cells().withTasteIdx(audience),
                    sums.creators().numbered(kinds).select(CreatorNumbers.CREATOR_IDX, CreatorComparisons.NICHE)));
            Dataset<Row> ofVideos = tastes.toldOfVideos(sums.people(), met, ofCreators, categories, cache)
                    .join(facts.select(VideoIndex.VIDEO_IDX, VideoIndex.VIDEO_ID), VideoIndex.VIDEO_IDX)
                    .drop(VideoIndex.VIDEO_IDX);
            Dataset<Row> told = ofCreators
                    .withColumn(CreatorOffers.VIDEO_ID, lit(CreatorOffers.ALL_VIDEOS))
                    .unionByName(ofVideos)
                    .drop(CreatorVideoReport.VIEWERS);
            run.write(CreatorOffers.TABLE, sums.creators().named(sums.cells().withTaste(told)));
        }
    }

    private void writeAudience(StageContext run, Windows windows, SharedSums sums, Dataset<Row> kinds) {
        AudienceParts parts = new AudienceParts(windows, settings.least());
        CreatorNumbers creators = sums.creators();
        Dataset<Row> ties = creators.numbered(run.read(CreatorTies.TABLE));
        Dataset<Row> cells = sums.cells().cells();
        try (RowCache cache = new RowCache()) {
            Dataset<Row> audience = cache.keep(
                    parts.audience(ReportSums.viewers(sums.met()), sums.cells().users(), ties));
            Dataset<Row> reached = cache.keep(AudienceParts.reached(audience));
            Dataset<Row> told = cache.keep(parts.told(AudienceParts.parts(audience, reached, cells)));
            run.together(
                    () -> run.write(CreatorAudience.TABLE, creators.named(parts.of(told))),
                    () -> writeOffers(run, windows, sums, kinds, AudienceParts.tastes(told)),
                    () -> run.write(
                            AudienceSegments.TABLE,
                            new SegmentReach(settings.least().attributes(), creators).of(cells, reached)));
        }
    }

    private void writeOutlook(StageContext run, Dataset<Row> videos, Dataset<Row> niches, Dataset<Row> users) {
        try (RowCache cache = new RowCache()) {
            new OutlookTables(settings).write(run, cache.keep(videos), cache.keep(niches), users);
        }
    }

    private void writeRates(StageContext run, Windows windows, SharedSums sums, Dataset<Row> judged) {
        CreatorTotals totals = new CreatorTotals(windows);
        Dataset<Row> videoDays = sums.videoDays();
        LeavingSeconds leaving = new LeavingSeconds(windows.longest(), settings.minPlays());
        try (RowCache cache = new RowCache()) {
            AdviceEvidence evidence = AdviceEvidence.of(sums.counted(), sums.creators(), judged, leaving, cache);
            Dataset<Row> totalSums = cache.keep(totals.sums(videoDays));
            Dataset<Row> viewers = cache.keep(sums.creators()
                    .named(new ViewerCounts(windows, settings.least().any()).of(ReportSums.viewers(sums.met()))));
            Dataset<Row> concentration = cache.keep(new PlayConcentration(windows).of(videoDays));
            Dataset<Row> comparisons = cache.keep(peers(windows).of(totalSums, viewers, videoDays));
            run.together(() -> run.write(CreatorReport.TABLE, totals.report(totalSums, viewers, concentration)), () -> {
                run.write(CreatorComparisons.TABLE, comparisons);
                new AdviceTables(settings, windows)
                        .write(run, new AdviceTests.Tested(comparisons, concentration, evidence), videoDays);
            });
        }
    }

    private PeerComparison peers(Windows windows) {
        return new PeerComparison(windows, settings.minPeers(), settings.minPlays());
    }

    /** With the videos' ids, titles and pulls. */
    private static Dataset<Row> named(
            Dataset<Row> figures, Dataset<Row> facts, Dataset<Row> videos, Dataset<Row> quality) {
        return figures.join(facts.select(VideoIndex.VIDEO_IDX, VideoIndex.VIDEO_ID), VideoIndex.VIDEO_IDX)
                .join(videos.select(Videos.VIDEO_ID, Videos.TITLE), new String[] {VideoIndex.VIDEO_ID}, "left")
                .join(
                        quality.select(
                                VideoIndex.VIDEO_IDX, VideoQuality.PULL, VideoQuality.PULL_LOW, VideoQuality.PULL_HIGH),
                        new String[] {VideoIndex.VIDEO_IDX},
                        "left");
    }

    /** The rows of a table of users with their numbers. */
    private static Dataset<Row> numbered(Dataset<Row> rows, Dataset<Row> numbers) {
        return rows.drop(Table.DAY).join(numbers, UserIndex.USER_ID).drop(UserIndex.USER_ID);
    }

    /** {@code user_idx, taste, activity, plays, busiest_hour}; the taste is null for a user without positive pairs. */
    private static Dataset<Row> profiles(Dataset<Row> profiles) {
        return profiles.select(
                col(UserProfiles.USER_IDX),
                taste().as(ChangeCauses.TASTE),
                col(UserProfiles.ACTIVITY),
                col(UserProfiles.PLAYS),
                col(UserProfiles.BUSIEST_HOUR));
    }

    /** The category that a row of {@code user_profiles} likes most. */
    static Column taste() {
        return when(
                size(col(UserProfiles.CATEGORIES)).gt(0),
                col(UserProfiles.CATEGORIES).getItem(0).getField("name"));
    }

    private void note(StageContext run) {
        run.note(
                "creators",
                String.format(
                        Locale.ROOT,
                        "%,d",
                        run.readOwn(CreatorReport.TABLE, List.of(run.date()))
                                .filter(col(CreatorReport.WINDOW_DAYS).equalTo(settings.longestWindow()))
                                .count()));
        Dataset<Row> given = run.readOwn(CreatorAdvice.TABLE, List.of(run.date()))
                .filter(col(CreatorAdvice.PLACE).gt(0));
        run.note("pieces of advice", String.format(Locale.ROOT, "%,d", given.count()));
    }

    @Override
    public boolean leftInPlace(StageContext run) {
        return run.storage().read(ReportPages.index(run)).isPresent();
    }
}
