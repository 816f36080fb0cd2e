package io.reelrank.core.settings;

/**
 * When tonight's input is unusual beside that of the last weeks, and what becomes of the night.
 *
 * @param onUnusual what an unusual figure does
 * @param historyDays how many days before the night's date are looked at
 * @param leastDays fewest of these days that a figure is compared with
 * @param leastRows fewest rows of a figure that is compared
 * @param volumeFactor how far numbers of rows may be from the usual ones, as a multiple of them
 * @param shareFactor the same for the shares of kinds of events
 * @param shareChange how far shares may be from the usual ones beside that, as a difference
 * @param levelFactor as {@code volumeFactor}, for quantiles and means
 * @param newIdsFactor as {@code volumeFactor}, for the numbers of new users and videos
 */
public record DriftSettings(
        OnUnusual onUnusual,
        int historyDays,
        int leastDays,
        int leastRows,
        double volumeFactor,
        double shareFactor,
        double shareChange,
        double levelFactor,
        double newIdsFactor) {
    /** What an unusual figure does. */
    public enum OnUnusual {
        /** It ends the night before anything is trained. */
        REFUSE,
        /** It is told, and the night goes on. */
        WARN
    }

    static DriftSettings of(Section section) {
        int historyDays = section.integer("history-days", 7, 365);
        return new DriftSettings(
                section.choice("on-unusual", OnUnusual.class),
                historyDays,
                section.integer("least-days", 1, historyDays),
                section.integer("least-rows", 0, 1_000_000_000),
                section.number("volume-factor", 1, 1e6),
                section.number("share-factor", 1, 1e6),
                section.share("share-change"),
                section.number("level-factor", 1, 1e6),
                section.number("new-ids-factor", 1, 1e6));
    }
}
