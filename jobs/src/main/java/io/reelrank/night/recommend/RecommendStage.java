package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import io.reelrank.core.files.Digest;
import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.settings.CandidateOrder;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.RankerSettings;
import io.reelrank.core.settings.RecommendSettings;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.AsOf;
import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.FallbackRecommendations;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.ListExperiments;
import io.reelrank.core.tables.RankerParts;
import io.reelrank.core.tables.RankerUsers;
import io.reelrank.core.tables.RankerVideos;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.SegmentPopularity;
import io.reelrank.core.tables.SimilarVideos;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.engine.ranker.CandidateSnapshot;
import io.reelrank.engine.ranker.Ranker;
import io.reelrank.engine.rerank.ItemTraits;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.ImplicitAls;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Scores all eligible videos for each known user, and makes a list of the best that the user has not seen. */
public final class RecommendStage implements Stage {
    private final RecommendSettings settings;
    private final ModelSettings model;
    private final RankerSettings ranker;

    /**
     * @param settings how lists are made
     * @param model the settings that the model was trained with
     * @param ranker how many candidates a learned ranker orders
     */
    public RecommendStage(RecommendSettings settings, ModelSettings model, RankerSettings ranker) {
        this.ranker = ranker;
        this.settings = settings;
        this.model = model;
    }

    @Override
    public String name() {
        return "recommend";
    }

