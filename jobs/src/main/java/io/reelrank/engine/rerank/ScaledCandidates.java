package io.reelrank.engine.rerank;

import io.reelrank.engine.scoring.RankedItems;
import java.util.Arrays;
import java.util.List;

/**
 * A user's candidates, each once: first those by merit, best first, then those for the quotas.
 *
 * @param items [candidates] ids
 * @param positions [candidates] in the {@link ItemTraits}
 * @param scores [candidates] as given
 * @param scaled [candidates] scores scaled so that the best by merit has 1 and the last by merit 0; not below 0
 */
// Arrays, because boxes cost more than the ranking; nobody compares candidates by equals.
@SuppressWarnings("ArrayRecordComponent")
record ScaledCandidates(int[] items, int[] positions, float[] scores, float[] scaled) {
    static ScaledCandidates of(RankedItems merit, List<RankedItems> quotas, ItemTraits traits) {
        int most = merit.items().length
                + quotas.stream().mapToInt(ranked -> ranked.items().length).sum();
        int[] items = Arrays.copyOf(merit.items(), most);
        float[] scores = Arrays.copyOf(merit.scores(), most);
        int count = merit.items().length;
        int[] known = merit.items().clone();
        Arrays.sort(known);
        for (RankedItems ranked : quotas) {
            int before = count;
            for (int i = 0; i < ranked.items().length; i++) {
                if (Arrays.binarySearch(known, ranked.items()[i]) < 0) {
                    items[count] = ranked.items()[i];
                    scores[count++] = ranked.scores()[i];
                }
            }
            if (count > before) {
                known = Arrays.copyOf(items, count);
                Arrays.sort(known);
            }
        }
        float best = merit.items().length == 0 ? 0 : scores[0];
        float range = merit.items().length == 0 ? 0 : best - scores[merit.items().length - 1];
        float[] scaled = new float[count];
        for (int i = 0; i < count; i++) {
            scaled[i] = range > 0 ? Math.max(0, 1 - (best - scores[i]) / range) : 0;
        }
        int[] found = Arrays.copyOf(items, count);
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = traits.position(found[i]);
        }
        return new ScaledCandidates(found, positions, Arrays.copyOf(scores, count), scaled);
    }

    int count() {
        return items.length;
    }
}
