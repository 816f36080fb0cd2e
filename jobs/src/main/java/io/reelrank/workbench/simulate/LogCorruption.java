package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.util.List;
import java.util.Locale;

/** What goes wrong with rows between the platform and the log files. At most one thing goes wrong with a row. */
final class LogCorruption {
    private static final long HOUR_MS = 3_600_000L;
    private static final int BROKEN_KINDS = 5;

    /** The kinds of delivered rows that {@code truth/dirt} counts. */
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

        /** The kind as {@code truth/dirt} has it. */
        String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A row of a file.
     *
     * @param day the day of the file
     * @param kind the kind
     * @param line the row
     */
    record DeliveredRow(int day, Kind kind, String line) {}

    private final long seed;
    private final SimulateSettings.Corruption shares;

    LogCorruption(SimulateSettings settings) {
        this.seed = settings.seed();
        this.shares = settings.corruption();
    }

    /** The rows that are delivered for an event. */
    List<DeliveredRow> deliver(Event event) {
        Kind intact = event.user().nature() == User.Nature.PERSON ? Kind.CLEAN : Kind.BOT;
        int day = event.day();
        String line = event.line();
        if (day >= shares.days()) {
            return List.of(new DeliveredRow(day, intact, line));
        }
        RandomDraws draws = RandomDraws.of(
                seed, RandomDraws.Stream.DIRT, event.user().number(), (long) day << Integer.SIZE | event.sequence());
        double draw = draws.unit();
        double bound = shares.repeated();
        if (draw < bound) {
            return List.of(new DeliveredRow(day, intact, line), new DeliveredRow(day, Kind.REPEATED, line));
        }
        bound += shares.repeatedNextDay();
        if (draw < bound) {
            return List.of(
                    new DeliveredRow(day, intact, line), new DeliveredRow(day + 1, Kind.REPEATED_NEXT_DAY, line));
        }
        bound += shares.late();
        if (draw < bound) {
            return List.of(new DeliveredRow(day + 1 + (int) draws.below(2), Kind.LATE, line));
        }
        bound += shares.broken();
        if (draw < bound) {
            return withCorrection(broken(event, line, draws), line, draws);
        }
        bound += shares.clock();
        if (draw < bound) {
            return withCorrection(misdated(event, draws), line, draws);
        }
        return List.of(new DeliveredRow(day, intact, line));
    }

    /** The wrong row, and for a share of them the right one in the next day's file. */
    private List<DeliveredRow> withCorrection(DeliveredRow wrong, String line, RandomDraws draws) {
        return draws.chance(shares.corrected())
                ? List.of(wrong, new DeliveredRow(wrong.day() + 1, Kind.LATE, line))
                : List.of(wrong);
    }

    private static DeliveredRow broken(Event event, String line, RandomDraws draws) {
        int day = event.day();
        String time = Long.toString(event.time());
        String watch = Long.toString(event.watchMs());
        String user = "\"user\":\"" + event.user().id() + "\",";
        int kind = (int) draws.below(BROKEN_KINDS);
        if (kind == 0) {
            // No proper prefix of a JSON object is JSON.
            return new DeliveredRow(day, Kind.BROKEN_CUT, line.substring(0, 8 + (int) draws.below(line.length() - 9)));
        }
        if (kind == 1) {
            return new DeliveredRow(day, Kind.BROKEN_USER, event.row(time, "", event.action(), watch));
        }
        if (kind == 2 && event.isPlay()) {
            return new DeliveredRow(
                    day, Kind.BROKEN_WATCH, event.row(time, user, event.action(), "-" + (1 + draws.below(60_000))));
        }
        if (kind == 3) {
            return new DeliveredRow(day, Kind.BROKEN_NUMBER, event.row("\"n/a\"", user, event.action(), watch));
        }
        return new DeliveredRow(day, Kind.BROKEN_ACTION, event.row(time, user, "teleport", watch));
    }

    private static DeliveredRow misdated(Event event, RandomDraws draws) {
        boolean isAhead = draws.chance(0.5);
        long hours = isAhead ? 24 * (4 + draws.below(360)) : -24 * (730 + draws.below(2190));
        String time = Long.toString(event.time() + hours * HOUR_MS);
        String user = "\"user\":\"" + event.user().id() + "\",";
        return new DeliveredRow(
                event.day(),
                isAhead ? Kind.CLOCK_AHEAD : Kind.CLOCK_BEHIND,
                event.row(time, user, event.action(), Long.toString(event.watchMs())));
    }
}
