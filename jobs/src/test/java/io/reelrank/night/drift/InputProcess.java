package io.reelrank.night.drift;

import io.reelrank.core.tables.InputFigures.Family;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The figures of a platform's input, day by day: it begins small and grows by a hundredth a day for four months, has more plays on
 * weekends and two fifths more on holidays, campaigns that double the new users, and figures that wander.
 */
final class InputProcess {
    /** The first day. */
    static final LocalDate FIRST = LocalDate.parse("2022-01-01");

    private static final String LOG = "events.log";
    private static final int GROWTH_DAYS = 120;
    private static final Set<Integer> HOLIDAYS =
            Set.of(31, 32, 33, 34, 35, 36, 37, 95, 121, 122, 123, 154, 252, 273, 274, 275, 276, 277, 278, 279, 359);
    private static final Set<Integer> CAMPAIGNS = Set.of(60, 61, 62, 140, 200, 300, 301);

    private final Random random;
    private double taste;

    InputProcess(long seed) {
        this.random = new Random(seed);
    }

    /** Whether a day is no holiday, and the platform has long stopped to grow. */
    static boolean isOrdinary(int number) {
        return number >= GROWTH_DAYS + 28 && !HOLIDAYS.contains(number);
    }

    /** The figures of the next day. */
    List<InputFigure> day(int number) {
        LocalDate day = FIRST.plusDays(number);
        boolean isWeekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        double busy = (isWeekend ? 1.35 : 1) * (HOLIDAYS.contains(number) ? 1.4 : 1);
        double size = Math.pow(1.01, Math.min(number, GROWTH_DAYS));
        double rows = Math.rint(500_000 * size * busy * noise(0.06));
        taste = 0.9 * taste + 0.03 * random.nextGaussian();
        double leisure = busy > 1 ? 1.08 : 1;
        List<InputFigure> figures = new ArrayList<>(List.of(
                new InputFigure(day, LOG, "rows", Family.VOLUME, rows, rows),
                share(day, "rows with like", 0.03 * noise(0.08), rows),
                share(day, "rows with comment", 0.003 * leisure * noise(0.1), rows),
                share(day, "rows with report", 0.00005 * noise(0.2), rows),
                new InputFigure(
                        day,
                        LOG,
                        "watch_ms, median",
                        Family.LEVEL,
                        8000 * leisure * Math.exp(taste) * noise(0.03),
                        rows),
                new InputFigure(
                        day,
                        LOG,
                        "watch_ms, 90th percentile",
                        Family.LEVEL,
                        31_000 * leisure * Math.exp(taste) * noise(0.03),
                        rows),
                filled(day, LOG, "rows with traffic_source", 0.93 + 0.01 * random.nextGaussian(), rows),
                filled(day, LOG, "rows with duration_ms", 0.995, rows),
                new InputFigure(day, LOG, "rows rejected", Family.FAULTY, 0.004 * noise(0.4), rows),
                new InputFigure(day, LOG, "rows repeated", Family.FAULTY, 0.008 * noise(0.5), rows)));
        double videos = Math.rint(4000 * Math.sqrt(size) * leisure * noise(0.15));
        figures.add(filled(day, "videos.all", "rows with tags", 0.9 + 0.01 * random.nextGaussian(), videos));
        figures.add(new InputFigure(day, "videos.all", "tags a row", Family.LEVEL, 3.1 * noise(0.03), videos));
        figures.add(new InputFigure(day, "video_index", "new videos", Family.NEW_IDS, videos, videos));
        double users = Math.rint(3000 * Math.sqrt(size) * noise(0.3) * (CAMPAIGNS.contains(number) ? 2 : 1));
        figures.add(new InputFigure(day, "user_index", "new users", Family.NEW_IDS, users, users));
        return figures;
    }

    private InputFigure share(LocalDate day, String name, double share, double rows) {
        double counted = Math.max(0, Math.rint(share * rows + Math.sqrt(share * rows) * random.nextGaussian()));
        return new InputFigure(day, LOG, name, Family.SHARE, counted / rows, rows);
    }

    private static InputFigure filled(LocalDate day, String source, String name, double share, double rows) {
        return new InputFigure(day, source, name, Family.FILLED, Math.min(1, share), rows);
    }

    private double noise(double deviation) {
        return Math.exp(deviation * random.nextGaussian());
    }
}
