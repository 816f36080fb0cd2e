package io.reelrank.workbench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.workbench.simulate.RandomDraws.Stream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomDrawsTest {
    private static final int MANY = 200_000;

    @Test
    void streamsOfOtherEntitiesDiffer() {
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(index -> RandomDraws.of(index % 10, Stream.USER, index / 10 % 10, index / 100)
                                .next())
                        .distinct())
                .hasSize(1000);
        assertThat(RandomDraws.of(1, Stream.USER, 2, 3).next())
                .isNotEqualTo(RandomDraws.of(1, Stream.VIDEO, 2, 3).next());
    }

    @Test
    void gaussianHasMeanZeroAndVarianceOne() {
        RandomDraws draws = RandomDraws.of(1, Stream.USER, 0, 0);
        double[] numbers =
                IntStream.range(0, MANY).mapToDouble(index -> draws.gaussian()).toArray();
        // Four standard errors: 4 / sqrt(200000) = 0.009 for the mean, 4 · sqrt(2 / 200000) = 0.013 for the variance.
        assertThat(IntStream.range(0, MANY)
                        .mapToDouble(i -> numbers[i])
                        .average()
                        .orElseThrow())
                .isCloseTo(0, within(0.009));
        assertThat(IntStream.range(0, MANY)
                        .mapToDouble(i -> numbers[i] * numbers[i])
                        .average()
                        .orElseThrow())
                .isCloseTo(1, within(0.013));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 5, 40, 90})
    void poissonHasItsMean(double mean) {
        RandomDraws draws = RandomDraws.of(1, Stream.USER, 1, 0);
        double observed = IntStream.range(0, MANY)
                .mapToDouble(index -> draws.poisson(mean))
                .average()
                .orElseThrow();
        assertThat(observed).isCloseTo(mean, within(4 * Math.sqrt(mean / MANY) + 0.01));
    }

    @Test
    void zipfIsTheIntegralOfItsDensity() {
        RandomDraws draws = RandomDraws.of(1, Stream.USER, 2, 0);
        int[] counts = new int[10];
        for (int index = 0; index < MANY; index++) {
            counts[(int) draws.zipf(10, 0.85)]++;
        }
        // ∫ x^-0.85 from r + 1 to r + 2, over the whole of [1, 11): (b^0.15 - a^0.15) / (11^0.15 - 1).
        for (int rank = 0; rank < 10; rank++) {
            double expected = (Math.pow(rank + 2, 0.15) - Math.pow(rank + 1, 0.15)) / (Math.pow(11, 0.15) - 1);
            assertThat(counts[rank] / (double) MANY).isCloseTo(expected, within(0.005));
        }
    }
}
