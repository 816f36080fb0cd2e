package io.reelrank.engine.ranker;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Asks one user at a time which candidates were wanted.
 *
 * @param seed of the draws
 * @param unshown how many candidates that were not shown are drawn, on average
 */
record ExampleSampler(long seed, int unshown) implements Serializable {
    static final long SHARES = 1_000_000;

    /**
     * A user's examples; none where no candidate was wanted.
     *
     * @param user {@code user_idx, met, factors, hours, shown}, the last as {@code (video_idx, wanted)}, ascending
     * @return rows of {@link RankerExamples#SCHEMA}
     */
    Iterator<Row> of(Row user, CandidateSnapshot moment) {
        UserContext person = UserContext.of(user, 1);
        Shortlist list = moment.shortlist(person);
        List<Row> shown = user.getList(4);
        int[] videos = shown.stream().mapToInt(pair -> pair.getInt(0)).toArray();
        List<Row> examples = new ArrayList<>();
        boolean isAnyWanted = false;
        for (int place = 0; place < list.videos().length; place++) {
            int video = list.videos()[place];
            int found = Arrays.binarySearch(videos, video);
            boolean isWanted = found >= 0 && shown.get(found).getBoolean(1);
            if (found >= 0 || isDrawn(user.getInt(0), video, list.videos().length)) {
                isAnyWanted |= isWanted;
                examples.add(RowFactory.create(
                        user.getInt(0), video, isWanted ? 1.0 : 0.0, Vectors.dense(list.features()[place])));
            }
        }
        return isAnyWanted ? examples.iterator() : List.<Row>of().iterator();
    }

    private boolean isDrawn(int user, int video, int candidates) {
        long mixed = mixed(mixed(seed + user) + video);
        return Math.floorMod(mixed, SHARES) * candidates < unshown * SHARES;
    }

    /** SplitMix64's finaliser (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"). */
    private static long mixed(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
