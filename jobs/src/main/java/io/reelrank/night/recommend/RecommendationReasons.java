package io.reelrank.night.recommend;

import io.reelrank.engine.rerank.RerankedList;
import io.reelrank.engine.scoring.ItemFactors;
import io.reelrank.engine.scoring.ScoreExplanation;
import io.reelrank.engine.solver.Objective;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Says why a video stands in a user's list, as a key and what it is about: the creator whom the user follows, the past
 * video that contributes most to the model's score, popularity where that is the larger part of the score, or that it
 * is new.
 *
 * @param items those that training met; nothing is read of them where nothing is explained
 * @param mapped those that have factors by their features alone
 * @param objective what training minimised
 * @param trained how many videos training met
 * @param explained for how many of a list's first videos the past video is found; the others stand there by taste
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
     * @param list the list
     * @param served [places] the model's scores
     * @param isOfSegment [places] whether the user's segment wanted the video
     * @return parallel to the list
     */
    String[] of(Recipient addressee, RerankedList list, float[] served, boolean[] isOfSegment) {
        int explanations = addressee.isKnown() ? Math.min(explained, list.items().length) : 0;
        ScoreExplanation explanation = explanations == 0
                ? null
                : new ScoreExplanation(
                        items, addressee.person().seen(), addressee.person().strengths(), objective, trained);
        String[] reasons = new String[list.items().length];
        for (int i = 0; i < reasons.length; i++) {
            int video = list.items()[i];
            if (names.isBy(video, addressee.follows())) {
                reasons[i] = (names.isNew(video) ? NEW_FROM : FOLLOWED) + names.creator(video);
            } else if (i < explanations) {
                reasons[i] = explained(
                        explanation, video, served[i], addressee.person().seen());
            } else if (addressee.isKnown()) {
                reasons[i] = TASTE;
            } else {
                reasons[i] = isOfSegment[i] ? POPULAR_WITH + addressee.segment() : POPULAR;
            }
            boolean isBare = reasons[i].equals(TASTE) || reasons[i].equals(POPULAR);
            if (isBare && list.claims()[i] == RerankedList.Claim.NEW) {
                reasons[i] = NEW;
            }
        }
        return reasons;
    }

    private String explained(ScoreExplanation explanation, int video, float score, int[] met) {
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
        return largest < 0 ? TASTE : BECAUSE_WATCHED + names.of(met[largest]);
    }
}
