package io.reelrank.recommend;

import io.reelrank.scoring.Explanation;
import io.reelrank.scoring.ItemFactors;
import io.reelrank.scoring.RankedItems;
import io.reelrank.solver.Objective;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Says why a video stands in a user's list: the past video that contributes most to the model's score, or its popularity
 * where that is the larger part of the score.
 *
 * @param items those that training met; nothing is read of them where nothing is explained
 * @param mapped those that have factors by their features alone
 * @param objective what training minimised
 * @param trained how many videos training met
 * @param explained how many of a list's first videos are explained; the others stand there by taste
 */
record Reasons(ItemFactors items, ItemFactors mapped, Objective objective, long trained, int explained)
        implements Serializable {
    /** Many wanted it lately. */
    static final String POPULAR = "popular";

    private static final String TASTE = "taste";
    private static final String BECAUSE_WATCHED = "because_watched:";

    /**
     * The reasons of a list by taste.
     *
     * @param ranked the list, with the model's scores
     * @param met numbers of the videos the user met, ascending
     * @param strengths [met] how much the user wanted each
     * @param names of all videos
     * @return parallel to the list
     */
    String[] of(RankedItems ranked, int[] met, float[] strengths, VideoNames names) {
        String[] reasons = new String[ranked.items().length];
        Arrays.fill(reasons, TASTE);
        if (explained > 0) {
            Explanation explanation = new Explanation(items, met, strengths, objective, trained);
            for (int i = 0; i < Math.min(explained, reasons.length); i++) {
                int video = ranked.items()[i];
                double[] contributions = explanation.contributions(mapped.has(video) ? mapped : items, video);
                reasons[i] = reason(contributions, ranked.scores()[i], met, names);
            }
        }
        return reasons;
    }

    private static String reason(double[] contributions, float score, int[] met, VideoNames names) {
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
