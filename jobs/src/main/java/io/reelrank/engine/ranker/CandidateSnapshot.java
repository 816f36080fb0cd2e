package io.reelrank.engine.ranker;

import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.TopItems;
import java.io.Serializable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The state of all videos as of a date, from which a user's candidates and their features are made: the packed items
 * that find the candidates by the served score, and each video's traits. Immutable; meant to be broadcast.
 */
public final class CandidateSnapshot implements Serializable {
    private static final long serialVersionUID = 1;

    private final TopItems items;
    private final TopItems popularItems;
    private final VideoTraits traits;
    private final int candidates;

    private CandidateSnapshot(TopItems items, TopItems popularItems, VideoTraits traits, int candidates) {
        this.items = items;
        this.popularItems = popularItems;
        this.traits = traits;
        this.candidates = candidates;
    }

    /**
     * Collects the videos' traits to the driver.
     *
     * @param items the videos that may be recommended
     * @param popularItems the same videos with rank 0, for users without factors
     * @param features rows of {@code video_features}
     * @param daysAgo how many days the as-of date is before the date of {@code features}
     * @param statistics rows of {@code ranker_videos} as of the same date
     * @param factors {@code video_idx, factors, bias} of all videos, as of the same date
     * @param candidates how many of a user's top videos are candidates
     */
    public static CandidateSnapshot of(
            TopItems items,
            TopItems popularItems,
            Dataset<Row> features,
            int daysAgo,
            Dataset<Row> statistics,
            Dataset<Row> factors,
            int candidates) {
        return new CandidateSnapshot(
                items, popularItems, VideoTraits.of(features, daysAgo, statistics, factors), candidates);
    }

    /** A user's candidates with their features. */
    Shortlist shortlist(UserContext user) {
        TopItems ranked = user.factors().length == 0 ? popularItems : items;
        RankedItems top = ranked.top(user.factors(), user.exclusions(), candidates);
        UserTraits userTraits = new UserTraits(traits, user.seen(), user.strengths(), user.hours());
        double[][] features = new double[top.items().length][RankerFeature.count()];
        for (int place = 0; place < features.length; place++) {
            int position = traits.position(top.items()[place]);
            float score = top.scores()[place];
            float bias = traits.biases()[position];
            userTraits.describe(position, features[place]);
            features[place][RankerFeature.TASTE.position()] = score - bias;
            features[place][RankerFeature.POPULARITY.position()] = bias;
            features[place][RankerFeature.BEHIND.position()] = score - top.scores()[0];
            features[place][RankerFeature.PLACE.position()] = Math.log1p(place);
        }
        return new Shortlist(top.items(), top.scores(), features);
    }
}
