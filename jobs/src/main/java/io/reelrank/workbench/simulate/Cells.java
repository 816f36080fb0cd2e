package io.reelrank.workbench.simulate;

/**
 * How a row of things is cut into one cell a niche, each as long as the niche's share; the rounding starts at a drawn
 * offset, so that over many days small cells are filled as often as their share says.
 *
 * @param size how many things
 * @param offset of [0, 1)
 * @param cumulative the niches' cumulated shares
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; shared by all cells of a platform.
record Cells(long size, double offset, double[] cumulative) {
    long start(int niche) {
        return niche == 0 ? 0 : (long) (size * cumulative[niche - 1] + offset);
    }

    long length(int niche) {
        return (niche == cumulative.length - 1 ? size : start(niche + 1)) - start(niche);
    }

    int niche(long slot) {
        int niche = 0;
        while (niche < cumulative.length - 1 && start(niche + 1) <= slot) {
            niche++;
        }
        return niche;
    }
}
