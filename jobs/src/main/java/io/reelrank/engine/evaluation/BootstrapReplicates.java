package io.reelrank.engine.evaluation;

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
        long state = mix(seed ^ mix(user));
        for (int b = 1; b < counts.length; b++) {
            double uniform = (mix(state + b) >>> 11) * 0x1p-53;
            int count = 0;
            while (count < CUMULATED.length && uniform >= CUMULATED[count]) {
                count++;
            }
            counts[b] = count;
        }
    }

    /** SplitMix64's output (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"). */
    private static long mix(long seed) {
        long z = seed * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
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
