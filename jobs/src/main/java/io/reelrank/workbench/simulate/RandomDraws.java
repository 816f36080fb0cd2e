package io.reelrank.workbench.simulate;

import io.reelrank.engine.random.SplitMix64;

/**
 * A stream of random numbers for one purpose, entity and day. Its seed follows from these and from the simulation's
 * seed, so the stream is the same in whatever order and on whatever machine it is drawn.
 *
 * <p>The generator is {@link SplitMix64}. Logarithms and powers are those of {@link StrictMath}, which are the same on
 * every machine.
 */
final class RandomDraws {
    /** The purposes. Each has its own stream; the names are part of the seed, so a rename changes the data. */
    enum Stream {
        USER,
        TOPIC_TASTE,
        CREATOR,
        CREATOR_CELLS,
        VIDEO,
        DAY_CELLS,
        SHELF_ORDER,
        HIT_ORDER,
        LEAVE,
        TITLE,
        DAY_OF_USER,
        DIRT,
        FARM,
        BOOSTED_CREATOR,
        QUIRK,
        QUIRK_OF_VIDEO,
        QUIRK_OF_PLAY,
        QUIRK_TITLE,
        QUIRK_FEED,
        SLOT_ORDER,
        HIT_DAY,
        CRAVED_TOPICS,
        CHANGED_USER,
        CHANGED_FANS,
        OFFERED_LIST
    }

    /** Poisson numbers of a greater mean are drawn by the normal approximation. */
    private static final double GREATEST_EXACT_POISSON_MEAN = 60;

    private final SplitMix64 random;

    private RandomDraws(long seed) {
        this.random = new SplitMix64(seed);
    }

    static RandomDraws of(long seed, Stream stream, long entity, long day) {
        return new RandomDraws(key(seed, stream, entity, day));
    }

    /** The seed of a stream. */
    static long key(long seed, Stream stream, long entity, long day) {
        // The hash of a String is specified. The hash of an enum constant differs from run to run.
        long ofStream = SplitMix64.mix(stream.name().hashCode() * SplitMix64.GOLDEN_GAMMA);
        long ofSeed = SplitMix64.mix(seed + SplitMix64.GOLDEN_GAMMA) + ofStream;
        long ofEntity = SplitMix64.mix(ofSeed) + entity * SplitMix64.GOLDEN_GAMMA;
        return SplitMix64.mix(SplitMix64.mix(ofEntity) + (day + 1) * SplitMix64.GOLDEN_GAMMA);
    }

    /** The next 64 bits. */
    long next() {
        return random.nextLong();
    }

    /** Uniform in [0, 1). */
    double unit() {
        return random.nextDouble();
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Uniform in 0 … bound - 1. */
    long below(long bound) {
        return Math.min(bound - 1, (long) (unit() * bound));
    }

    double gaussian() {
        return StrictMath.sqrt(2 * exponential()) * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** Exponential with mean 1. */
    double exponential() {
        return -StrictMath.log(1 - unit());
    }

    /** Logistic with mean 0 and scale 1. */
    double logistic() {
        double u = Math.max(unit(), 0x1p-53);
        return StrictMath.log(u / (1 - u));
    }

    int poisson(double mean) {
        if (mean > GREATEST_EXACT_POISSON_MEAN) {
            return (int) Math.max(0, StrictMath.rint(mean + StrictMath.sqrt(mean) * gaussian()));
        }
        double bound = StrictMath.exp(-mean);
        int count = -1;
        double product = 1;
        do {
            count++;
            product *= 1 - unit();
        } while (product > bound);
        return count;
    }

    /**
     * A rank of 0 … size - 1 by Zipf's law, in constant time: the density x^-exponent on [1, size + 1), cut to whole
     * numbers.
     *
     * @param exponent not 1; the larger, the more the first ranks get
     */
    long zipf(long size, double exponent) {
        double power = 1 - exponent;
        double top = StrictMath.pow(size + 1.0, power);
        double x = StrictMath.pow(1 + unit() * (top - 1), 1 / power);
        return Math.max(0, Math.min(size - 1, (long) x - 1));
    }

    /** An index by its share of cumulated weights, whose last is their sum. */
    int weighted(double[] cumulative) {
        double at = unit() * cumulative[cumulative.length - 1];
        int index = 0;
        while (index < cumulative.length - 1 && cumulative[index] <= at) {
            index++;
        }
        return index;
    }
}
