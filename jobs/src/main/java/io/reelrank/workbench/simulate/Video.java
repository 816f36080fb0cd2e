package io.reelrank.workbench.simulate;

/**
 * A video, with the attributes that the platform does not show.
 *
 * @param number the number, ascending by upload day
 * @param creator the creator's number
 * @param niche the niche's index in {@link Niche#ALL}
 * @param secondNiche a second niche, or {@code niche} again
 * @param topic the index of one of the niche's topics
 * @param craft how well it is made: standard normal, and what the quirk adds
 * @param appeal how much it attracts everybody: about standard normal, and what the quirk adds
 * @param durationMs the length in milliseconds
 * @param uploadDay the day of upload, 0 being the first simulated day; negative before
 * @param publishedAt the time of upload, in milliseconds since 1970
 * @param quirk the creator's quirk if it shows in this video: in the parts of a series but not in the other videos
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
        long publishedAt,
        Quirk quirk) {

    /** The id in the files. */
    public String id() {
        return id(number);
    }

    /** The id of a video by its number. */
    public static String id(long number) {
        return Ids.of('v', number);
    }
}
