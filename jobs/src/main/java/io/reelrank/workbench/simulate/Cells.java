package io.reelrank.workbench.simulate;

/**
 * The positions 0 … size - 1 cut into one contiguous cell for each niche, in proportion to the niches' shares. Rounding
 * starts from a random offset. So over many days even a niche whose share is below one position gets its share.
 *
 * @param size how many positions
 * @param offset of the rounding, in [0, 1)
 * @param cumulative the cumulative shares, [niche]
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; shared by all cells of a platform.
record Cells(long size, double offset, double[] cumulative) {
    /** The first position of a niche. */
    long start(int niche) {
        return niche == 0 ? 0 : (long) (size * cumulative[niche - 1] + offset);
    }

    /** How many positions a niche has. */
    long length(int niche) {
        return (niche == cumulative.length - 1 ? size : start(niche + 1)) - start(niche);
    }

    /** The niche of a position. */
    int niche(long position) {
        int niche = 0;
        while (niche < cumulative.length - 1 && start(niche + 1) <= position) {
            niche++;
        }
        return niche;
    }
}
