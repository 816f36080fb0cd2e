package io.reelrank.recommend;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;

import io.reelrank.ranker.Moment;
import io.reelrank.ranker.Ranker;
import io.reelrank.rerank.ItemTraits;
import io.reelrank.rerank.Standing;
import io.reelrank.scoring.CollectedItems;
import io.reelrank.scoring.TopItems;
import io.reelrank.settings.ModelSettings;
import io.reelrank.settings.RankerSettings;
import io.reelrank.settings.RecommendSettings;
import io.reelrank.settings.SettingsException;
import io.reelrank.stage.Digest;
import io.reelrank.stage.Input;
import io.reelrank.stage.InputException;
import io.reelrank.stage.Run;
import io.reelrank.stage.Stage;
import io.reelrank.tables.CreatorTies;
import io.reelrank.tables.FallbackRecommendations;
import io.reelrank.tables.Interactions;
import io.reelrank.tables.RankerParts;
import io.reelrank.tables.RankerUsers;
import io.reelrank.tables.RankerVideos;
import io.reelrank.tables.Recommendations;
import io.reelrank.tables.SegmentPopularity;
import io.reelrank.tables.SimilarVideos;
import io.reelrank.tables.Table;
import io.reelrank.tables.UserFactors;
import io.reelrank.tables.UserIndex;
import io.reelrank.tables.UserSegments;
import io.reelrank.tables.Users;
import io.reelrank.tables.VideoFactors;
import io.reelrank.tables.VideoFeatures;
import io.reelrank.tables.VideoPopularity;
import io.reelrank.tables.VideoQuality;
import io.reelrank.training.Factors;
import io.reelrank.training.ImplicitAls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Scores every known user against every eligible video, and keeps the best that the user has not met. */
public final class RecommendStage implements Stage {
    private static final long MEGA = 1_000_000;
    private static final int LEAST_OWED = 20;

    private final RecommendSettings settings;
    private final ModelSettings model;
    private final RankerSettings ranker;

    /**
     * @param settings of the lists
     * @param model the settings that the model was trained with
     * @param ranker which ranker orders the lists, and how much of them
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
        return "the best eligible videos that each known user has not met, and a list for everybody else";
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
        return List.of(Recommendations.TABLE, FallbackRecommendations.TABLE, SimilarVideos.TABLE);
    }

    @Override
    public Map<String, String> determinants(Run run) {
        return Map.of("recommend settings", Digest.of(List.of(settings, model, ranker.candidates())));
    }

    @Override
    public void execute(Run run) {
        Eligibility eligibility = new Eligibility(settings.rules());
        Dataset<Row> videos = videos(run).persist();
        Dataset<Row> vectors = run.read(VideoFactors.TABLE);
        Dataset<Row> items = vectors.join(eligibility.videos(videos), "video_idx")
                .select("video_idx", "factors", "bias", "creator", "barred", "is_new", "is_small")
                .persist();
        if (items.isEmpty()) {
            throw new InputException(
                    "no video is eligible on %s: check the status and published_at of reelrank.sources.videos, and reelrank.recommend.rules"
                            .formatted(run.date()));
        }
        int rank = items.select(size(col("factors"))).head().getInt(0);
        int slices = Slices.count(items.count(), rank, settings.sliceMegabytes() * MEGA);
        UserTastes tastes = tastes(run, vectors, rank);
        VideoNames names = VideoNames.of(videos);
        TopItems byPopularity = CollectedItems.marked(items, 0);
        TopItems byTaste = slices > 1 ? byPopularity : CollectedItems.marked(items, rank);
        Ranked all = new Ranked(byTaste, segments(run, items), byPopularity);
        UserLists lists = new UserLists(
                order(run, all, videos, vectors, slices),
                all,
                owed(items, rank),
                traits(videos, vectors, rank),
                settings.topN(),
                settings.candidates(),
                settings.rerank(),
                reasons(vectors, tastes, names, slices),
                names);
        Dataset<Row> users = audience(run).rows(tastes, eligibility, settings);
        if (slices > 1) {
            Dataset<Row> best = new Slices(items, rank, slices, settings.candidates()).best(users, byPopularity);
            users = users.drop("items", "scores").join(best, new String[] {"user_id"}, "left");
        }
        write(run, lists, users);
        run.write(SimilarVideos.TABLE, similar(run, vectors, items, rank, names));
        note(run, all, eligibility.counts(videos));
        items.unpersist();
        videos.unpersist();
    }

    private void write(Run run, UserLists lists, Dataset<Row> users) {
        Broadcast<UserLists> shared =
                JavaSparkContext.fromSparkContext(run.spark().sparkContext()).broadcast(lists);
        JavaRDD<Row> rows =
                Addressee.rows(users).mapPartitions(some -> shared.value().of(some));
        run.write(Recommendations.TABLE, run.spark().createDataFrame(rows, UserLists.schema("user_id")));
        run.write(
                FallbackRecommendations.TABLE,
                run.spark().createDataFrame(lists.ofSegments(), UserLists.schema("segment")));
        shared.destroy();
    }

    /** All videos with what rules may ask for and what re-ranking goes by. */
    private Dataset<Row> videos(Run run) {
        Dataset<Row> counted = run.read(VideoFeatures.TABLE)
                .join(
                        run.read(VideoQuality.TABLE).select("video_idx", "plays", "watch_share", "pull", "negatives"),
                        new String[] {"video_idx"},
                        "left")
                .join(
                        run.read(VideoPopularity.TABLE)
                                .filter(col("as_of").equalTo("now"))
                                .select("video_idx", "recent_positives"),
                        new String[] {"video_idx"},
                        "left")
                .join(Standing.positives(run.read(Interactions.TABLE)), new String[] {"video_idx"}, "left")
                .na()
                .fill(0, new String[] {"plays", "watch_share", "pull", "negatives", "positives", "recent_positives"});
        return Standing.of(counted, settings.newVideoDays());
    }

