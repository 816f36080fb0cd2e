package io.reelrank.workbench.simulate;

import java.util.Locale;

/**
 * A hidden cause in a creator's craft or content, or in what viewers do with their videos. It is planted so that reports
 * can be checked against it. A creator has one at most.
 */
public enum Quirk {
    /** None: most creators and videos. */
    NONE(0, 0),
    /** Of the plays an extra 30% end between 0.3 s and 2.5 s. */
    WEAK_OPENING(0, 0),
    /** Of the plays that reach 7 s of a video longer than 8 s, 30% end between 5.2 s and 6.8 s instead. */
    SAGS_AT_SIX(0, 0),
    /** The titles promise much: more people start the videos, which are made worse. */
    CLICKBAIT(-1.8, 0),
    /** The videos on one topic are made better than the creator's others. */
    STRONG_TAG(2.5, 0),
    /** The videos on one topic are made worse than the creator's others. */
    WEAK_TAG(-2.5, 0),
    /** The videos of one length class are made better than the creator's others. */
    SUITED_LENGTH(2.5, 0),
    /** About half of the videos are parts of one series, and who watched one part long likes the later ones more. */
    SERIES(0, 0),
    /** In every four weeks one video attracts everybody, and the feed shows it a lot. */
    ONE_HIT(0, 3),
    /** Most videos come from any niche, and those outside of the creator's own are made worse. */
    SCATTERED(-1.5, 0),
    /** People hide and report the videos five times as often. */
    ANNOYING(0, 0);

    private final double craft;
    private final double appeal;

    Quirk(double craft, double appeal) {
        this.craft = craft;
        this.appeal = appeal;
    }

    /** What it adds to the craft of a video in which it shows. */
    double craft() {
        return craft;
    }

    /** What it adds to the appeal of a video in which it shows. */
    double appeal() {
        return appeal;
    }

    /** The name in {@code truth/creators}: in lower case, empty for none. */
    String spelling() {
        return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
    }
}
