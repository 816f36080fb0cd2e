package io.reelrank.pages.nights;

import io.reelrank.pages.PlainText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Numbers and times in the English of pages for operators. */
final class EnglishText {
    /** What stands where a value is not known. */
    static final String NONE = "–";

    /** What opens the table of a chart's figures. */
    static final String SHOW_FIGURES = "Show the figures";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;
    private static final double SHORT = 10;
    private static final double KILO = 1000;
    private static final double WHOLE = 1e15;
    private static final double LEAST_P = 0.001;

    private EnglishText() {}

    /** A time such as 4.2 s, 45 s, 3 min 12 s, or 1 h 2 min. */
    static String time(double seconds) {
        if (seconds < SHORT) {
            return format("%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        return whole < HOUR
                ? "%d min %d s".formatted(whole / 60, whole % 60)
                : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
    }

    /**
     * A moment such as 2022-05-08 04:00 UTC.
     *
     * @param instant in ISO 8601; another text is given back as it is
     */
    static String moment(String instant) {
        try {
            return MOMENT.format(Instant.parse(instant));
        } catch (DateTimeParseException e) {
            return PlainText.of(instant);
        }
    }

    /** A size such as 912 B, 4.1 kB or 3.0 GB; a kilobyte has 1000 bytes. */
    static String size(long bytes) {
        double size = bytes;
        for (String unit : new String[] {"B", "kB", "MB", "GB"}) {
            if (size < KILO) {
                return format(unit.equals("B") ? "%.0f %s" : "%.1f %s", size, unit);
            }
            size /= KILO;
        }
        return format("%,.1f TB", size);
    }

    /** A number of things, such as 1 check or 1,200 checks. */
    static String count(long number, String one, String many) {
        return format("%,d %s", number, number == 1 ? one : many);
    }

    static String whole(long number) {
        return format("%,d", number);
    }

    /** A whole number without digits after the point, else four of them; a dash for null. */
    static String value(Double value) {
        if (value == null) {
            return NONE;
        }
        return value == Math.rint(value) && Math.abs(value) < WHOLE
                ? format("%,d", value.longValue())
                : format("%.4f", value);
    }

    /** A share in percent. */
    static String percent(double share) {
        return format(share > 0 && share < 0.0995 ? "%.2f%%" : "%.1f%%", 100 * share);
    }

    /** A figure of quality. */
    static String figure(double value) {
        return format("%.3f", value);
    }

    /** From one figure of quality to another. */
    static String range(double low, double high) {
        return figure(low) + " to " + figure(high);
    }

    /** The difference of two figures of quality, with its sign. */
    static String signed(double difference) {
        return format("%+.3f", difference);
    }

    /** A probability. */
    static String probability(double p) {
        return p < LEAST_P ? "< 0.001" : figure(p);
    }

    /** A value beside an axis: as few digits as it needs. */
    static String tick(double value) {
        if (value == Math.rint(value)) {
            return format("%,.0f", value);
        }
        String text = format("%.4f", value);
        return text.replaceAll("0+$", "");
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
