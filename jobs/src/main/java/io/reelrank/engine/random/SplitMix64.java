package io.reelrank.engine.random;

/**
 * The SplitMix64 generator (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators", OOPSLA). It is
 * not for cryptography.
 *
 * <p>The n-th number from a seed is {@code mix(seed + n · GOLDEN_GAMMA)}, the same on every machine. {@link #mix} alone
 * is a hash of 64 bits: with it, numbers follow from a user's or video's number, and not from the order of the work.
 */
public final class SplitMix64 {
    /** The odd number nearest to 2⁶⁴ / φ, φ being the golden ratio: what the state grows by at each number. */
    public static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** @param seed the state before the first number */
    public SplitMix64(long seed) {
        this.state = seed;
    }

    /** The paper's mix64 with the constants of Stafford's variant 13: a bijection of 64 bits. */
    public static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The next 64 bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** The next number, uniform in [0, 1): a multiple of 2⁻⁵³. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }
}
