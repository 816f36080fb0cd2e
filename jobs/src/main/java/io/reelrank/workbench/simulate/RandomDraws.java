package io.reelrank.workbench.simulate;

/**
 * A stream of random numbers that belongs to one thing: it starts from the seed, what is drawn, for whom and on which
 * day, and so is the same wherever it is drawn.
 *
 * <p>SplitMix64 (Steele, Lea and Flood 2014). Logarithms and powers are those of {@link StrictMath}, the same on every
 * machine.
 */
final class RandomDraws {
    /** What is drawn: each has numbers of its own. */
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
        BOOSTED_CREATOR
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double SMALLEST_NORMAL_APPROXIMATED = 60;

    private long state;

    private RandomDraws(long state) {
        this.state = state;
    }

    static RandomDraws of(long seed, Stream stream, long entity, long day) {
        return new RandomDraws(key(seed, stream, entity, day));
    }

    /** The number a stream starts from. */
    static long key(long seed, Stream stream, long entity, long day) {
        // A String's hash is part of its specification; an Enum's own differs from run to run.
        long name = mix(stream.name().hashCode() * GOLDEN);
        return mix(mix(mix(mix(seed + GOLDEN) + name) + entity * GOLDEN) + (day + 1) * GOLDEN);
    }

    static long mix(long number) {
        long z = number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (next() >>> 11) * 0x1p-53;
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
        if (mean > SMALLEST_NORMAL_APPROXIMATED) {
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
