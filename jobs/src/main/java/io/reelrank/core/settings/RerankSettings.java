package io.reelrank.core.settings;

import java.io.Serializable;

/**
 * How a list is chosen among a user's candidates. Scores are scaled to [0, 1] first. 0 switches a step off.
 *
 * @param diversity penalty for similarity to the videos that are in the list already
 * @param byKinds weight of the tags' similarity in that similarity, in [0, 1]; the rest is the factors' similarity
 * @param calibration reward for bringing the list's mix of tags nearer to the user's own
 * @param quality penalty for a pull below 0, per unit of watch share
 * @param maxPerCreator most videos of one creator in a list
 * @param maxPerCategory most videos of one category in a list
 * @param newShare quota of new videos, as a share of the positions
 * @param smallCreatorShare quota of small creators' videos, as a share of the positions
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
    /** Every step is off. */
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

    /** Whether every step is off: a list is then the best candidates in their order. */
    public boolean isOff() {
        return diversity == 0
                && calibration == 0
                && quality == 0
                && maxPerCreator == 0
                && maxPerCategory == 0
                && newShare == 0
                && smallCreatorShare == 0;
    }

    /** Whether a cap may leave positions empty, which candidates further down could fill. */
    public boolean isCapped() {
        return maxPerCreator > 0 || maxPerCategory > 0;
    }

    /** A copy without quotas. */
    public RerankSettings withoutShares() {
        return new RerankSettings(diversity, byKinds, calibration, quality, maxPerCreator, maxPerCategory, 0, 0);
    }
}
