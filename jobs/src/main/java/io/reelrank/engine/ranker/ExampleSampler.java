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
 * Makes one user's labelled examples: all candidates that were shown, and a random sample of those that were not.
 *
 * @param seed of the sample
 * @param unshown how many candidates that were not shown are sampled, on average
 */
record ExampleSampler(long seed, int unshown) implements Serializable {
    static final long SHARES = 1_000_000;

    /**
     * A user's examples; none if no candidate was a positive.
     *
     * @param row {@code user_idx, met, factors, hours, shown}; shown is {@code (video_idx, wanted)}, ascending
     * @param snapshot the candidates
     * @return rows of {@link RankerExamples#SCHEMA}
     */
    Iterator<Row> of(Row row, CandidateSnapshot snapshot) {
        int user = row.getInt(0);
        Shortlist list = snapshot.shortlist(UserContext.of(row, 1));
        List<Row> shown = row.getList(4);
        int[] shownVideos = shown.stream().mapToInt(pair -> pair.getInt(0)).toArray();
        List<Row> examples = new ArrayList<>();
        boolean hasPositive = false;
        for (int place = 0; place < list.videos().length; place++) {
            int video = list.videos()[place];
            int found = Arrays.binarySearch(shownVideos, video);
            boolean isPositive = found >= 0 && shown.get(found).getBoolean(1);
            if (found >= 0 || isSampled(user, video, list.videos().length)) {
                hasPositive |= isPositive;
                examples.add(
                        RowFactory.create(user, video, isPositive ? 1.0 : 0.0, Vectors.dense(list.features()[place])));
            }
        }
        return hasPositive ? examples.iterator() : List.<Row>of().iterator();
    }

    private boolean isSampled(int user, int video, int candidates) {
        long ofUser = new SplitMix64(seed + user).nextLong();
        long ofPair = new SplitMix64(ofUser + video).nextLong();
        return Math.floorMod(ofPair, SHARES) * candidates < unshown * SHARES;
    }
}
