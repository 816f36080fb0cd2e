package io.reelrank.night.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import io.reelrank.core.settings.RecommendSettings;
import io.reelrank.core.settings.RerankSettings;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.evaluation.Catalogue;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.rerank.CreatorStanding;
import io.reelrank.engine.rerank.ItemTraits;
import io.reelrank.engine.rerank.RerankedRanking;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.TopItems;
import io.reelrank.engine.training.FactorRanking;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.SegmentRanking;
import io.reelrank.engine.training.UnpersonalizedRanking;
import io.reelrank.engine.training.VideoVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * The steps from scores to what users see, each as a ranking of its own: what it costs and what it gives.
 *
 * @param settings how lists are made
 * @param split what was known before the held out days
 * @param eligible rows of {@code video_features}
 * @param catalogue the candidates
 * @param testDays how many days are held out
 */
record ListSteps(
        RecommendSettings settings,
        ModelComparison.Split split,
        Dataset<Row> eligible,
        Catalogue catalogue,
        int testDays) {
    /**
     * Ranks for users without factors: by what their segment wanted, where there are segments.
     *
     * @param recent ranks by recent popularity
     * @param slot which of a viewer's factors will be {@link #segments}
     */
    Ranking cold(TopItems recent, int slot) {
        List<String> names = names();
        if (names.isEmpty()) {
            return new UnpersonalizedRanking(recent);
        }
        int[][] positions = new int[names.size()][];
        float[][] wanted = new float[names.size()][];
        Map<String, List<Row>> bySegment = new TreeMap<>();
        split.segmentPopularity()
                .join(eligible.select(VideoIndex.VIDEO_IDX), VideoIndex.VIDEO_IDX)
                .withColumn(
                        "place",
                        row_number()
                                .over(Window.partitionBy(ModelQuality.SEGMENT)
                                        .orderBy(col("recent_positives").desc(), col(VideoIndex.VIDEO_IDX))))
                .filter(col("place").leq(settings.candidates()))
                .select(ModelQuality.SEGMENT, VideoIndex.VIDEO_IDX, "recent_positives")
                .collectAsList()
                .forEach(row -> bySegment
                        .computeIfAbsent(row.getString(0), segment -> new ArrayList<>())
                        .add(row));
        for (int segment = 0; segment < names.size(); segment++) {
            List<Row> rows = bySegment.getOrDefault(names.get(segment), List.of());
            positions[segment] = rows.stream()
                    .mapToInt(row -> Arrays.binarySearch(catalogue.items(), row.getInt(1)))
                    .toArray();
            wanted[segment] = new float[rows.size()];
            for (int i = 0; i < rows.size(); i++) {
                wanted[segment][i] = (float) Math.log1p(rows.get(i).getDouble(2));
            }
        }
        return new SegmentRanking(slot, positions, wanted, new UnpersonalizedRanking(recent));
    }

    /** {@code user_idx, factors}: the number of each user's segment as its only factor. */
    Dataset<Row> segments() {
        List<String> names = names();
        List<Row> numbers = IntStream.range(0, names.size())
                .mapToObj(number -> RowFactory.create(names.get(number), number))
                .toList();
        Dataset<Row> numbered = split.users()
                .sparkSession()
                .createDataFrame(
                        numbers, new StructType().add("segment", "string").add("number", "int"));
        return split.segments()
                .join(split.userIndex().select(UserIndex.USER_ID, UserIndex.USER_IDX), UserIndex.USER_ID)
                .join(numbered, ModelQuality.SEGMENT)
                .selectExpr("user_idx", "array(float(number)) as factors");
    }

    /** Ascending. */
    private List<String> names() {
        return split.segments().select(ModelQuality.SEGMENT).distinct().collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    /**
     * The steps that the settings take besides what is served by score.
     *
     * @param ours trained on the split, with its videos' {@code bias}
     * @param served what is served by score
     * @param cold ranks for users without factors
     * @return by name, the first step first
     */
    Map<String, Ranking> rankings(Factors ours, Ranking served, Ranking cold) {
        Map<String, Ranking> steps = new LinkedHashMap<>();
        Dataset<Row> trained = ours.videos().filter(col("origin").equalTo(Factors.BY_INTERACTIONS));
        if (!ours.videos().filter(col("origin").equalTo(Factors.BY_FEATURES)).isEmpty()) {
            TopItems known = CollectedItems.of(
                    VideoVectors.of(
                            eligible, trained, ours.rank(), ours.videos().select(VideoIndex.VIDEO_IDX, "bias"), 1),
                    ours.rank());
            steps.put(ModelQuality.TRAINED, new FactorRanking(0, known, cold));
        }
        Map<String, RerankSettings> ways = ways();
        if (!ways.isEmpty()) {
            ItemTraits traits = traits(ours);
            ways.forEach((name, way) -> steps.put(name, reranked(served, traits, way)));
        }
        return steps;
    }

    /** The ways to choose lists that are measured. */
    private Map<String, RerankSettings> ways() {
        Map<String, RerankSettings> ways = new LinkedHashMap<>();
        RerankSettings all = settings.rerank();
        RerankSettings withoutShares = all.withoutShares();
        if (!withoutShares.isOff() && !withoutShares.equals(all)) {
            ways.put(ModelQuality.DIVERSE, withoutShares);
        }
        if (!all.isOff()) {
            ways.put(ModelQuality.LISTS, all);
        }
        settings.variants().forEach((name, way) -> ways.put(ModelQuality.LISTS + ":" + name, way));
        return ways;
    }

    private Ranking reranked(Ranking served, ItemTraits traits, RerankSettings how) {
        return new RerankedRanking(served, catalogue.items(), traits, how, settings.candidates(), settings.topN());
    }

    private ItemTraits traits(Factors ours) {
        Dataset<Row> then = split.videos()
                .withColumn("age_days", col("age_days").minus(testDays))
                .join(CreatorStanding.positives(split.training()), new String[] {VideoIndex.VIDEO_IDX}, "left")
                .join(
                        split.quality()
                                .select(col(VideoIndex.VIDEO_IDX), col("pull").as("quality")),
                        new String[] {VideoIndex.VIDEO_IDX},
                        "left")
                .na()
                .fill(0, new String[] {"positives", "quality"});
        return ItemTraits.of(CreatorStanding.of(then, settings.newVideoDays()), ours.videos(), ours.rank());
    }
}
