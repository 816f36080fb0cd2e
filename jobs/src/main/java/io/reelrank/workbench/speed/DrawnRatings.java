package io.reelrank.workbench.speed;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.random.SplitMix64;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Random ratings that are as hard to train on as real ones: a few users have long histories and many have short ones, a
 * few items are seen by almost everybody, and users have tastes that a model can learn. A user's ratings follow from
 * the seed and the user's number alone.
 *
 * @param size the number of users, items and pairs
 * @param seed the seed of all ratings
 */
record DrawnRatings(RaceSize size, long seed) implements Serializable {
    private static final int GENRES = 50;
    private static final int LIKED_GENRES = 3;
    private static final double TASTE_SHARE = 0.7;
    // The standard deviation of the logarithm of a user's number of pairs.
    private static final double ACTIVITY_SPREAD = 1.0;
    // A uniform number to this power, times the number of items, is the popularity rank of a drawn item.
    private static final double POPULARITY_POWER = 2.5;

    /** {@code user_idx, video_idx, strength}, each pair once. */
    Dataset<Row> on(SparkSession spark) {
        DrawnRatings drawn = this;
        return spark.createDataFrame(
                spark.range(size.users()).as(Encoders.LONG()).javaRDD().flatMap(user -> drawn.of(Math.toIntExact(user))
                        .iterator()),
                new StructType()
                        .add(EngineColumns.USER_IDX, "int", false)
                        .add(EngineColumns.VIDEO_IDX, "int", false)
                        .add(EngineColumns.STRENGTH, "float", false));
    }

    private List<Row> of(int user) {
        SplittableRandom random = new SplittableRandom(seed * 31 + user * SplitMix64.GOLDEN_GAMMA);
        double mean = (double) size.pairs() / size.users();
        // 12% more draws, because some repeat a pair.
        double draws =
                1.12 * mean * Math.exp(ACTIVITY_SPREAD * random.nextGaussian() - ACTIVITY_SPREAD * ACTIVITY_SPREAD / 2);
        int count = (int) Math.max(1, Math.min(Math.rint(draws), size.items() / 4.0));
        int[] liked = random.ints(LIKED_GENRES, 0, GENRES).toArray();
        Set<Integer> seen = new HashSet<>();
        List<Row> ratings = new ArrayList<>(count);
        for (int draw = 0; draw < count; draw++) {
            int rank = (int) (size.items() * Math.pow(random.nextDouble(), POPULARITY_POWER));
            int item = random.nextDouble() < TASTE_SHARE
                    ? rank - rank % GENRES + liked[random.nextInt(LIKED_GENRES)]
                    : rank;
            if (item < size.items() && seen.add(item)) {
                ratings.add(RowFactory.create(user, item, 1 + random.nextInt(3) / 2f));
            }
        }
        return ratings;
    }
}
