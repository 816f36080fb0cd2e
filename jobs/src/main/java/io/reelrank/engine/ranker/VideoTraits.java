package io.reelrank.engine.ranker;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.sum;

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
 * The features and traits of every video that do not depend on the user, as of a date, in arrays. A video's position is
 * its index in the ascending order of the videos' numbers. Meant to be broadcast.
 *
 * <p>Memory: about 90 bytes a video and 4 bytes for each of its tags.
 *
 * @param videos [videos] the videos' numbers, ascending
 * @param creators [videos] the creator, as a number; negative if unknown
 * @param tags [videos] [tags] the tags, as numbers
 * @param biases [videos] the part of recent popularity in the served score
 * @param columns [features] [videos] the values of a feature by {@link RankerFeature#position}; null for a feature that
 *     depends on the user
 * @param hours [videos] [parts of the day] the lift of the video's positives; empty if unknown
 */
// Arrays, because boxing costs more than the ranking; no code compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record VideoTraits(int[] videos, int[] creators, int[][] tags, float[] biases, float[][] columns, float[][] hours)
        implements Serializable {
    private static final double PRIOR_SHOWN = 5;
    private static final double MILLIS_A_SECOND = 1000;
    private static final String CREATOR_ID = "creator_id";
    private static final String TAGS = "tags";
    private static final String AGE_DAYS = "age_days";
    private static final String DURATION_MS = "duration_ms";
    private static final String POSITIVES = "positives";
    private static final String RECENT_POSITIVES = "recent_positives";
    private static final String RECENT_SHOWN = "recent_shown";
    private static final String PULL = "pull";
    private static final String HOURS = "hours";

    /** The features that do not depend on the user, in the order in which {@link #of} selects them. */
    private static final List<RankerFeature> OWN = List.of(
            RankerFeature.POSITIVES,
            RankerFeature.RECENT_POSITIVES,
            RankerFeature.RECENT_SHOWN,
            RankerFeature.POSITIVE_RATE,
            RankerFeature.PULL,
            RankerFeature.AGE,
            RankerFeature.LENGTH);

    private static final int FIRST_OWN = 5;

    /**
     * Collects the traits to the driver, partition by partition.
     *
     * @param features rows of {@code video_features}
     * @param daysAgo how many days the as-of date is before the date of {@code features}
     * @param statistics rows of {@code ranker_videos} as of the same date
     * @param biases {@code video_idx, bias} as of the same date
     */
    static VideoTraits of(Dataset<Row> features, int daysAgo, Dataset<Row> statistics, Dataset<Row> biases) {
        Row sums = statistics
                .agg(coalesce(sum(RECENT_POSITIVES), lit(0.0)), coalesce(sum(RECENT_SHOWN), lit(0.0)))
                .head();
        // In single precision, which hides the rounding errors that depend on the order of summation.
        float rate = sums.getDouble(1) > 0 ? (float) (sums.getDouble(0) / sums.getDouble(1)) : 0;
        String[] key = {EngineColumns.VIDEO_IDX};
        Dataset<Row> rows = features.select(EngineColumns.VIDEO_IDX, CREATOR_ID, TAGS, AGE_DAYS, DURATION_MS)
                .join(
                        statistics.select(
                                EngineColumns.VIDEO_IDX, POSITIVES, RECENT_POSITIVES, RECENT_SHOWN, PULL, HOURS),
                        key,
                        "left")
                .join(biases.select(EngineColumns.VIDEO_IDX, EngineColumns.BIAS), key, "left")
                .na()
                .fill(0.0, new String[] {POSITIVES, RECENT_POSITIVES, RECENT_SHOWN, PULL})
                .select(
                        col(EngineColumns.VIDEO_IDX),
                        col(CREATOR_ID),
                        col(TAGS),
                        coalesce(col(EngineColumns.BIAS), lit(0f)),
                        coalesce(col(HOURS), array().cast("array<float>")),
                        log1p(col(POSITIVES)),
                        log1p(col(RECENT_POSITIVES)),
                        log1p(col(RECENT_SHOWN)),
                        col(RECENT_POSITIVES)
                                .plus(PRIOR_SHOWN * rate)
                                .divide(col(RECENT_SHOWN).plus(PRIOR_SHOWN)),
                        col(PULL),
                        log1p(greatest(coalesce(col(AGE_DAYS).minus(daysAgo), lit(0.0)), lit(0.0))),
                        log1p(coalesce(col(DURATION_MS), lit(0L)).divide(MILLIS_A_SECOND)));
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

    /** The position of a video; negative if it is not among these. */
    int position(int video) {
        return Arrays.binarySearch(videos, video);
    }

    /** The value of a feature that does not depend on the user. */
    float feature(RankerFeature feature, int position) {
        return columns[feature.position()][position];
    }
}
