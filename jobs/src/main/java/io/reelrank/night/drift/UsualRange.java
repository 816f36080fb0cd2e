package io.reelrank.night.drift;

import io.reelrank.core.settings.DriftSettings;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * The values that a figure had in the last weeks, and those that it may have tonight.
 *
 * <p>The lowest usual value is that of the last three days of the same weekday where so many are known, as weekends differ and
 * platforms grow; the highest is that of all days, so that growth is measured from yesterday. What the figure may have beyond both is a multiple for numbers, levels and
 * shares of kinds, and a difference for other shares; and {@value #DEVIATIONS} standard deviations of a count of so few rows.
 *
 * @param low the lowest usual value
 * @param high the highest usual value
 * @param least the lowest allowed value
 * @param most the highest allowed value; infinity if there is none
 * @param setting the key of the setting that allows no more
 */
record UsualRange(double low, double high, double least, double most, String setting) {
    private static final int DEVIATIONS = 6;
    private static final int WEEKDAYS = 3;

    /**
     * The range of a figure.
     *
     * @param tonight the figure
     * @param past the same figure on earlier days; at least one
     * @param settings how far it may be from them
     */
    static UsualRange of(InputFigure tonight, List<InputFigure> past, DriftSettings settings) {
        List<InputFigure> sameWeekday = past.stream()
                .filter(figure -> figure.day().getDayOfWeek() == tonight.day().getDayOfWeek())
                .sorted(Comparator.comparing(InputFigure::day).reversed())
                .limit(WEEKDAYS)
                .toList();
        double low = values(sameWeekday.size() == WEEKDAYS ? sameWeekday : past).getMin();
        double high = values(past).getMax();
        return switch (tonight.family()) {
            case VOLUME -> counts(low, high, settings.volumeFactor(), "drift.volume-factor");
            case NEW_IDS -> counts(low, high, settings.newIdsFactor(), "drift.new-ids-factor");
            case SHARE ->
                new UsualRange(
                        low,
                        high,
                        low / settings.shareFactor() - chance(low, tonight.rows()),
                        high * settings.shareFactor() + settings.shareChange() + chance(high, tonight.rows()),
                        "drift.share-factor");
            case FILLED ->
                new UsualRange(
                        low,
                        high,
                        Math.max(low / settings.shareFactor(), low - settings.shareChange())
                                - chance(low, tonight.rows()),
                        Double.POSITIVE_INFINITY,
                        "drift.share-change");
            case FAULTY ->
                new UsualRange(
                        low,
                        high,
                        0,
                        high + settings.shareChange() + chance(high, tonight.rows()),
                        "drift.share-change");
            case LEVEL ->
                new UsualRange(
                        low,
                        high,
                        low / settings.levelFactor(),
                        // No multiple of nothing says how large a level may be.
                        high == 0 ? Double.POSITIVE_INFINITY : high * settings.levelFactor(),
                        "drift.level-factor");
        };
    }

    /** Whether a value is allowed. */
    boolean contains(double value) {
        return value >= least && value <= most;
    }

    private static UsualRange counts(double low, double high, double factor, String setting) {
        return new UsualRange(
                low,
                high,
                low / factor - DEVIATIONS * Math.sqrt(low),
                high * factor + DEVIATIONS * Math.sqrt(high),
                setting);
    }

    /** How far chance alone takes the share of some rows. */
    private static double chance(double share, double rows) {
        return DEVIATIONS * Math.sqrt(share * (1 - share) / rows);
    }

    private static DoubleSummaryStatistics values(List<InputFigure> figures) {
        return figures.stream().mapToDouble(InputFigure::value).summaryStatistics();
    }
}
