package io.reelrank.engine.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.engine.random.SplitMix64;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlaceShuffleTest {
    @Test
    void onlyTheFirstPlacesAreShuffled() {
        int[] former = PlaceShuffle.of(6, 4, new SplitMix64(3));

        assertThat(Arrays.copyOfRange(former, 4, 6)).containsExactly(4, 5);
        assertThat(Arrays.copyOf(former, 4)).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(PlaceShuffle.of(2, 4, new SplitMix64(3))).containsExactlyInAnyOrder(0, 1);
        assertThat(PlaceShuffle.of(0, 4, new SplitMix64(3))).isEmpty();
    }

    @Test
    void eachItemStandsAtEachPlaceAsOftenAsThePropensitySays() {
        int[][] counts = new int[4][4];
        for (int seed = 0; seed < 20_000; seed++) {
            int[] former = PlaceShuffle.of(6, 4, new SplitMix64(SplitMix64.mix(seed)));
            for (int place = 0; place < 4; place++) {
                counts[place][former[place]]++;
            }
        }

        assertThat(PlaceShuffle.propensity(3, 6, 4)).isEqualTo(0.25f);
        assertThat(PlaceShuffle.propensity(4, 6, 4)).isEqualTo(1);
        assertThat(PlaceShuffle.propensity(0, 2, 4)).isEqualTo(0.5f);
        // Five standard deviations around 5,000.
        assertThat(Arrays.stream(counts).flatMapToInt(Arrays::stream)).allMatch(n -> Math.abs(n - 5_000) < 310);
    }
}
