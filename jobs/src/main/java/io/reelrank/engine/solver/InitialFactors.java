package io.reelrank.engine.solver;

import io.reelrank.engine.random.SplitMix64;
import java.io.Serializable;

/**
 * Random factors to start with: normal with mean 0 and standard deviation scale / √rank (Rendle, Krichene, Zhang, Koren
 * 2021, section 4.3), so that the dot product of two rows has the same spread at every rank. The factors of a row
 * depend only on the seed and the row's id, so they are the same in any block, order or run.
 *
 * <p>The generator is {@link SplitMix64} with the Box-Muller transform (1958) by {@link StrictMath}.
 *
 * @param seed the seed of all rows
 * @param scale the standard deviation times √rank, positive; 0.1 in the paper
 */
public record InitialFactors(long seed, double scale) implements Serializable {
    /** Checks the scale. */
    public InitialFactors {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("illegal scale: %s, must be positive".formatted(scale));
        }
    }

    /**
     * Writes a row's factors.
     *
     * @param id the row's id, the same on every night
     * @param rank the length of a row's factors
     * @param factors written from {@code at} to before {@code at + rank}
     */
    public void write(long id, int rank, float[] factors, int at) {
        double deviation = scale / Math.sqrt(rank);
        long ofSeed = new SplitMix64(seed).nextLong();
        SplitMix64 random = new SplitMix64(SplitMix64.mix(ofSeed + id * SplitMix64.GOLDEN_GAMMA));
        for (int k = 0; k < rank; k += 2) {
            double radius = deviation * StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            double angle = 2 * StrictMath.PI * random.nextDouble();
            factors[at + k] = (float) (radius * StrictMath.cos(angle));
            if (k + 1 < rank) {
                factors[at + k + 1] = (float) (radius * StrictMath.sin(angle));
            }
        }
    }
}
