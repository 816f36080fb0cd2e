package io.reelrank.workbench.simulate;

/**
 * A video with what is hidden about it.
 *
 * @param number which video, in the order of their upload days
 * @param creator its creator's number
 * @param niche its niche
 * @param secondNiche another niche it touches, or {@code niche} again
 * @param topic which of the niche's topics it is about
 * @param craft how well it is made, standard normal
 * @param appeal how much it holds anyone, about standard normal
 * @param durationMs its length in milliseconds
 * @param uploadDay the day it appeared, counted from the first simulated day; negative before
 * @param publishedAt when it appeared, in milliseconds since 1970
 */
public record Video(
        long number,
        long creator,
        int niche,
        int secondNiche,
        int topic,
        double craft,
        double appeal,
        long durationMs,
        int uploadDay,
        long publishedAt) {

    /** Its id in the files. */
    public String id() {
        return id(number);
    }

    /** The id of a video by its number. */
    public static String id(long number) {
        return Ids.of('v', number);
    }
}
