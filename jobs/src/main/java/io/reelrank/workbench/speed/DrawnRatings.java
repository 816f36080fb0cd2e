package io.reelrank.workbench.speed;

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
 * Drawn ratings with what makes training hard or easy: few users with long histories and many with short ones, few
 * items that everybody meets, and tastes, so that there is something to learn. A user's ratings follow from the seed
 * and the user's number alone.
 *
 * @param size how much
 * @param seed of everything
 */
record DrawnRatings(RaceSize size, long seed) implements Serializable {
    private static final int GENRES = 50;
    private static final int LIKED_GENRES = 3;
    private static final double BY_TASTE = 0.7;
    // How unevenly users are active: the deviation of the logarithm of their pairs.
    private static final double UNEVEN = 1.0;
    // How unevenly items are met: a uniform number to this power is the item's place by popularity.
    private static final double HEAVY = 2.5;

    /** {@code user_idx, video_idx, strength}, each pair once. */
    Dataset<Row> on(SparkSession spark) {
        DrawnRatings drawn = this;
        return spark.createDataFrame(
                spark.range(size.users()).as(Encoders.LONG()).javaRDD().flatMap(user -> drawn.of(Math.toIntExact(user))
                        .iterator()),
                new StructType()
                        .add("user_idx", "int", false)
                        .add("video_idx", "int", false)
                        .add("strength", "float", false));
    }

    private List<Row> of(int user) {
        SplittableRandom random = new SplittableRandom(seed * 31 + user * SplitMix64.GOLDEN_GAMMA);
        double mean = (double) size.pairs() / size.users();
        // Some draws repeat a pair, which then counts once.
        double wanted = 1.12 * mean * Math.exp(UNEVEN * random.nextGaussian() - UNEVEN * UNEVEN / 2);
        int count = (int) Math.max(1, Math.min(Math.rint(wanted), size.items() / 4.0));
        int[] liked = random.ints(LIKED_GENRES, 0, GENRES).toArray();
        Set<Integer> met = new HashSet<>();
        List<Row> ratings = new ArrayList<>(count);
        for (int draw = 0; draw < count; draw++) {
            int place = (int) (size.items() * Math.pow(random.nextDouble(), HEAVY));
            int item = random.nextDouble() < BY_TASTE
                    ? place - place % GENRES + liked[random.nextInt(LIKED_GENRES)]
                    : place;
            if (item < size.items() && met.add(item)) {
                ratings.add(RowFactory.create(user, item, 1 + random.nextInt(3) / 2f));
            }
        }
        return ratings;
    }
}
