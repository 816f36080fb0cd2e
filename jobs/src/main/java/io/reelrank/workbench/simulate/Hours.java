package io.reelrank.workbench.simulate;

/** The time of day of sessions: few at night, a peak at noon and a higher one in the evening. */
final class Hours {
    static final int DAY_SECONDS = 24 * 3600;

    private static final int HOUR_SECONDS = 3600;
    // The weights of the hours.
    private static final double[] CUMULATIVE = cumulative(
            1.6, 0.9, 0.5, 0.3, 0.3, 0.5, 1.2, 2.4, 3.2, 3.4, 3.6, 4.4, 6.0, 5.0, 3.8, 3.6, 3.8, 4.6, 6.2, 7.6, 8.8,
            9.2, 7.0, 3.6);

    private Hours() {}

    /** Draws a second of the day, shifted by {@code shiftHours}. */
    static int second(RandomDraws draws, double shiftHours) {
        double hour = draws.weighted(CUMULATIVE) + draws.unit() + shiftHours;
        return (int) Math.min(DAY_SECONDS - 1, (hour - 24 * Math.floor(hour / 24)) * HOUR_SECONDS);
    }

    private static double[] cumulative(double... weights) {
        double[] cumulative = weights.clone();
        for (int hour = 1; hour < cumulative.length; hour++) {
            cumulative[hour] += cumulative[hour - 1];
        }
        return cumulative;
    }
}
