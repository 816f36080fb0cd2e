package io.reelrank.core.tables;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rules of advice: the one list of what a creator can be told. Each compares something of the creator with something usual,
 * and says what is associated with what, never what causes it.
 */
public enum AdviceRule {
    WEAK_OPENING(Basis.RATE, "Many leave within 3 s", CreatorFigure.LEAVE_3S_RATE, 1.2),
    UNFINISHED(Basis.RATE, "Few reach the end", CreatorFigure.COMPLETION_RATE, 0.8),
    FEW_FOLLOWS(Basis.RATE, "Few viewers follow", CreatorFigure.FOLLOW_RATE, 0.8),
    FEW_RETURN(Basis.RATE, "Few viewers come back", CreatorFigure.RETURNING_VIEWERS_RATE, 0.8),
    COMPLAINTS(Basis.RATE, "Many hide or report", CreatorFigure.NEGATIVE_RATE, 1.5),
    CLICKBAIT(
            Basis.VIDEOS,
            "More start the videos than is usual, and leave them sooner than others of the niche and length: they may promise "
                    + "more than they hold",
            null,
            0),
    EARLY_LEAVERS(Basis.SECONDS, "Many leave between two seconds of the videos", null, 1.3),
    ONE_HIT(Basis.CONCENTRATION, "One video has a large part of all plays", null, 0.333),
    TAG_LIFTS(Basis.VIDEOS, "Videos with a tag hold viewers longer than the creator's others", null, 0),
    TAG_SINKS(Basis.VIDEOS, "Videos with a tag hold viewers less than the creator's others", null, 0),
    LENGTH_LIFTS(Basis.VIDEOS, "Videos of a length hold viewers longer than the creator's others", null, 0),
    LENGTH_SINKS(Basis.VIDEOS, "Videos of a length hold viewers less than the creator's others", null, 0),
    SERIES_LIFTS(Basis.VIDEOS, "Parts of a series hold viewers longer than the creator's others", null, 0),
    SCATTER(Basis.VIDEOS, "Videos outside the main niche hold viewers less than those within", null, 0),
    UNDERSERVED(
            Basis.NICHE,
            "A tag that the creator does not use, and few creators of the niche do, holds their viewers longer",
            null,
            0);

    /** What a rule compares. */
    public enum Basis {
        /** A rate with the peers' mean. */
        RATE("plays or viewers"),
        /** The share of viewers that leave between two seconds with what the seconds before and after let expect. */
        SECONDS("viewers"),
        /** The share of plays that the most played video has with that of creators with as many videos. */
        CONCENTRATION("videos"),
        /** The pull of videos that have something in common with that of the creator's others. */
        VIDEOS("videos"),
        /** The same, over the creators of the niche. */
        NICHE("creators");

        private final String evidence;

        Basis(String evidence) {
            this.evidence = evidence;
        }

        /** What is counted as evidence. */
        public String evidence() {
            return evidence;
        }
    }

    private final Basis basis;
    private final String finding;
    private final CreatorFigure figure;
    private final double margin;

    AdviceRule(Basis basis, String finding, CreatorFigure figure, double margin) {
        this.basis = basis;
        this.finding = finding;
        this.figure = figure;
        this.margin = margin;
    }

    /** The rules that compare one thing. */
    public static List<AdviceRule> of(Basis basis) {
        return Arrays.stream(values()).filter(rule -> rule.basis == basis).toList();
    }

    /** Its key in {@code creator_advice}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it compares. */
    public Basis basis() {
        return basis;
    }

    /** What it finds, in words. */
    public String finding() {
        return finding;
    }

    /** The rate that it compares; null for the rules of another basis. */
    public CreatorFigure figure() {
        return figure;
    }

    /** The rule that says the contrary of the same subject; null where there is none. */
    public AdviceRule opposite() {
        return switch (this) {
            case TAG_LIFTS -> TAG_SINKS;
            case TAG_SINKS -> TAG_LIFTS;
            case LENGTH_LIFTS -> LENGTH_SINKS;
            case LENGTH_SINKS -> LENGTH_LIFTS;
            default -> null;
        };
    }

    /** How many times the usual the value must be beyond, at least, for the rule to hold; of a share of plays, the least. */
    public double margin() {
        return margin;
    }
}
