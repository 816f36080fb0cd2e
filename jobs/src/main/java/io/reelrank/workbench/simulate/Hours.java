package io.reelrank.workbench.simulate;

/** When on a day people come: little at night, a hill at noon, a higher one in the evening. */
final class Hours {
    static final int DAY_SECONDS = 24 * 3600;

    private static final int HOUR_SECONDS = 3600;
    private static final double[] CUMULATIVE = cumulated(
            1.6, 0.9, 0.5, 0.3, 0.3, 0.5, 1.2, 2.4, 3.2, 3.4, 3.6, 4.4, 6.0, 5.0, 3.8, 3.6, 3.8, 4.6, 6.2, 7.6, 8.8,
            9.2, 7.0, 3.6);

    private Hours() {}

    /** A second of the day, moved by a user's own habit. */
    static int second(RandomDraws draws, double shiftHours) {
        double hour = draws.weighted(CUMULATIVE) + draws.unit() + shiftHours;
        return (int) Math.min(DAY_SECONDS - 1, (hour - 24 * Math.floor(hour / 24)) * HOUR_SECONDS);
    }

    private static double[] cumulated(double... weights) {
        double[] cumulative = weights.clone();
        for (int hour = 1; hour < cumulative.length; hour++) {
            cumulative[hour] += cumulative[hour - 1];
        }
        return cumulative;
    }
}
