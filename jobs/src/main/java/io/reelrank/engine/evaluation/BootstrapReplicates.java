package io.reelrank.engine.evaluation;

import io.reelrank.engine.random.SplitMix64;

/** How often each user counts in each bootstrap replicate: Poisson(1), from the user's number and a seed alone. */
final class BootstrapReplicates {
    // P(X ≤ k) of Poisson(1), k from 0; beyond the last lies less than 2^-53.
    private static final double[] CUMULATED = cumulated();

    private BootstrapReplicates() {}

    /**
     * The counts of one user.
     *
     * @param counts [1 + replicates] written: 1 for the figure itself, then the replicates' draws
     */
    static void draw(long seed, int user, int[] counts) {
        counts[0] = 1;
        SplitMix64 random = new SplitMix64(numbered(seed ^ numbered(user)) * SplitMix64.GOLDEN_GAMMA);
        for (int b = 1; b < counts.length; b++) {
            double uniform = random.nextDouble();
            int count = 0;
            while (count < CUMULATED.length && uniform >= CUMULATED[count]) {
                count++;
            }
            counts[b] = count;
        }
    }

    /** The n-th number of SplitMix64 from the seed 0. */
    private static long numbered(long n) {
        return SplitMix64.mix(n * SplitMix64.GOLDEN_GAMMA);
    }

    private static double[] cumulated() {
        double[] cumulated = new double[19];
        double term = Math.exp(-1);
        double sum = 0;
        for (int k = 0; k < cumulated.length; k++) {
            sum += term;
            cumulated[k] = sum;
            term /= k + 1;
        }
        return cumulated;
    }
}
