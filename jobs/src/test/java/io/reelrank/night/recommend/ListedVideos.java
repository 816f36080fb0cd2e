package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.lit;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.RerankSettings;
import io.reelrank.engine.ranker.UserContext;
import io.reelrank.engine.rerank.CreatorStanding;
import io.reelrank.engine.rerank.ItemTraits;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.ItemFactors;
import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.Regularization;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;

/** Tests of lists over forty videos. */
abstract class ListedVideos extends SparkTest {
    protected static final int VIDEOS = 40;
    private static final Objective OBJECTIVE = new Objective(1, 1, new Regularization.PositiveScaled(1));

    protected static Dataset<Row> videos;
    protected static VideoNames names;
    protected static ItemTraits traits;

    /** By factors and by popularity the lower number is first; 0 to 9 are of a, then of b, c and d; 30 on are new. */
    @BeforeAll
    static void videos() {
        Dataset<Row> facts = Frames.of(
                spark(),
                "video_idx int, creator_id string, category string, tags array<string>, age_days double, quality double,"
                        + " positives double",
                IntStream.range(0, VIDEOS)
                        .mapToObj(i -> "%d | %s | null | [] | %s | 0.0 | 1.0"
                                .formatted(i, (char) ('a' + i / 10), i < 30 ? "9.0" : "1.0"))
                        .toArray(String[]::new));
        videos = CreatorStanding.of(facts.withColumn("eligible", lit(true)), 7)
                .selectExpr(
                        "*",
                        "concat('v', video_idx) as video_id",
                        "array(float(1 - video_idx / 100)) as factors",
                        "float(0.1 - video_idx / 1000) as bias",
                        "if(video_idx = 1, 1, 0) as barred")
                .persist();
        names = VideoNames.of(videos);
        traits = ItemTraits.of(videos, videos, 1);
    }

    protected static UserLists lists(int topN, RerankSettings rerank) {
        CandidatePool pool = pool(videos);
        return new UserLists(
                new ScoreOrder(pool),
                pool,
                rerank.newShare() > 0 ? List.of(new UserLists.Quota(pool(videos.filter("is_new")), 20)) : List.of(),
                traits,
                topN,
                2 * topN,
                rerank,
                new RecommendationReasons(
                        new ItemFactors(1, new int[0], new float[0]),
                        new ItemFactors(1, new int[0], new float[0]),
                        OBJECTIVE,
                        VIDEOS,
                        0,
                        names),
                names);
    }

    protected static CandidatePool pool(Dataset<Row> listable) {
        Dataset<Row> positives =
                videos.filter("video_idx in (7, 25)").drop("bias").selectExpr("*", "float(video_idx) as bias");
        return new CandidatePool(
                CollectedItems.marked(listable, 1),
                Map.of("age=18", CollectedItems.marked(positives, 0)),
                CollectedItems.marked(listable, 0));
    }

    protected static Recipient known(String id, Exclusions exclusions, float... strengths) {
        return new Recipient(
                id,
                new UserContext(exclusions, strengths, new float[] {1}, new float[0]),
                "als",
                null,
                new long[0],
                new RankedItems(new int[0], new float[0]));
    }
}
