package io.reelrank.engine.evaluation;

import io.reelrank.engine.random.SplitMix64;

/** How often each user counts in each bootstrap replicate: a Poisson(1) draw that depends only on seed and user. */
final class BootstrapReplicates {
    // P(X ≤ k) of Poisson(1), k from 0. The probability beyond the last is below 2^-53.
    private static final double[] CUMULATIVE = cumulative();

    private BootstrapReplicates() {}

    /**
     * Draws the counts of one user.
     *
     * @param user the user's number
     * @param counts [1 + replicates] written: 1 for the figure itself, then one draw for each replicate
     */
    static void draw(long seed, int user, int[] counts) {
        counts[0] = 1;
        SplitMix64 random = new SplitMix64(numbered(seed ^ numbered(user)) * SplitMix64.GOLDEN_GAMMA);
        for (int b = 1; b < counts.length; b++) {
            double uniform = random.nextDouble();
            int count = 0;
            while (count < CUMULATIVE.length && uniform >= CUMULATIVE[count]) {
                count++;
            }
            counts[b] = count;
        }
    }

    /** The n-th number of SplitMix64 with the seed 0. */
    private static long numbered(long n) {
        return SplitMix64.mix(n * SplitMix64.GOLDEN_GAMMA);
    }

    private static double[] cumulative() {
        double[] cumulative = new double[19];
        double term = Math.exp(-1);
        double sum = 0;
        for (int k = 0; k < cumulative.length; k++) {
            sum += term;
            cumulative[k] = sum;
            term /= k + 1;
        }
        return cumulative;
    }
}
