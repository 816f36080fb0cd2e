package io.reelrank.workbench.simulate;

/**
 * Someone who uploads videos.
 *
 * @param number which creator
 * @param niche what they mostly make
 * @param secondNiche what else their videos touch; the same as {@code niche} for most
 * @param craft how well they make it, standard normal
 */
public record Creator(long number, int niche, int secondNiche, double craft) {}
