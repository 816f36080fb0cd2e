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
 * Some videos, ranked for anybody: by factors, by what the user's segment wanted, or by recent popularity.
 *
 * @param byTaste ranks for users with factors
 * @param bySegment by segment, what its users wanted lately, best first
 * @param byPopularity ranks for the others, and behind what the segment wanted
 */
record CandidatePool(TopItems byTaste, Map<String, TopItems> bySegment, TopItems byPopularity) implements Serializable {
    private static final float[] NOBODY = {};

    /** So many of the best of each of some users, in their order. */
    RankedItems[] top(List<Recipient> addressees, int n) {
        RankedItems[] lists = new RankedItems[addressees.size()];
        write(lists, addressees, n, byTaste, Recipient::isKnown);
        write(lists, addressees, n, byPopularity, addressee -> !addressee.isKnown());
        for (int i = 0; i < lists.length; i++) {
            TopItems ofSegment = ofSegment(addressees.get(i));
            if (ofSegment != null) {
                RankedItems wanted =
                        ofSegment.top(NOBODY, addressees.get(i).person().exclusions(), n);
                lists[i] = behind(wanted, lists[i], n);
            }
        }
        return lists;
    }

    /** Writes the lists of those whom these items are for. */
    private static void write(
            RankedItems[] lists, List<Recipient> addressees, int n, TopItems items, Predicate<Recipient> isFor) {
        int[] places = IntStream.range(0, lists.length)
                .filter(place -> isFor.test(addressees.get(place)))
                .toArray();
        RankedItems[] ranked = items.top(
                Arrays.stream(places)
                        .mapToObj(place -> addressees.get(place).person().factors())
                        .toArray(float[][]::new),
                Arrays.stream(places)
                        .mapToObj(place -> addressees.get(place).person().exclusions())
                        .toArray(Exclusions[]::new),
                n);
        for (int i = 0; i < places.length; i++) {
            lists[places[i]] = ranked[i];
        }
    }

    /** What the segment wanted by which somebody is ranked; null for who has factors or no segment. */
    TopItems ofSegment(Recipient addressee) {
        return addressee.isKnown() || addressee.segment() == null ? null : bySegment.get(addressee.segment());
    }

    /** The first and behind them those of others that are not among them, scored below. */
    private static RankedItems behind(RankedItems first, RankedItems others, int n) {
        int most = Math.min(n, first.items().length + others.items().length);
        int[] items = Arrays.copyOf(first.items(), most);
        float[] scores = Arrays.copyOf(first.scores(), most);
        int[] known = first.items().clone();
        Arrays.sort(known);
        int count = first.items().length;
        for (int i = 0; i < others.items().length && count < most; i++) {
            if (Arrays.binarySearch(known, others.items()[i]) < 0) {
                items[count] = others.items()[i];
                scores[count] = (known.length == 0 ? 0 : first.scores()[known.length - 1])
                        - (others.scores()[0] - others.scores()[i]);
                count++;
            }
        }
        return new RankedItems(Arrays.copyOf(items, count), Arrays.copyOf(scores, count));
    }
}
