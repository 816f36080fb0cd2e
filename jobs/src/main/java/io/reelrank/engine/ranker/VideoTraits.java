package io.reelrank.engine.ranker;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.scoring.NumberedRows;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a ranker knows of every video as of a moment, whoever the user is, as columns to be broadcast. A video's
 * position is its place in the order of the numbers.
 *
 * <p>Memory: about 90 bytes a video and 4 for each of its tags.
 *
 * @param videos [videos] numbers, ascending
 * @param creators [videos] who made each, as a number; negative where unknown
 * @param tags [videos] [tags] as numbers
 * @param biases [videos] the part of recent popularity in the served score
 * @param columns [column] [videos] the features that are the video's own, by {@link RankerFeature#position}; null for the
 *     others
 * @param hours [videos] [parts of the day] the lift of its positives; empty where nothing is known
 */
// Arrays, because boxes cost more than the ranking; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record VideoTraits(int[] videos, int[] creators, int[][] tags, float[] biases, float[][] columns, float[][] hours)
        implements Serializable {
    private static final double PRIOR_SHOWN = 5;
    private static final double MILLIS_A_SECOND = 1000;
    private static final List<RankerFeature> OWN = List.of(
            RankerFeature.POSITIVES,
            RankerFeature.RECENT_POSITIVES,
            RankerFeature.RECENT_SHOWN,
            RankerFeature.WANTED_RATE,
            RankerFeature.PULL,
            RankerFeature.AGE,
            RankerFeature.LENGTH);
    private static final int FIRST_OWN = 5;

    /**
     * Brings the columns to one place; they come partition by partition.
     *
     * @param facts rows of {@code video_features}
     * @param daysAgo how many days before the facts' date the moment is
     * @param known rows of {@code ranker_videos} as of the moment
     * @param biases {@code video_idx, bias}, the part of recent popularity
     */
    static VideoTraits of(Dataset<Row> facts, int daysAgo, Dataset<Row> known, Dataset<Row> biases) {
        Row sums = known.selectExpr("coalesce(sum(recent_positives), 0D)", "coalesce(sum(recent_shown), 0D)")
                .head();
        // In single precision, so that the order of adding does not show.
        float rate = sums.getDouble(1) > 0 ? (float) (sums.getDouble(0) / sums.getDouble(1)) : 0;
        String[] key = {EngineColumns.VIDEO_IDX};
        Dataset<Row> rows = facts.select(EngineColumns.VIDEO_IDX, "creator_id", "tags", "age_days", "duration_ms")
                .join(
                        known.select(
                                EngineColumns.VIDEO_IDX,
                                "positives",
                                "recent_positives",
                                "recent_shown",
                                "pull",
                                "hours"),
                        key,
                        "left")
                .join(biases.select(EngineColumns.VIDEO_IDX, EngineColumns.BIAS), key, "left")
                .na()
                .fill(0.0, new String[] {"positives", "recent_positives", "recent_shown", "pull"})
                .select(
                        col(EngineColumns.VIDEO_IDX),
                        col("creator_id"),
                        col("tags"),
                        coalesce(col(EngineColumns.BIAS), lit(0f)),
                        coalesce(col("hours"), array().cast("array<float>")),
                        log1p(col("positives")),
                        log1p(col("recent_positives")),
                        log1p(col("recent_shown")),
                        col("recent_positives")
                                .plus(PRIOR_SHOWN * rate)
                                .divide(col("recent_shown").plus(PRIOR_SHOWN)),
                        col("pull"),
                        log1p(greatest(coalesce(col("age_days").minus(daysAgo), lit(0.0)), lit(0.0))),
                        log1p(coalesce(col("duration_ms"), lit(0L)).divide(MILLIS_A_SECOND)));
        try (NumberedRows numbered = new NumberedRows(rows)) {
            return packed(numbered);
        }
    }

    private static VideoTraits packed(NumberedRows rows) {
        int count = rows.count();
        int[] videos = new int[count];
        int[] creators = new int[count];
        int[][] tags = new int[count][];
        float[] biases = new float[count];
        float[][] hours = new float[count][];
        float[][] columns = new float[RankerFeature.count()][];
        OWN.forEach(feature -> columns[feature.position()] = new float[count]);
        Map<String, Integer> creatorNumbers = new HashMap<>();
        Map<String, Integer> tagNumbers = new HashMap<>();
        int i = 0;
        for (Row row : rows) {
            videos[i] = row.getInt(0);
            creators[i] = row.getString(1).isEmpty()
                    ? -1
                    : creatorNumbers.computeIfAbsent(row.getString(1), text -> creatorNumbers.size());
            tags[i] = row.<String>getList(2).stream()
                    .mapToInt(tag -> tagNumbers.computeIfAbsent(tag, text -> tagNumbers.size()))
                    .distinct()
                    .toArray();
            biases[i] = row.getFloat(3);
            hours[i] = FloatArrays.floats(row.getList(4));
            for (int column = 0; column < OWN.size(); column++) {
                columns[OWN.get(column).position()][i] = (float) row.getDouble(FIRST_OWN + column);
            }
            i++;
        }
        return new VideoTraits(videos, creators, tags, biases, columns, hours);
    }

    /** The position of a video, or negative for one that was not numbered then. */
    int position(int video) {
        return Arrays.binarySearch(videos, video);
    }

    /** One of the features that are the video's own. */
    float own(RankerFeature feature, int position) {
        return columns[feature.position()][position];
    }
}
