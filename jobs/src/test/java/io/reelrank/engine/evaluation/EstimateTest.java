package io.reelrank.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void theIntervalIsBetweenThePercentilesOfTheReplicates() {
        double[] replicates =
                IntStream.rangeClosed(0, 200).mapToDouble(b -> b / 200.0).toArray();
        Estimate estimate = new Estimate(0.5, replicates, 10);
        assertThat(estimate.low()).isCloseTo(0.025, within(1e-12));
        assertThat(estimate.high()).isCloseTo(0.975, within(1e-12));
    }

    @Test
    void percentilesAndTheStandardDeviationAreThoseOfALibraryUpToRounding() {
        double[] replicates =
                new Random(4).doubles(200).map(x -> 0.3 + 0.01 * x).toArray();
        Estimate estimate = new Estimate(0.01, replicates, 10);
        Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        percentile.setData(replicates);
        assertThat(estimate.low()).isCloseTo(percentile.evaluate(2.5), within(1e-14));
        assertThat(estimate.high()).isCloseTo(percentile.evaluate(97.5), within(1e-14));
        double deviation = new StandardDeviation().evaluate(replicates);
        assertThat(estimate.p())
                .isCloseTo(2 * new NormalDistribution(0, deviation).cumulativeProbability(-0.01), within(1e-12));
    }

    @Test
    void replicatesWithoutUsersDoNotCount() {
        Estimate estimate = new Estimate(1, new double[] {Double.NaN, 1, Double.NaN, 3}, 2);
        assertThat(estimate.low()).isCloseTo(1.05, within(1e-12));
        assertThat(new Estimate(1, new double[] {Double.NaN}, 1).high()).isEqualTo(1);
    }

    @Test
    void pIsThatOfTheNormalDistribution() {
        // Standard deviation 1: 1.959964 standard deviations from 0 is the 5% bound.
        Estimate estimate = new Estimate(1.959964, new double[] {1.959964 - 1, 1.959964, 1.959964 + 1}, 3);
        assertThat(estimate.p()).isCloseTo(0.05, within(1e-6));
        assertThat(new Estimate(0, new double[] {0, 0}, 3).p()).isEqualTo(1);
    }

    @Test
    void replicatesAreOfPoissonWithMeanOneAndTheSameForAUser() {
        int[] counts = new int[2001];
        int[] again = new int[2001];
        double sum = 0;
        double squares = 0;
        for (int user = 0; user < 100; user++) {
            BootstrapReplicates.draw(7, user, counts);
            assertThat(counts[0]).isEqualTo(1);
            for (int b = 1; b < counts.length; b++) {
                sum += counts[b];
                squares += (double) counts[b] * counts[b];
            }
        }
        double mean = sum / 200_000;
        assertThat(mean).isCloseTo(1, within(0.01));
        assertThat(squares / 200_000 - mean * mean).isCloseTo(1, within(0.02));
        BootstrapReplicates.draw(7, 99, again);
        assertThat(again).isEqualTo(counts);
    }

    /** 400 users with figures of standard deviation 0.5: the mean's interval is ±1.96 · 0.5 / 20. */
    @Test
    void theIntervalOfAMeanIsWhatTheoryGives() {
        BootstrapTally tally = new BootstrapTally(1, 1000);
        BootstrapTally other = new BootstrapTally(1, 1000);
        Random random = new Random(3);
        int[] counts = new int[1001];
        double sum = 0;
        for (int user = 0; user < 400; user++) {
            BootstrapReplicates.draw(1, user, counts);
            double value = random.nextBoolean() ? 1 : 0;
            sum += value;
            (user % 3 == 0 ? other : tally).add("all", new double[] {value}, new double[] {1}, counts);
        }
        Estimate estimate = tally.plus(other).estimate("all", 0);
        assertThat(estimate.value()).isEqualTo(sum / 400);
        assertThat(estimate.users()).isEqualTo(400);
        assertThat(estimate.high() - estimate.low()).isCloseTo(2 * 1.96 * 0.5 / 20, within(0.012));
    }

    @Test
    void aUserWithoutAFigureDoesNotCount() {
        BootstrapTally tally = new BootstrapTally(2, 20);
        int[] counts = new int[21];
        Arrays.fill(counts, 1);
        tally.add("all", new double[] {1, Double.NaN}, new double[] {1, 1}, counts);
        tally.add("all", new double[] {0, 5}, new double[] {3, 1}, counts);
        assertThat(tally.estimate("all", 0).value()).isEqualTo(0.25);
        assertThat(tally.estimate("all", 1).value()).isEqualTo(5);
        assertThat(tally.estimate("all", 1).users()).isEqualTo(1);
    }
}
