package io.reelrank.workbench.simulate;

import io.reelrank.engine.random.SplitMix64;

/**
 * A pseudo-random order of 0 … size - 1, and back, in constant time and space.
 *
 * <p>A Feistel network over the next even number of bits; a result outside is sent through again (Black and Rogaway
 * 2002, "cycle walking").
 */
record Permutation(long key, long size) {
    private static final int ROUNDS = 4;

    long apply(long index) {
        long at = index;
        do {
            at = forward(at);
        } while (at >= size);
        return at;
    }

    long invert(long index) {
        long at = index;
        do {
            at = backward(at);
        } while (at >= size);
        return at;
    }

    private int halfBits() {
        return Math.max(1, (65 - Long.numberOfLeadingZeros(Math.max(1, size - 1))) / 2);
    }

    private long forward(long index) {
        int bits = halfBits();
        long mask = (1L << bits) - 1;
        long left = index >>> bits;
        long right = index & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long swapped = left ^ (scrambled(right, round) & mask);
            left = right;
            right = swapped;
        }
        return left << bits | right;
    }

    private long backward(long index) {
        int bits = halfBits();
        long mask = (1L << bits) - 1;
        long left = index >>> bits;
        long right = index & mask;
        for (int round = ROUNDS - 1; round >= 0; round--) {
            long swapped = right ^ (scrambled(left, round) & mask);
            right = left;
            left = swapped;
        }
        return left << bits | right;
    }

    private long scrambled(long half, int round) {
        return SplitMix64.mix(key + SplitMix64.mix(half * ROUNDS + round + 1));
    }
}
