package io.reelrank.workbench.simulate;

/**
 * A creator of videos.
 *
 * @param number the creator's number
 * @param niche the index of the creator's niche in {@link Niche#ALL}
 * @param secondNiche a second niche, or {@code niche} again, as for most creators
 * @param craft how well their videos are made, standard normal
 */
public record Creator(long number, int niche, int secondNiche, double craft) {}