    @Override
    public String purpose() {
        return "lists for each known user the best eligible videos not seen yet, and makes lists for all other users";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.today(Users.TABLE),
                Input.today(UserFactors.TABLE),
                Input.today(VideoFactors.TABLE),
                Input.today(Interactions.TABLE),
                Input.today(UserIndex.TABLE),
                Input.today(VideoFeatures.TABLE),
                Input.today(VideoQuality.TABLE),
                Input.today(VideoPopularity.TABLE),
                Input.today(CreatorTies.TABLE),
                Input.today(UserSegments.TABLE),
                Input.today(SegmentPopularity.TABLE),
                Input.today(RankerParts.TABLE),
                Input.today(RankerVideos.TABLE),
                Input.today(RankerUsers.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(
                Recommendations.TABLE, ListExperiments.TABLE, FallbackRecommendations.TABLE, SimilarVideos.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        Map<String, String> from = new TreeMap<>(
                run.written(Users.TABLE, run.date()).map(UserIds::determinants).orElse(Map.of()));
        from.put("recommend settings", Digest.of(List.of(settings, model, ranker.candidates())));
        return from;
    }

    @Override
    public void requireInputs(StageContext run) {
        requireSettings(run.spark());
    }

    @Override
    public void requireSettings(SparkSession spark) {
        Eligibility eligibility = new Eligibility(settings.rules());
        eligibility.users(empty(spark, Users.TABLE));
        eligibility.videos(ListableVideos.all(
                empty(spark, VideoFeatures.TABLE),
                empty(spark, VideoQuality.TABLE),
                empty(spark, VideoPopularity.TABLE),
                empty(spark, Interactions.TABLE),
                settings.newVideoDays()));
    }

    private static Dataset<Row> empty(SparkSession spark, Table table) {
        return spark.createDataFrame(List.of(), table.schema().add(Table.DAY, "date"));
    }

    @Override
    public void execute(StageContext run) {
        try (RowCache cache = new RowCache()) {
            execute(run, cache);
        }
    }

    private void execute(StageContext run, RowCache cache) {
        Eligibility eligibility = new Eligibility(settings.rules());
        ListableVideos videos = ListableVideos.of(run, eligibility, settings, cache);
        UserTastes tastes = tastes(run, videos);
        VideoNames names = VideoNames.of(videos.all());
        int slices = videos.slices();
        CandidatePool pool = videos.pool(AsOf.NOW.of(run.read(SegmentPopularity.TABLE)), slices);
        ItemTraits traits = videos.traits();
        RecommendationReasons reasons = reasons(videos, tastes, names, slices);
        Function<CandidateOrder, RankedLists> lists = order -> new RankedLists(
                order,
                new UserLists(
                        order(order, run, pool, videos, slices),
                        pool,
                        videos.quotas(),
                        traits,
                        settings.topN(),
                        settings.candidates(),
                        settings.rerank(),
                        reasons,
                        names));
        Dataset<Row> users = recipients(run).rows(tastes, eligibility, settings);
        if (slices > 1) {
            Dataset<Row> best = new ItemSlices(videos.items(), videos.rank(), slices, settings.candidates())
                    .best(users, pool.byPopularity());
            users = users.drop(Recipient.ITEMS, Recipient.SCORES).join(best, new String[] {UserIndex.USER_ID}, "left");
        }
        RankedLists served = lists.apply(settings.order());
        if (settings.experiments().areOn()) {
            writeExperiments(run, served, settings.experiments().rival().map(lists), users, cache);
        } else {
            writeLists(run, served, users);
        }
        run.write(
                FallbackRecommendations.TABLE,
                run.spark()
                        .createDataFrame(
                                served.lists().ofSegments(), UserLists.schema(FallbackRecommendations.SEGMENT)));
        writeSimilar(run, videos, names, slices);
        note(run, pool, eligibility.counts(videos.all()));
        eligibility
                .failures(run.read(Users.TABLE), videos.all())
                .forEach((condition, rows) -> run.note("could not be computed, " + condition, rows));
    }

    private static void writeLists(StageContext run, RankedLists lists, Dataset<Row> users) {
        Broadcast<RankedLists> shared =
                JavaSparkContext.fromSparkContext(run.spark().sparkContext()).broadcast(lists);
        JavaRDD<Row> rows =
                Recipient.rows(users).mapPartitions(recipients -> shared.value().of(recipients));
        run.write(Recommendations.TABLE, run.spark().createDataFrame(rows, UserLists.schema(Recommendations.USER_ID)));
        run.write(ListExperiments.TABLE, run.spark().createDataFrame(List.of(), ListExperiments.TABLE.schema()));
        shared.destroy();
    }

    private void writeExperiments(
            StageContext run, RankedLists served, Optional<RankedLists> rival, Dataset<Row> users, RowCache cache) {
        Broadcast<ExperimentLists> shared = JavaSparkContext.fromSparkContext(
                        run.spark().sparkContext())
                .broadcast(new ExperimentLists(served, rival, settings.experiments(), run.date()));
        JavaRDD<Row> rows =
                Recipient.rows(users).mapPartitions(recipients -> shared.value().of(recipients));
        Dataset<Row> lists = cache.keep(run.spark().createDataFrame(rows, ExperimentLists.schema()));
        run.write(Recommendations.TABLE, lists);
        run.write(
                ListExperiments.TABLE, lists.filter(col(ListExperiments.SERVED).isNotNull()));
        shared.destroy();
        run.readOwn(ListExperiments.TABLE, List.of(run.date()))
                .groupBy(coalesce(
                                concat(lit("lists interleaved with those of "), col(ListExperiments.RIVAL)),
                                lit("shuffled lists"))
                        .as(ListExperiments.RIVAL))
                .agg(count(lit(1)))
                .orderBy(ListExperiments.RIVAL)
                .collectAsList()
                .forEach(row -> run.note(row.getString(0), String.format(Locale.ROOT, "%,d users", row.getLong(1))));
    }

    private UserTastes tastes(StageContext run, ListableVideos videos) {
        Dataset<Row> trained = videos.vectors().filter(col(VideoFactors.ORIGIN).equalTo(Factors.BY_INTERACTIONS));
        return new UserTastes(run.read(UserFactors.TABLE), trained, trained.count(), new ImplicitAls(model));
    }

    private Recipients recipients(StageContext run) {
        return new Recipients(
                run.read(UserIndex.TABLE),
                run.read(Users.TABLE),
                run.read(Interactions.TABLE),
                AsOf.NOW.of(run.read(RankerUsers.TABLE)),
                run.read(CreatorTies.TABLE),
                run.read(UserSegments.TABLE));
    }

    private ListOrder order(
            CandidateOrder order, StageContext run, CandidatePool pool, ListableVideos videos, int slices) {
        if (order == CandidateOrder.POPULARITY) {
            // Its recipients have no factors.
            return new ScoreOrder(pool);
        }
        if (order == CandidateOrder.MODEL) {
            return slices > 1 ? new MergedOrder() : new ScoreOrder(pool);
        }
        List<Row> parts = run.read(RankerParts.TABLE).collectAsList();
        if (slices > 1) {
            if (!parts.isEmpty()) {
                throw new SettingsException(
                        "reelrank.ranker.serves needs all videos at once, and %,d slices of reelrank.recommend.slice-mb = %d are needed: raise slice-mb, or set ranker.serves = none"
                                .formatted(slices, settings.sliceMegabytes()));
            }
            run.note("videos are scored in", slices + " slices; no seen video is given as a reason");
            return new MergedOrder();
        }
        if (parts.isEmpty()) {
            return new ScoreOrder(pool);
        }
        Ranker learned = Ranker.of(parts);
        run.note("learned ranker", learned.learner().label());
        CandidateSnapshot snapshot = CandidateSnapshot.of(
                pool.byFactors(),
                pool.byPopularity(),
                videos.all(),
                0,
                AsOf.NOW.of(run.read(RankerVideos.TABLE)),
                videos.vectors(),
                ranker.candidates());
        return new RankerOrder(snapshot, learned, pool);
    }

    private RecommendationReasons reasons(ListableVideos videos, UserTastes tastes, VideoNames names, int slices) {
        int explained = slices > 1 ? 0 : settings.reasons();
        Dataset<Row> mapped = videos.vectors().filter(col(VideoFactors.ORIGIN).equalTo(Factors.BY_FEATURES));
        return new RecommendationReasons(
                CollectedItems.factors(
                        explained > 0 ? tastes.videos() : tastes.videos().limit(0), videos.rank()),
                CollectedItems.factors(explained > 0 ? mapped : mapped.limit(0), videos.rank()),
                ImplicitAls.objective(model),
                tastes.trained(),
                explained,
                names);
    }

    private void writeSimilar(StageContext run, ListableVideos videos, VideoNames names, int slices) {
        if (settings.similar().count() == 0) {
            run.write(SimilarVideos.TABLE, run.spark().createDataFrame(List.of(), SimilarVideos.TABLE.schema()));
            return;
        }
        SimilarVideoSearch search =
                new SimilarVideoSearch(videos.vectors(), videos.items(), videos.rank(), slices, settings.similar());
        run.write(SimilarVideos.TABLE, search.rows(names));
        if (!search.isExact()) {
            run.note(
                    "similar videos",
                    String.format(
                            Locale.ROOT,
                            "compared with the nearest %.1f%% of the videos; of a sample of exact lists this finds %.1f%%",
                            100 * settings.similar().share(),
                            100 * search.recall(run.readOwn(SimilarVideos.TABLE, List.of(run.date())), names)));
        }
    }

    private static void note(StageContext run, CandidatePool pool, Map<String, Long> excluded) {
        run.note(
                "eligible videos",
                String.format(Locale.ROOT, "%,d", pool.byPopularity().size()));
        run.note(
                "broadcast factors",
                String.format(Locale.ROOT, "%,d bytes", pool.byFactors().bytes()));
        excluded.forEach(
                (rule, count) -> run.note("excluded by rule " + rule, String.format(Locale.ROOT, "%,d videos", count)));
        Dataset<Row> lists = run.readOwn(Recommendations.TABLE, List.of(run.date()));
        lists.groupBy(get(col(Recommendations.SOURCES), lit(0)).as(Recipient.SOURCE))
                .agg(count(lit(1)), avg(size(col(Recommendations.VIDEO_IDS))))
                .orderBy(Recipient.SOURCE)
                .collectAsList()
                .forEach(row -> run.note(
                        "lists by " + (row.isNullAt(0) ? "nothing: no video is left" : row.getString(0)),
                        String.format(Locale.ROOT, "%,d users, %.1f videos each", row.getLong(1), row.getDouble(2))));
    }
}
