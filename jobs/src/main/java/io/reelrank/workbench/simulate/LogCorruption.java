package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.util.List;
import java.util.Locale;

/** What goes wrong with an event's row between the platform and the files; each row meets one fate at most. */
final class LogCorruption {
    private static final long HOUR_MS = 3_600_000L;
    private static final int BROKEN_WAYS = 5;

    /** What a delivered row is, as {@code truth/dirt} counts it. */
    enum Kind {
        CLEAN,
        BOT,
        REPEATED,
        REPEATED_NEXT_DAY,
        LATE,
        BROKEN_CUT,
        BROKEN_USER,
        BROKEN_ACTION,
        BROKEN_WATCH,
        BROKEN_NUMBER,
        CLOCK_AHEAD,
        CLOCK_BEHIND;

        String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A row in a file.
     *
     * @param day the file's day
     * @param kind what it is
     * @param line the row
     */
    record DeliveredRow(int day, Kind kind, String line) {}

    private final long seed;
    private final SimulateSettings.Corruption shares;

    LogCorruption(SimulateSettings settings) {
        this.seed = settings.seed();
        this.shares = settings.corruption();
    }

    List<DeliveredRow> deliver(Event event) {
        Kind sound = event.user().nature() == User.Nature.PERSON ? Kind.CLEAN : Kind.BOT;
        int day = event.day();
        String line = event.line();
        if (day >= shares.days()) {
            return List.of(new DeliveredRow(day, sound, line));
        }
        RandomDraws draws = RandomDraws.of(
                seed, RandomDraws.Stream.DIRT, event.user().number(), (long) day << Integer.SIZE | event.sequence());
        double fate = draws.unit();
        double bound = shares.repeated();
        if (fate < bound) {
            return List.of(new DeliveredRow(day, sound, line), new DeliveredRow(day, Kind.REPEATED, line));
        }
        bound += shares.repeatedNextDay();
        if (fate < bound) {
            return List.of(new DeliveredRow(day, sound, line), new DeliveredRow(day + 1, Kind.REPEATED_NEXT_DAY, line));
        }
        bound += shares.late();
        if (fate < bound) {
            return List.of(new DeliveredRow(day + 1 + (int) draws.below(2), Kind.LATE, line));
        }
        bound += shares.broken();
        if (fate < bound) {
            return spoilt(broken(event, line, draws), line, draws);
        }
        bound += shares.clock();
        if (fate < bound) {
            return spoilt(misdated(event, draws), line, draws);
        }
        return List.of(new DeliveredRow(day, sound, line));
    }

    private List<DeliveredRow> spoilt(DeliveredRow wrong, String line, RandomDraws draws) {
        return draws.chance(shares.corrected())
                ? List.of(wrong, new DeliveredRow(wrong.day() + 1, Kind.LATE, line))
                : List.of(wrong);
    }

    private static DeliveredRow broken(Event event, String line, RandomDraws draws) {
        int day = event.day();
        String time = Long.toString(event.time());
        String watch = Long.toString(event.watchMs());
        String user = "\"user\":\"" + event.user().id() + "\",";
        int way = (int) draws.below(BROKEN_WAYS);
        if (way == 0) {
            // Any proper prefix of an object is no JSON.
            return new DeliveredRow(day, Kind.BROKEN_CUT, line.substring(0, 8 + (int) draws.below(line.length() - 9)));
        }
        if (way == 1) {
            return new DeliveredRow(day, Kind.BROKEN_USER, event.row(time, "", event.action(), watch));
        }
        if (way == 2 && event.isPlay()) {
            return new DeliveredRow(
                    day, Kind.BROKEN_WATCH, event.row(time, user, event.action(), "-" + (1 + draws.below(60_000))));
        }
        if (way == 3) {
            return new DeliveredRow(day, Kind.BROKEN_NUMBER, event.row("\"n/a\"", user, event.action(), watch));
        }
        return new DeliveredRow(day, Kind.BROKEN_ACTION, event.row(time, user, "teleport", watch));
    }

    private static DeliveredRow misdated(Event event, RandomDraws draws) {
        boolean ahead = draws.chance(0.5);
        long hours = ahead ? 24 * (4 + draws.below(360)) : -24 * (730 + draws.below(2190));
        String time = Long.toString(event.time() + hours * HOUR_MS);
        String user = "\"user\":\"" + event.user().id() + "\",";
        return new DeliveredRow(
                event.day(),
                ahead ? Kind.CLOCK_AHEAD : Kind.CLOCK_BEHIND,
                event.row(time, user, event.action(), Long.toString(event.watchMs())));
    }
}
