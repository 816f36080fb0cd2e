package io.reelrank.recommend;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import io.reelrank.ranker.Moment;
import io.reelrank.ranker.Ranker;
import io.reelrank.scoring.CollectedItems;
import io.reelrank.scoring.TopItems;
import io.reelrank.settings.ModelSettings;
import io.reelrank.settings.RankerSettings;
import io.reelrank.settings.RecommendSettings;
import io.reelrank.stage.Digest;
import io.reelrank.stage.Input;
import io.reelrank.stage.InputException;
import io.reelrank.stage.Run;
import io.reelrank.stage.Stage;
import io.reelrank.tables.FallbackRecommendations;
import io.reelrank.tables.Interactions;
import io.reelrank.tables.RankerParts;
import io.reelrank.tables.RankerUsers;
import io.reelrank.tables.RankerVideos;
import io.reelrank.tables.Recommendations;
import io.reelrank.tables.Table;
import io.reelrank.tables.UserFactors;
import io.reelrank.tables.UserIndex;
import io.reelrank.tables.VideoFactors;
import io.reelrank.tables.VideoFeatures;
import io.reelrank.training.Factors;
import io.reelrank.training.ImplicitAls;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scores every known user against every eligible video, and keeps the best that the user has not met. */
public final class RecommendStage implements Stage {
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
                Input.today(UserFactors.TABLE),
                Input.today(VideoFactors.TABLE),
                Input.today(Interactions.TABLE),
                Input.today(UserIndex.TABLE),
                Input.today(VideoFeatures.TABLE),
                Input.today(RankerParts.TABLE),
                Input.today(RankerVideos.TABLE),
                Input.today(RankerUsers.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(Recommendations.TABLE, FallbackRecommendations.TABLE);
    }

    @Override
    public Map<String, String> determinants(Run run) {
        return Map.of("recommend settings", Digest.of(List.of(settings, model, ranker.candidates())));
    }

    @Override
    public void execute(Run run) {
        Dataset<Row> videos = run.read(VideoFeatures.TABLE).persist();
        Dataset<Row> factors = run.read(VideoFactors.TABLE);
        Dataset<Row> interactions = run.read(Interactions.TABLE);
        Dataset<Row> items = factors.join(videos.filter(col("eligible")), "video_idx")
                .select("video_idx", "factors", "bias")
                .persist();
        if (items.isEmpty()) {
            throw new InputException(
                    "no video is eligible on %s: check the status and published_at of reelrank.sources.videos"
                            .formatted(run.date()));
        }
        int rank = items.select(size(col("factors"))).head().getInt(0);
        Dataset<Row> trained = factors.filter(col("origin").equalTo(Factors.BY_INTERACTIONS));
        Dataset<Row> mapped = factors.filter(col("origin").equalTo(Factors.BY_FEATURES));
        UserTastes tastes = new UserTastes(
                run.read(UserFactors.TABLE), trained, trained.count(), rank, ImplicitAls.objective(model));
        Reasons reasons = new Reasons(
                CollectedItems.factors(settings.reasons() > 0 ? trained : trained.limit(0), rank),
                CollectedItems.factors(settings.reasons() > 0 ? mapped : mapped.limit(0), rank),
                tastes.objective(),
                tastes.trained(),
                settings.reasons());
        TopItems byTaste = CollectedItems.of(items, rank);
        TopItems byPopularity = CollectedItems.of(items, 0);
        List<Row> parts = run.read(RankerParts.TABLE).collectAsList();
        UserLists lists = new UserLists(
                parts.isEmpty()
                        ? new ByScore(byTaste, byPopularity, settings.topN())
                        : byRanker(run, Ranker.of(parts), videos, factors, rank),
                byPopularity,
                reasons,
                VideoNames.of(videos),
                settings.topN());
        items.unpersist();
        videos.unpersist();

        Broadcast<UserLists> shared =
                JavaSparkContext.fromSparkContext(run.spark().sparkContext()).broadcast(lists);
        JavaRDD<Row> rows = users(run, interactions, tastes).javaRDD().mapPartitions(some -> shared.value()
                .of(some));
        run.write(Recommendations.TABLE, run.spark().createDataFrame(rows, UserLists.schema("user_id")));
        run.write(
                FallbackRecommendations.TABLE,
                run.spark().createDataFrame(List.of(lists.ofNobody("all")), UserLists.schema("segment")));
        shared.destroy();
        note(run, byTaste);
    }

    private ByRanker byRanker(Run run, Ranker learned, Dataset<Row> videos, Dataset<Row> factors, int rank) {
        Dataset<Row> known = run.read(RankerVideos.TABLE).filter(col("as_of").equalTo("now"));
        Moment moment = Moment.of(videos, 0, known, factors, rank, ranker.candidates());
        run.note("ranked anew by", learned.learner().label());
        return new ByRanker(moment, learned, settings.topN());
    }

    /** {@code user_id, met, factors, hours, source}: every numbered user with the videos it met and their strengths, ascending. */
    private static Dataset<Row> users(Run run, Dataset<Row> interactions, UserTastes tastes) {
        Dataset<Row> hours = run.read(RankerUsers.TABLE).filter(col("as_of").equalTo("now"));
        Dataset<Row> met = interactions
                .groupBy("user_idx")
                .agg(array_sort(collect_list(struct(col("video_idx"), col("strength"))))
                        .as("met"));
        return run.read(UserIndex.TABLE)
                .select("user_idx", "user_id")
                .join(met, new String[] {"user_idx"}, "left")
                .join(tastes.of(interactions, met), new String[] {"user_idx"}, "left")
                .join(hours.select("user_idx", "hours"), new String[] {"user_idx"}, "left")
                .select("user_id", "met", "factors", "hours", "source");
    }

    private static void note(Run run, TopItems items) {
        run.note("eligible videos", String.format(Locale.ROOT, "%,d", items.size()));
        run.note("broadcast factors", String.format(Locale.ROOT, "%,d bytes", items.bytes()));
        run.readOwn(Recommendations.TABLE, List.of(run.date()))
                .groupBy(get(col("sources"), lit(0)).as("source"))
                .agg(count(lit(1)), avg(size(col("video_ids"))))
                .orderBy("source")
                .collectAsList()
                .forEach(row -> run.note(
                        "lists by " + (row.isNullAt(0) ? "nothing: no video is left" : row.getString(0)),
                        String.format(Locale.ROOT, "%,d users, %.1f videos each", row.getLong(1), row.getDouble(2))));
    }
}
