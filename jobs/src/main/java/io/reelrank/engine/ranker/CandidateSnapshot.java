package io.reelrank.engine.ranker;

import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.TopItems;
import java.io.Serializable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The candidates as of a moment: who is first for a user by the served score, and what is known of each. To be
 * broadcast.
 */
public final class CandidateSnapshot implements Serializable {
    private static final long serialVersionUID = 1;

    private final TopItems known;
    private final TopItems cold;
    private final VideoTraits traits;
    private final int candidates;

    private CandidateSnapshot(TopItems known, TopItems cold, VideoTraits traits, int candidates) {
        this.known = known;
        this.cold = cold;
        this.traits = traits;
        this.candidates = candidates;
    }

    /**
     * Brings what is known to one place.
     *
     * @param first the videos that may be recommended
     * @param popular the same of rank 0, for users without factors
     * @param facts rows of {@code video_features}
     * @param daysAgo how many days before the facts' date the moment is
     * @param known rows of {@code ranker_videos} as of the moment
     * @param vectors {@code video_idx, factors, bias} of all videos, as of the moment
     * @param candidates how many of a user's first videos are candidates
     */
    public static CandidateSnapshot of(
            TopItems first,
            TopItems popular,
            Dataset<Row> facts,
            int daysAgo,
            Dataset<Row> known,
            Dataset<Row> vectors,
            int candidates) {
        return new CandidateSnapshot(first, popular, VideoTraits.of(facts, daysAgo, known, vectors), candidates);
    }

    /** A user's candidates. */
    Shortlist shortlist(UserContext person) {
        RankedItems first =
                (person.factors().length == 0 ? cold : known).top(person.factors(), person.leftOut(), candidates);
        UserTraits user = new UserTraits(traits, person.met(), person.strengths(), person.hours());
        double[][] features = new double[first.items().length][RankerFeature.count()];
        for (int place = 0; place < features.length; place++) {
            int position = traits.position(first.items()[place]);
            float score = first.scores()[place];
            float bias = traits.biases()[position];
            user.describe(position, features[place]);
            features[place][RankerFeature.TASTE.position()] = score - bias;
            features[place][RankerFeature.POPULARITY.position()] = bias;
            features[place][RankerFeature.BEHIND.position()] = score - first.scores()[0];
            features[place][RankerFeature.PLACE.position()] = Math.log1p(place);
        }
        return new Shortlist(first.items(), first.scores(), features);
    }
}
