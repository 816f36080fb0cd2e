package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.CleanSettings;
import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.PairDays;
import io.reelrank.core.settings.RankerSettings;
import io.reelrank.core.settings.RecommendSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.AsOf;
import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.EarlierSplit;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.History;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.RankerUsers;
import io.reelrank.core.tables.RankerVideos;
import io.reelrank.core.tables.SegmentPopularity;
import io.reelrank.core.tables.ShownPairs;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.TestPositives;
import io.reelrank.core.tables.TrainingSplit;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.core.tables.Videos;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Numbers users and videos, and computes the features of pairs, users and videos as of the end of the date. */
public final class FeaturesStage implements Stage {
    private static final IdDictionary USERS = new IdDictionary(UserIndex.USER_ID, UserIndex.USER_IDX);
    private static final IdDictionary VIDEOS = new IdDictionary(VideoIndex.VIDEO_ID, VideoIndex.VIDEO_IDX);

    private final FeaturesSettings settings;
    private final CleanSettings clean;
    private final RankerSettings ranker;
    private final RecommendSettings recommend;
    private final PairDays pairDays;
    private final ZoneId zone;

    /**
     * @param settings how features are computed
     * @param clean which plays happened by accident
     * @param ranker whether a ranker serves or is measured
     * @param recommend whether lists use video quality, which is then computed as of the split, too; and whether
     *     creator ids are user ids
     * @param pairDays which days of {@code day_pairs} are kept current
     * @param zone the platform's time zone
     */
    public FeaturesStage(
            FeaturesSettings settings,
            CleanSettings clean,
            RankerSettings ranker,
            RecommendSettings recommend,
            PairDays pairDays,
            ZoneId zone) {
        this.pairDays = pairDays;
        this.recommend = recommend;
        this.settings = settings;
        this.clean = clean;
        this.ranker = ranker;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "features";
    }

