package io.reelrank.night.recommend;

import io.reelrank.engine.rerank.RerankedList;
import io.reelrank.engine.scoring.ItemFactors;
import io.reelrank.engine.scoring.ScoreExplanation;
import io.reelrank.engine.solver.Objective;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Finds the reason why a video is in a user's list: a key and, for some keys, a colon and a subject. The reason is the
 * creator whom the user follows, the seen video that contributes most to the model's score, popularity if it is the
 * larger part of the score, or that the video is new.
 *
 * @param items the factors of the videos in training; not read if {@code explained} is 0
 * @param mapped the factors of the videos that have factors by their features alone
 * @param objective what training minimised
 * @param trained how many videos were in training
 * @param explained for how many of a list's first videos a seen video is found; the reason of the others is taste
 * @param names of all videos
 */
record RecommendationReasons(
        ItemFactors items, ItemFactors mapped, Objective objective, long trained, int explained, VideoNames names)
        implements Serializable {
    private static final String POPULAR = "popular";
    private static final String POPULAR_WITH = "popular_with:";
    private static final String TASTE = "taste";
    private static final String NEW = "new";
    private static final String NEW_FROM = "new_from:";
    private static final String FOLLOWED = "followed:";
    private static final String BECAUSE_WATCHED = "because_watched:";

    /**
     * The reasons of a list.
     *
     * @param recipient the user
     * @param list the user's list
     * @param served [places] the model's scores
     * @param isOfSegment [places] whether the video is a recent positive of the user's segment
     * @return [places]
     */
    String[] of(Recipient recipient, RerankedList list, float[] served, boolean[] isOfSegment) {
        int explanations = recipient.hasFactors() ? Math.min(explained, list.items().length) : 0;
        ScoreExplanation explanation = explanations == 0
                ? null
                : new ScoreExplanation(items, recipient.seen(), recipient.strengths(), objective, trained);
        String[] reasons = new String[list.items().length];
        for (int i = 0; i < reasons.length; i++) {
            int video = list.items()[i];
            if (names.isBy(video, recipient.follows())) {
                reasons[i] = (names.isNew(video) ? NEW_FROM : FOLLOWED) + names.creator(video);
            } else if (i < explanations) {
                reasons[i] = explained(explanation, video, served[i], recipient.seen());
            } else if (recipient.hasFactors()) {
                reasons[i] = TASTE;
            } else {
                reasons[i] = isOfSegment[i] ? POPULAR_WITH + recipient.segment() : POPULAR;
            }
            boolean isGeneral = reasons[i].equals(TASTE) || reasons[i].equals(POPULAR);
            if (isGeneral && list.claims()[i] == RerankedList.Claim.NEW) {
                reasons[i] = NEW;
            }
        }
        return reasons;
    }

    private String explained(ScoreExplanation explanation, int video, float score, int[] seen) {
        double[] contributions = explanation.contributions(mapped.has(video) ? mapped : items, video);
        double taste = Arrays.stream(contributions).sum();
        if (score - taste > taste) {
            return POPULAR;
        }
        int largest = -1;
        for (int j = 0; j < contributions.length; j++) {
            if (contributions[j] > (largest < 0 ? 0 : contributions[largest])) {
                largest = j;
            }
        }
        return largest < 0 ? TASTE : BECAUSE_WATCHED + names.of(seen[largest]);
    }
}
