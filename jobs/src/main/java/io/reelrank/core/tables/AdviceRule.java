package io.reelrank.core.tables;

import java.util.List;
import java.util.Locale;

/**
 * The rules of advice. Each compares a creator's rate with that of the peers, or the pull of the creator's videos that have
 * something in common with that of the creator's others. A rule says what is associated with what, never what causes it.
 */
public enum AdviceRule {
    WEAK_OPENING("Many leave within 3 s", CreatorFigure.LEAVE_3S_RATE, 1.2),
    UNFINISHED("Few reach the end", CreatorFigure.COMPLETION_RATE, 0.8),
    FEW_FOLLOWS("Few viewers follow", CreatorFigure.FOLLOW_RATE, 0.8),
    FEW_RETURN("Few viewers come back", CreatorFigure.RETURNING_VIEWERS_RATE, 0.8),
    COMPLAINTS("Many hide or report", CreatorFigure.NEGATIVE_RATE, 1.5),
    TAG_LIFTS("Videos with a tag hold viewers longer than the creator's others", null, 0),
    TAG_SINKS("Videos with a tag hold viewers less than the creator's others", null, 0),
    LENGTH_LIFTS("Videos of a length hold viewers longer than the creator's others", null, 0),
    LENGTH_SINKS("Videos of a length hold viewers less than the creator's others", null, 0);

    /** The rules that compare a rate with the peers'. */
    public static final List<AdviceRule> OF_RATES =
            List.of(WEAK_OPENING, UNFINISHED, FEW_FOLLOWS, FEW_RETURN, COMPLAINTS);

    private final String finding;
    private final CreatorFigure figure;
    private final double margin;

    AdviceRule(String finding, CreatorFigure figure, double margin) {
        this.finding = finding;
        this.figure = figure;
        this.margin = margin;
    }

    /** Its key in {@code creator_advice}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it finds, in words. */
    public String finding() {
        return finding;
    }

    /** The rate that it compares; null for rules about the creator's own videos. */
    public CreatorFigure figure() {
        return figure;
    }

    /** The rule that says the contrary of the same subject; null for rules about rates. */
    public AdviceRule opposite() {
        return switch (this) {
            case TAG_LIFTS -> TAG_SINKS;
            case TAG_SINKS -> TAG_LIFTS;
            case LENGTH_LIFTS -> LENGTH_SINKS;
            case LENGTH_SINKS -> LENGTH_LIFTS;
            default -> null;
        };
    }

    /** How many times the peers' mean the rate must be beyond, at least, for the rule to hold. */
    public double margin() {
        return margin;
    }
}