    @Override
    public String purpose() {
        return "numbers users and videos, and computes the features of pairs, users and videos";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.window(Events.TABLE, pairDays.window()),
                Input.today(Videos.TABLE),
                Input.today(Users.TABLE),
                Input.today(History.TABLE),
                Input.today(Suspects.TABLE),
                Input.before(UserIndex.TABLE),
                Input.before(VideoIndex.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(
                UserIndex.TABLE,
                VideoIndex.TABLE,
                DayPairs.TABLE,
                Interactions.TABLE,
                TrainingSplit.TABLE,
                TestPositives.TABLE,
                VideoPopularity.TABLE,
                UserSegments.TABLE,
                SegmentPopularity.TABLE,
                VideoFeatures.TABLE,
                CreatorTies.TABLE,
                UserProfiles.TABLE,
                VideoQuality.TABLE,
                EarlierSplit.TABLE,
                ShownPairs.TABLE,
                RankerVideos.TABLE,
                RankerUsers.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        Map<String, String> from = new TreeMap<>(StaleDays.determinants(run));
        from.put(
                "features settings",
                Digest.of(List.of(
                        settings,
                        eventFilter(),
                        cutoffs().stream().map(AsOf::value).toList(),
                        zone)));
        return from;
    }

    @Override
    public int ownDays() {
        return pairDays.window();
    }

    @Override
    public List<Table> kept() {
        return List.of(DayPairs.TABLE);
    }

    /** Reports read all days' pairs, which later nights may have replaced. */
    @Override
    public boolean leftInPlace(StageContext run) {
        return staleDays().areCurrent(run, run.days(Events.TABLE));
    }

    @Override
    public void execute(StageContext run) {
        Dataset<Row> videos = run.read(Videos.TABLE);
        Dataset<Row> history = run.read(History.TABLE).drop(Table.DAY);
        List<LocalDate> stale = staleDays().among(run, run.days(Events.TABLE));
        List<LocalDate> days = run.days(Events.TABLE).stream()
                .filter(day -> day.isAfter(run.date().minusDays(settings.windowDays())))
                .toList();
        Dataset<Row> delivered = Events.deliveredBy(run.date(), run.read(Events.TABLE));
        Dataset<Row> events = delivered.filter(col(Table.DAY).isin(stale.toArray()));
        run.together(() -> numberUsers(run, events, history), () -> numberVideos(run, events, history, videos));
        Dataset<Row> userIndex = index(run, UserIndex.TABLE);
        Dataset<Row> videoIndex = index(run, VideoIndex.TABLE);
        FeedbackSignals signals = new FeedbackSignals(settings);
        try (RowCache cache = new RowCache()) {
            Dataset<Row> known = cache.keep(known(videoIndex, videos));
            // Computed before it is joined: Spark then knows its size and can broadcast it instead of shuffling the
            // events.
            known.count();
            Dataset<Row> watched = FeedbackSignals.withVideos(events, known);
            run.write(
                    DayPairs.TABLE,
                    // Users are numbered last, as the quantiles of watches, which need another pass, need none.
                    DailyAggregation.of(
                            USERS.numbered(signals.of(watched, eventFilter(), cache), userIndex),
                            signals,
                            settings.trafficSources()),
                    staleDays().from(run, stale));
        }

        // As those of suspects, the events of who does not agree to training count for nothing but what was seen.
        Dataset<Row> suspects = USERS.numbers(
                run.read(Suspects.TABLE)
                        .select(Suspects.USER_ID)
                        .union(Users.refusing(run.read(Users.TABLE), Users.CONSENT_TRAINING)),
                userIndex);
        Dataset<Row> forgotten = USERS.numbers(Users.forgotten(run.read(Users.TABLE)), userIndex);
        Dataset<Row> entries = EventFilter.markSuspects(
                numbered(history, userIndex, videoIndex).withColumn(DayPairs.COUNTS, lit(true)),
                suspects,
                UserIndex.USER_IDX);

        InteractionStrengths pairs = new InteractionStrengths(settings.strength(), signals, zone);
        Dataset<Row> dayPairs = EventFilter.markSuspects(
                        run.readOwn(DayPairs.TABLE, days).drop(DayPairs.REPORTED.toArray(String[]::new)),
                        suspects,
                        UserIndex.USER_IDX)
                .join(forgotten, new String[] {UserIndex.USER_IDX}, "left_anti");
        try (RowCache cache = new RowCache()) {
            Dataset<Row> evidence = cache.keep(pairs.evidence(dayPairs, entries));
            Dataset<Row> counted = evidence.filter(col(DayPairs.COUNTS));
            // The labels of rankers need twice the held-out days.
            Column isRecent = col(Table.DAY).gt(lit(run.date().minusDays(2L * settings.testDays())));
            Dataset<Row> revocations =
                    cache.keep(numbered(signals.revocations(delivered.filter(isRecent)), userIndex, videoIndex));
            QualityEstimates quality = new QualityEstimates(settings.quality());
            run.together(
                    () -> writePairs(run, pairs, evidence, revocations),
                    () -> writePopularity(run, counted, userIndex),
                    () -> writeVideos(
                            run,
                            pairs.asOf(reported(run, evidence, userIndex), run.date()),
                            videoIndex,
                            videos,
                            quality));
            Dataset<Row> facts = run.readOwn(VideoFeatures.TABLE, List.of(run.date()));
            Dataset<Row> interactions = run.readOwn(Interactions.TABLE, List.of(run.date()));
            ActivityProfiles profiles = new ActivityProfiles(run.date(), zone, settings.windowDays());
            run.together(
                    () -> run.write(CreatorTies.TABLE, CreatorAffinity.of(counted, facts)),
                    () -> run.write(
                            UserProfiles.TABLE,
                            profiles.of(userIndex, evidence, profiles.tastes(evidence, interactions, facts))),
                    () -> new RankerTables(settings, cutoffs(), pairs, quality, zone)
                            .write(run, evidence, revocations));
            noteSizes(run, interactions, facts);
        }
    }

    /** Without who refuses reports: creators are told what holds viewers, and by it what to make. */
    private static Dataset<Row> reported(StageContext run, Dataset<Row> evidence, Dataset<Row> userIndex) {
        Dataset<Row> refusing = Users.refusing(run.read(Users.TABLE), Users.CONSENT_REPORTS);
        return refusing.isEmpty()
                ? evidence
                : evidence.join(USERS.numbers(refusing, userIndex), new String[] {UserIndex.USER_IDX}, "left_anti");
    }

    private void writePairs(
            StageContext run, InteractionStrengths pairs, Dataset<Row> evidence, Dataset<Row> revocations) {
        LocalDate split = split(run);
        try (RowCache cache = new RowCache()) {
            run.write(Interactions.TABLE, pairs.limited(cache.keep(pairs.strengths(evidence, run.date()))));
        }
        try (RowCache cache = new RowCache()) {
            run.write(TrainingSplit.TABLE, pairs.limited(cache.keep(pairs.strengths(evidence, split))));
        }
        run.write(
                TestPositives.TABLE,
                pairs.unseenPositives(
                        evidence,
                        split,
                        settings.testDays(),
                        revocations.filter(col(Table.DAY).gt(lit(split)))));
    }

    private void writeVideos(
            StageContext run,
            Dataset<Row> tonight,
            Dataset<Row> videoIndex,
            Dataset<Row> videos,
            QualityEstimates quality) {
        try (RowCache cache = new RowCache()) {
            Dataset<Row> pairs = cache.keep(tonight);
            Dataset<Row> pulls = quality.pulls(pairs);
            run.write(VideoQuality.TABLE, quality.of(cache.keep(quality.counts(pairs)), pulls));
            pulls.unpersist();
        }
        Dataset<Row> facts = VideoFacts.of(videoIndex, videos, endOf(run.date()));
        Dataset<Row> records = new CreatorTrackRecord(settings.quality().regularization())
                .of(facts, run.readOwn(VideoQuality.TABLE, List.of(run.date())));
        Dataset<Row> words = new Vocabulary(new WordExtraction(new HanlpSegmenter()), settings.words()).of(videos);
        run.write(
                VideoFeatures.TABLE,
                facts.join(records, VideoIndex.VIDEO_IDX)
                        .join(words, new String[] {VideoIndex.VIDEO_ID}, "left")
                        .withColumn(
                                VideoFeatures.WORDS,
                                coalesce(col(VideoFeatures.WORDS), array().cast("array<string>"))));
    }

    private void writePopularity(StageContext run, Dataset<Row> counted, Dataset<Row> userIndex) {
        Segments segments = new Segments(settings.segments(), settings.segmentMinUsers());
        run.write(UserSegments.TABLE, segments.of(run.read(Users.TABLE)));
        try (RowCache cache = new RowCache()) {
            Dataset<Row> numbered =
                    cache.keep(USERS.numbered(run.readOwn(UserSegments.TABLE, List.of(run.date())), userIndex)
                            .select(UserIndex.USER_IDX, SegmentPopularity.SEGMENT));
            // Computed before it is joined: Spark then knows its size and can broadcast it instead of shuffling the
            // pairs.
            numbered.count();
            LocalDate split = split(run);
            DecayedPopularity popularity = new DecayedPopularity(settings.popularityHalfLifeDays());
            Dataset<Row> before = counted.filter(col(Table.DAY).leq(lit(split)));
            run.write(
                    VideoPopularity.TABLE,
                    AsOf.NOW
                            .stamped(popularity.of(counted, endOf(run.date())))
                            .unionByName(AsOf.SPLIT.stamped(popularity.of(before, endOf(split)))));
            run.write(
                    SegmentPopularity.TABLE,
                    AsOf.NOW
                            .stamped(popularity.bySegment(counted, numbered, endOf(run.date())))
                            .unionByName(AsOf.SPLIT.stamped(popularity.bySegment(before, numbered, endOf(split)))));
        }
    }

    /** The last day before the held-out days. */
    private LocalDate split(StageContext run) {
        return run.date().minusDays(settings.testDays());
    }

    /** The cutoffs at which rankers and lists need tables of their own. */
    private List<AsOf> cutoffs() {
        if (settings.testDays() == 0) {
            return List.of();
        }
        boolean isMeasured = !ranker.measured().isEmpty();
        List<AsOf> cutoffs = new ArrayList<>();
        if (ranker.serves().isPresent()) {
            cutoffs.add(AsOf.NOW);
        }
        if (ranker.serves().isPresent() || isMeasured || recommend.looksAtQuality()) {
            cutoffs.add(AsOf.SPLIT);
        }
        if (isMeasured) {
            cutoffs.add(AsOf.EARLIER);
        }
        return cutoffs;
    }

    private static void numberUsers(StageContext run, Dataset<Row> events, Dataset<Row> history) {
        Dataset<Row> ids = since(events, UserIndex.USER_ID, Events.DELIVERED)
                .unionByName(since(history, UserIndex.USER_ID, History.UNTIL));
        writeIndex(run, USERS, UserIndex.TABLE, ids);
    }

    private static void numberVideos(StageContext run, Dataset<Row> events, Dataset<Row> history, Dataset<Row> videos) {
        Dataset<Row> ids = since(events, VideoIndex.VIDEO_ID, Events.DELIVERED)
                .unionByName(since(history, VideoIndex.VIDEO_ID, History.UNTIL))
                .unionByName(since(videos, VideoIndex.VIDEO_ID, Videos.KNOWN_SINCE));
        writeIndex(run, VIDEOS, VideoIndex.TABLE, ids);
    }

    private static Dataset<Row> since(Dataset<Row> rows, String id, String day) {
        return rows.select(col(id), col(day).cast("date").as(IdDictionary.SINCE));
    }

    private static void writeIndex(StageContext run, IdDictionary dictionary, Table table, Dataset<Row> ids) {
        run.write(table, dictionary.extended(run.read(table), ids));
        dictionary.requireDense(index(run, table));
    }

    /** The numbers as this run wrote them. */
    private static Dataset<Row> index(StageContext run, Table table) {
        return run.readOwn(table, List.of(run.date())).drop(Table.DAY);
    }

    /** All numbered videos with what is known of them: {@code video_id, video_idx, creator_id, duration_ms}. */
    static Dataset<Row> known(Dataset<Row> videoIndex, Dataset<Row> videos) {
        return videoIndex
                .select(VideoIndex.VIDEO_ID, VideoIndex.VIDEO_IDX)
                .join(
                        videos.select(Videos.VIDEO_ID, Videos.CREATOR_ID, Videos.DURATION_MS),
                        new String[] {VideoIndex.VIDEO_ID},
                        "left")
                // Not by the id: Spark cuts a video's many events only where both sides of their join are shuffled.
                .repartition(col(VideoIndex.VIDEO_IDX));
    }

    static Dataset<Row> numbered(Dataset<Row> rows, Dataset<Row> userIndex, Dataset<Row> videoIndex) {
        return VIDEOS.numbered(USERS.numbered(rows, userIndex), videoIndex);
    }

    private StaleDays staleDays() {
        return new StaleDays(
                pairDays.late(),
                Digest.of(List.of(
                        settings.longViewSeconds(),
                        settings.strength().weights(),
                        settings.strength().watch(),
                        settings.relevant(),
                        eventFilter(),
                        DayPairs.TABLE.schema().toDDL())));
    }

    private EventFilter eventFilter() {
        return new EventFilter(clean.accidentalMs(), recommend.creatorIds());
    }

    private Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static void noteSizes(StageContext run, Dataset<Row> pairs, Dataset<Row> facts) {
        run.note("users", sizeOf(run, UserIndex.TABLE));
        long unknown = facts.filter(col(VideoFeatures.CREATOR_ID).equalTo("")).count();
        run.note(
                "videos",
                sizeOf(run, VideoIndex.TABLE)
                        + (unknown == 0 ? "" : ", of which the videos' data lacks %s".formatted(counted(unknown))));
        run.note(
                "pairs",
                "%s, of which %s positive"
                        .formatted(
                                sizeOf(run, Interactions.TABLE),
                                counted(pairs.filter(col(Interactions.STRENGTH).gt(0))
                                        .count())));
    }

    private static String sizeOf(StageContext run, Table table) {
        return counted(run.written(table, run.date()).orElseThrow().rows());
    }

    private static String counted(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }
}
