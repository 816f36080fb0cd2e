package io.reelrank.night.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberCountsTest {
    @Test
    void nothingHasNoDistance() {
        assertThat(new NumberCounts().distance(0.25, 0.75)).isNull();
        assertThat(new NumberCounts().total()).isZero();
    }

    @Test
    void quantilesLieBetweenNumbers() {
        NumberCounts counts = new NumberCounts();
        for (int number : new int[] {300, -100, 200, 100}) {
            counts.add(number);
        }

        // Of -1, 1, 2, 3 the quantiles at the positions 0.75 and 2.25 are -1 + 0.75 · 2 = 0.5 and 2.25.
        assertThat(counts.distance(0.25, 0.75)).isEqualTo(1.75);
        assertThat(counts.distance(0, 1)).isEqualTo(4);
        assertThat(counts.total()).isEqualTo(4);
    }

    @Test
    void countsOfSeveralPlacesAreThoseOfAllNumbersTogether() {
        Random random = new Random(3);
        NumberCounts all = new NumberCounts();
        int[] numbers = new int[30_000];
        int at = 0;
        for (int place = 0; place < 3; place++) {
            NumberCounts some = new NumberCounts();
            for (int i = 0; i < 10_000; i++) {
                numbers[at] = random.nextInt(500) - 250;
                some.add(numbers[at++]);
            }
            byte[] bytes = some.bytes();
            assertThat(bytes).hasSize(500 * Long.BYTES);
            all.addAll(bytes);
        }

        Arrays.sort(numbers);
        // Positions 2999.9 and 26999.1 of 29999.
        double low = 0.1 * numbers[2999] + 0.9 * numbers[3000];
        double high = 0.9 * numbers[26999] + 0.1 * numbers[27000];
        assertThat(all.total()).isEqualTo(30_000);
        assertThat(all.distance(0.1, 0.9)).isCloseTo((high - low) / 100, within(1e-9));
    }
}
