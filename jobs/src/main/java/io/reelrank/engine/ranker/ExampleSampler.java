package io.reelrank.engine.ranker;

import io.reelrank.engine.random.SplitMix64;
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
        long ofUser = new SplitMix64(seed + user).nextLong();
        long ofPair = new SplitMix64(ofUser + video).nextLong();
        return Math.floorMod(ofPair, SHARES) * candidates < unshown * SHARES;
    }
}
