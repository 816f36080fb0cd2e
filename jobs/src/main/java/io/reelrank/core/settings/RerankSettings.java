package io.reelrank.core.settings;

import java.io.Serializable;

/**
 * How a list is chosen among a user's candidates; 0 leaves a step out.
 *
 * @param diversity what likeness to what is listed already takes off a score of 0 to 1
 * @param byKinds how much of likeness is that of tags; the rest is that of factors
 * @param calibration what bringing the list's mix nearer to the user's own adds
 * @param quality what a quality below the usual takes off, per unit of watch share
 * @param maxPerCreator how many of a list are of one creator at the most
 * @param maxPerCategory how many are of one category
 * @param newShare the share of places that new videos are owed
 * @param smallCreatorShare the share of places that small creators' videos are owed
 */
public record RerankSettings(
        double diversity,
        double byKinds,
        double calibration,
        double quality,
        int maxPerCreator,
        int maxPerCategory,
        double newShare,
        double smallCreatorShare)
        implements Serializable {
    /** Every step left out. */
    public static final RerankSettings OFF = new RerankSettings(0, 0, 0, 0, 0, 0, 0, 0);

    static RerankSettings of(Section section) {
        return new RerankSettings(
                section.number("diversity", 0, 100),
                section.share("likeness-by-tags"),
                section.number("calibration", 0, 100),
                section.number("quality", 0, 100),
                section.integer("max-per-creator", 0, 10_000),
                section.integer("max-per-category", 0, 10_000),
                section.share("new-video-share"),
                section.share("small-creator-share"));
    }

    /** Whether a list is simply the best candidates. */
    public boolean isOff() {
        return diversity == 0
                && calibration == 0
                && quality == 0
                && maxPerCreator == 0
                && maxPerCategory == 0
                && newShare == 0
                && smallCreatorShare == 0;
    }

    /** Whether a cap may leave places empty that candidates further down could fill. */
    public boolean isCapped() {
        return maxPerCreator > 0 || maxPerCategory > 0;
    }

    /** The same but for what lists owe to creators and to new videos. */
    public RerankSettings withoutShares() {
        return new RerankSettings(diversity, byKinds, calibration, quality, maxPerCreator, maxPerCategory, 0, 0);
    }
}
