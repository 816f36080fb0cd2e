package io.reelrank.night.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import io.reelrank.core.settings.RecommendSettings;
import io.reelrank.core.settings.RerankSettings;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.RankerVideos;
import io.reelrank.core.tables.SegmentPopularity;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.evaluation.Catalogue;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.rerank.CreatorStanding;
import io.reelrank.engine.rerank.ItemTraits;
import io.reelrank.engine.rerank.RerankedRanking;
import io.reelrank.engine.rerank.RerankedRanking.ListLengths;
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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * The steps from scores to the lists that users see. Each step is a ranking of its own, so that its effect is measured.
 *
 * @param settings how lists are made
 * @param split what was known before the held-out days
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
    private static final String PLACE = "place";
    private static final String NUMBER = "number";
    private static final String QUALITY = "quality";

    /**
     * Ranks for users without factors: by the recent positives of their segment, where there are segments.
     *
     * @param recent ranks by recent popularity
     */
    Ranking cold(TopItems recent) {
        UnpersonalizedRanking others = new UnpersonalizedRanking(recent);
        List<String> names = segmentNames();
        if (names.isEmpty()) {
            return others;
        }
        Map<String, List<Row>> bySegment = popularInSegments();
        int[][] positions = new int[names.size()][];
        float[][] popularity = new float[names.size()][];
        for (int segment = 0; segment < names.size(); segment++) {
            List<Row> rows = bySegment.getOrDefault(names.get(segment), List.of());
            positions[segment] = rows.stream()
                    .mapToInt(row -> Arrays.binarySearch(catalogue.items(), row.getInt(1)))
                    .toArray();
            popularity[segment] = new float[rows.size()];
            for (int i = 0; i < rows.size(); i++) {
                popularity[segment][i] = (float) Math.log1p(rows.get(i).getDouble(2));
            }
        }
        return new SegmentRanking(positions, popularity, others);
    }

    /** Segment → its most popular eligible videos as {@code segment, video_idx, recent_positives}. */
    private Map<String, List<Row>> popularInSegments() {
        Column place = row_number()
                .over(Window.partitionBy(SegmentPopularity.SEGMENT)
                        .orderBy(col(SegmentPopularity.RECENT_POSITIVES).desc(), col(VideoIndex.VIDEO_IDX)));
        Map<String, List<Row>> bySegment = new TreeMap<>();
        split.segmentPopularity()
                .join(eligible.select(VideoIndex.VIDEO_IDX), VideoIndex.VIDEO_IDX)
                .withColumn(PLACE, place)
                .filter(col(PLACE).leq(settings.candidates()))
                .select(SegmentPopularity.SEGMENT, VideoIndex.VIDEO_IDX, SegmentPopularity.RECENT_POSITIVES)
                .collectAsList()
                .forEach(row -> bySegment
                        .computeIfAbsent(row.getString(0), segment -> new ArrayList<>())
                        .add(row));
        return bySegment;
    }

    /** {@code user_idx, segment}: the number of each user's segment. */
    Dataset<Row> segments() {
        List<String> names = segmentNames();
        List<Row> numbers = IntStream.range(0, names.size())
                .mapToObj(number -> RowFactory.create(names.get(number), number))
                .toList();
        Dataset<Row> numbered = split.users()
                .sparkSession()
                .createDataFrame(
                        numbers,
                        new StructType().add(UserSegments.SEGMENT, "string").add(NUMBER, "int"));
        return split.segments()
                .join(split.userIndex().select(UserIndex.USER_ID, UserIndex.USER_IDX), UserIndex.USER_ID)
                .join(numbered, UserSegments.SEGMENT)
                .select(col(UserIndex.USER_IDX), col(NUMBER).as(UserSegments.SEGMENT));
    }

    /** Ascending; a segment's number is its index. */
    private List<String> segmentNames() {
        return split.segments().select(UserSegments.SEGMENT).distinct().collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    /**
     * The steps that the settings switch on, besides the order by score that is served.
     *
     * @param model name of our model's factors
     * @param ours trained on the split; its videos have a {@code bias}
     * @param served what is served by score
     * @param cold ranks for users without factors
     * @return name → ranking, the first step first
     */
    Map<String, Ranking> rankings(String model, Factors ours, Ranking served, Ranking cold) {
        Map<String, Ranking> steps = new LinkedHashMap<>();
        if (!ours.videos()
                .filter(col(EngineColumns.ORIGIN).equalTo(Factors.BY_FEATURES))
                .isEmpty()) {
            steps.put(ModelQuality.TRAINED, trainedOnly(model, ours, cold));
        }
        Map<String, RerankSettings> variants = rerankVariants();
        if (!variants.isEmpty()) {
            ItemTraits traits = traits(ours);
            variants.forEach((name, variant) -> steps.put(name, reranked(served, traits, variant)));
        }
        return steps;
    }

    /** What is served, but without the factors that follow from features alone. */
    private Ranking trainedOnly(String model, Factors ours, Ranking cold) {
        Dataset<Row> trained = ours.videos().filter(col(EngineColumns.ORIGIN).equalTo(Factors.BY_INTERACTIONS));
        TopItems known = CollectedItems.of(
                VideoVectors.of(
                        eligible,
                        trained,
                        ours.rank(),
                        ours.videos().select(VideoIndex.VIDEO_IDX, EngineColumns.BIAS),
                        1),
                ours.rank());
        return new FactorRanking(model, known, cold);
    }

    /** The ways of re-ranking that are measured, by their names in {@code model_quality}. */
    private Map<String, RerankSettings> rerankVariants() {
        Map<String, RerankSettings> variants = new LinkedHashMap<>();
        RerankSettings served = settings.rerank();
        RerankSettings withoutShares = served.withoutShares();
        if (!withoutShares.isOff() && !withoutShares.equals(served)) {
            variants.put(ModelQuality.DIVERSE, withoutShares);
        }
        if (!served.isOff()) {
            variants.put(ModelQuality.LISTS, served);
        }
        settings.variants().forEach((name, variant) -> variants.put(ModelQuality.LISTS + ":" + name, variant));
        return variants;
    }

    private Ranking reranked(Ranking served, ItemTraits traits, RerankSettings variant) {
        return RerankedRanking.of(
                served, catalogue.items(), traits, variant, new ListLengths(settings.candidates(), settings.topN()));
    }

    /** What re-ranking uses of the videos, as of the split. */
    private ItemTraits traits(Factors ours) {
        Dataset<Row> videos = split.videos()
                .withColumn(VideoFeatures.AGE_DAYS, col(VideoFeatures.AGE_DAYS).minus(testDays))
                .join(CreatorStanding.positives(split.training()), new String[] {VideoIndex.VIDEO_IDX}, "left")
                .join(
                        split.quality()
                                .select(
                                        col(VideoIndex.VIDEO_IDX),
                                        col(RankerVideos.PULL).as(QUALITY)),
                        new String[] {VideoIndex.VIDEO_IDX},
                        "left")
                .na()
                .fill(0, new String[] {RankerVideos.POSITIVES, QUALITY});
        return ItemTraits.of(CreatorStanding.of(videos, settings.newVideoDays()), ours.videos(), ours.rank());
    }
}