    private UserTastes tastes(Run run, Dataset<Row> vectors, int rank) {
        Dataset<Row> trained = vectors.filter(col("origin").equalTo(Factors.BY_INTERACTIONS));
        return new UserTastes(
                run.read(UserFactors.TABLE), trained, trained.count(), rank, ImplicitAls.objective(model));
    }

    private Audience audience(Run run) {
        return new Audience(
                run.read(UserIndex.TABLE),
                run.read(Users.TABLE),
                run.read(Interactions.TABLE),
                run.read(RankerUsers.TABLE).filter(col("as_of").equalTo("now")),
                run.read(CreatorTies.TABLE),
                run.read(UserSegments.TABLE));
    }

    /** By segment, the videos that its users wanted lately, as many as a list may be chosen from. */
    private Map<String, TopItems> segments(Run run, Dataset<Row> items) {
        Dataset<Row> wanted = run.read(SegmentPopularity.TABLE)
                .filter(col("as_of").equalTo("now"))
                .join(items.select("video_idx", "creator", "barred"), "video_idx")
                .withColumn(
                        "place",
                        row_number()
                                .over(Window.partitionBy("segment")
                                        .orderBy(col("recent_positives").desc(), col("video_idx"))))
                .filter(col("place").leq(settings.candidates()))
                .select(
                        col("segment"),
                        col("video_idx"),
                        lit(null).cast("array<float>").as("factors"),
                        log1p(col("recent_positives")).cast("float").as("bias"),
                        col("creator"),
                        col("barred"))
                .persist();
        Map<String, TopItems> segments = new HashMap<>();
        wanted.select("segment")
                .distinct()
                .collectAsList()
                .forEach(row -> segments.put(
                        row.getString(0),
                        CollectedItems.marked(wanted.filter(col("segment").equalTo(row.getString(0))), 0)));
        wanted.unpersist();
        return segments;
    }

