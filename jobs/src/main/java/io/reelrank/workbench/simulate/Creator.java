package io.reelrank.workbench.simulate;

/**
 * A creator of videos.
 *
 * @param number the creator's number
 * @param niche the index of the creator's niche in {@link Niche#ALL}
 * @param secondNiche a second niche, or {@code niche} again, as for most creators
 * @param craft how well their videos are made, standard normal
 * @param quirk the creator's quirk
 * @param subject the tag of the topic, or the length class, that the quirk is about; empty for quirks without either
 */
public record Creator(long number, int niche, int secondNiche, double craft, Quirk quirk, String subject) {

    /** The id in the files. */
    String id() {
        return id(number);
    }

    /** The id of a creator by their number. */
    static String id(long number) {
        return Ids.of('c', number);
    }
}
