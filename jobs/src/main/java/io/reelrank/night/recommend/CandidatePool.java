package io.reelrank.night.recommend;

import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.TopItems;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Videos that can be ranked for any user: by factors, by the positives of the user's segment, or by recent popularity.
 *
 * @param byFactors ranks for users with factors
 * @param bySegment for each segment the recent positives of its users, best first
 * @param byPopularity ranks for users without factors, after the videos of their segment
 */
record CandidatePool(TopItems byFactors, Map<String, TopItems> bySegment, TopItems byPopularity)
        implements Serializable {
    private static final float[] NO_FACTORS = {};

    /** The top n videos of each recipient, in the recipients' order. */
    RankedItems[] top(List<Recipient> recipients, int n) {
        RankedItems[] lists = new RankedItems[recipients.size()];
        rank(lists, recipients, n, byFactors, Recipient::hasFactors);
        rank(lists, recipients, n, byPopularity, recipient -> !recipient.hasFactors());
        for (int i = 0; i < lists.length; i++) {
            TopItems ofSegment = ofSegment(recipients.get(i));
            if (ofSegment != null) {
                RankedItems first = ofSegment.top(NO_FACTORS, recipients.get(i).exclusions(), n);
                lists[i] = concatenated(first, lists[i], n);
            }
        }
        return lists;
    }

    /** Ranks the items for the recipients that a condition selects, and puts the results at their places. */
    private static void rank(
            RankedItems[] lists, List<Recipient> recipients, int n, TopItems items, Predicate<Recipient> selects) {
        int[] places = IntStream.range(0, lists.length)
                .filter(place -> selects.test(recipients.get(place)))
                .toArray();
        RankedItems[] ranked = items.top(
                Arrays.stream(places)
                        .mapToObj(place -> recipients.get(place).factors())
                        .toArray(float[][]::new),
                Arrays.stream(places)
                        .mapToObj(place -> recipients.get(place).exclusions())
                        .toArray(Exclusions[]::new),
                n);
        for (int i = 0; i < places.length; i++) {
            lists[places[i]] = ranked[i];
        }
    }

    /** The recent positives of the recipient's segment; null if the recipient has factors or no segment. */
    TopItems ofSegment(Recipient recipient) {
        return recipient.hasFactors() || recipient.segment() == null ? null : bySegment.get(recipient.segment());
    }

    /** The first items, then the others that are not among them, with scores below the first items' scores. */
    private static RankedItems concatenated(RankedItems first, RankedItems others, int n) {
        int most = Math.min(n, first.items().length + others.items().length);
        int[] items = Arrays.copyOf(first.items(), most);
        float[] scores = Arrays.copyOf(first.scores(), most);
        int[] firstItems = first.items().clone();
        Arrays.sort(firstItems);
        int count = first.items().length;
        for (int i = 0; i < others.items().length && count < most; i++) {
            if (Arrays.binarySearch(firstItems, others.items()[i]) < 0) {
                items[count] = others.items()[i];
                scores[count] = (firstItems.length == 0 ? 0 : first.scores()[firstItems.length - 1])
                        - (others.scores()[0] - others.scores()[i]);
                count++;
            }
        }
        return new RankedItems(Arrays.copyOf(items, count), Arrays.copyOf(scores, count));
    }
}