    private ListOrder order(Run run, Ranked all, Dataset<Row> videos, Dataset<Row> vectors, int slices) {
        List<Row> parts = run.read(RankerParts.TABLE).collectAsList();
        if (slices > 1) {
            if (!parts.isEmpty()) {
                throw new SettingsException(
                        "reelrank.ranker.serves needs all videos at once, and %,d slices of reelrank.recommend.slice-mb = %d are needed: raise slice-mb, or set ranker.serves = none"
                                .formatted(slices, settings.sliceMegabytes()));
            }
            run.note("videos are scored in", slices + " slices; no past video is named as a reason");
            return new Given();
        }
        if (parts.isEmpty()) {
            return new ByScore(all);
        }
        Ranker learned = Ranker.of(parts);
        run.note("ranked anew by", learned.learner().label());
        Moment moment = Moment.of(
                all.byTaste(),
                all.byPopularity(),
                videos,
                0,
                run.read(RankerVideos.TABLE).filter(col("as_of").equalTo("now")),
                vectors,
                ranker.candidates());
        return new ByRanker(moment, learned, all);
    }

    private List<UserLists.Owed> owed(Dataset<Row> items, int rank) {
        List<UserLists.Owed> owed = new ArrayList<>();
        if (settings.rerank().newShare() > 0) {
            owed.add(owed(items.filter(col("is_new")), rank, settings.rerank().newShare()));
        }
        if (settings.rerank().smallCreatorShare() > 0) {
            owed.add(owed(items.filter(col("is_small")), rank, settings.rerank().smallCreatorShare()));
        }
        return owed;
    }

    private UserLists.Owed owed(Dataset<Row> those, int rank, double share) {
        return new UserLists.Owed(
                new Ranked(CollectedItems.marked(those, rank), Map.of(), CollectedItems.marked(those, 0)),
                Math.max(LEAST_OWED, (int) Math.ceil(2 * share * settings.topN())));
    }

    /** What re-ranking knows of all videos: of those that may be listed, and of those that users met. */
    private ItemTraits traits(Dataset<Row> videos, Dataset<Row> vectors, int rank) {
        if (settings.rerank().isOff()) {
            return ItemTraits.NONE;
        }
        return ItemTraits.of(
                videos.withColumnRenamed("pull", "quality").join(vectors.select("video_idx", "factors"), "video_idx"),
                settings.rerank().diversity() > 0 ? rank : 0);
    }

    private Reasons reasons(Dataset<Row> vectors, UserTastes tastes, VideoNames names, int slices) {
        int explained = slices > 1 ? 0 : settings.reasons();
        Dataset<Row> mapped = vectors.filter(col("origin").equalTo(Factors.BY_FEATURES));
        return new Reasons(
                CollectedItems.factors(
                        explained > 0 ? tastes.videos() : tastes.videos().limit(0), tastes.rank()),
                CollectedItems.factors(explained > 0 ? mapped : mapped.limit(0), tastes.rank()),
                tastes.objective(),
                tastes.trained(),
                explained,
                names);
    }

    private Dataset<Row> similar(Run run, Dataset<Row> vectors, Dataset<Row> items, int rank, VideoNames names) {
        return settings.similar() == 0
                ? run.spark().createDataFrame(List.of(), SimilarVideos.TABLE.schema())
                : Similar.of(vectors, items, rank, names, settings.similar());
    }

    private static void note(Run run, Ranked all, Map<String, Long> barred) {
        run.note(
                "eligible videos",
                String.format(Locale.ROOT, "%,d", all.byPopularity().size()));
        run.note(
                "broadcast factors",
                String.format(Locale.ROOT, "%,d bytes", all.byTaste().bytes()));
        barred.forEach(
                (rule, count) -> run.note("barred by rule " + rule, String.format(Locale.ROOT, "%,d videos", count)));
        Dataset<Row> lists = run.readOwn(Recommendations.TABLE, List.of(run.date()));
        lists.groupBy(get(col("sources"), lit(0)).as("source"))
                .agg(count(lit(1)), avg(size(col("video_ids"))))
                .orderBy("source")
                .collectAsList()
                .forEach(row -> run.note(
                        "lists by " + (row.isNullAt(0) ? "nothing: no video is left" : row.getString(0)),
                        String.format(Locale.ROOT, "%,d users, %.1f videos each", row.getLong(1), row.getDouble(2))));
    }
}
