package io.reelrank.core.settings;

/**
 * How logs are read, and which rows are rejected.
 *
 * @param windowDays how many days before the night's date are collected too, if no earlier night collected them
 * @param lateDays most days between an event and the day of its file
 * @param maxRejectedShare the night ends if a larger share of a source's rows of a day is rejected
 * @param maxRejectedRows the night ends if more rows of a source and day are rejected
 * @param maxWatchMs a longer play is rejected, in milliseconds
 * @param rowsPerFile how many rows of each file of a log are read at the most
 */
public record CollectSettings(
        int windowDays,
        int lateDays,
        double maxRejectedShare,
        long maxRejectedRows,
        long maxWatchMs,
        long rowsPerFile) {
    static CollectSettings of(Section section) {
        return new CollectSettings(
                section.integer("window-days", 1, 3650),
                section.integer("late-days", 0, 30),
                section.share("max-rejected-share"),
                section.longInteger("max-rejected-rows", 0, Long.MAX_VALUE),
                section.longInteger("max-watch-ms", 1, 7L * 24 * 3600 * 1000),
                section.longInteger("rows-per-file", 1, Long.MAX_VALUE));
    }
}
