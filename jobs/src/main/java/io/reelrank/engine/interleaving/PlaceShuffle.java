package io.reelrank.engine.interleaving;

import io.reelrank.engine.random.SplitMix64;
import java.util.stream.IntStream;

/**
 * A uniform shuffle of the first places of a list (Fisher and Yates). Each of the k first items then stands at each of
 * the k first places with the propensity p = 1/k, so what any order of them would get can be estimated from what users
 * did.
 */
public final class PlaceShuffle {
    private PlaceShuffle() {}

    /**
     * The former place of the item at each place, both from 0.
     *
     * @param places the length of the list
     * @param shuffled k, how many of the first places are shuffled; a shorter list is shuffled whole
     * @param random what it is drawn by
     * @return [places]
     */
    public static int[] of(int places, int shuffled, SplitMix64 random) {
        int[] former = IntStream.range(0, places).toArray();
        for (int place = Math.min(places, shuffled) - 1; place > 0; place--) {
            int other = (int) (random.nextDouble() * (place + 1));
            int moved = former[place];
            former[place] = former[other];
            former[other] = moved;
        }
        return former;
    }

    /** p, the probability with which the item of a place of such a list stands there: 1/k in the first k places, then 1. */
    public static float propensity(int place, int places, int shuffled) {
        int k = Math.min(places, shuffled);
        return place < k ? 1f / k : 1;
    }
}
