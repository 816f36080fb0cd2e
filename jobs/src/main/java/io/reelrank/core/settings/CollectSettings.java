package io.reelrank.core.settings;

/**
 * How logs are read and what is refused.
 *
 * @param windowDays how many days back from the night's date logs are collected that no night has collected yet
 * @param lateDays how many days before its delivery an event may have happened
 * @param maxRejectedShare the night ends when more than this share of a day's rows of a source is rejected
 * @param maxRejectedRows the night ends when more than this many of a day's rows of a source are rejected
 * @param maxWatchMs a longer play is rejected, in milliseconds
 */
public record CollectSettings(
        int windowDays, int lateDays, double maxRejectedShare, long maxRejectedRows, long maxWatchMs) {
    static CollectSettings of(Section section) {
        return new CollectSettings(
                section.integer("window-days", 1, 3650),
                section.integer("late-days", 0, 30),
                section.share("max-rejected-share"),
                section.longInteger("max-rejected-rows", 0, Long.MAX_VALUE),
                section.longInteger("max-watch-ms", 1, 7L * 24 * 3600 * 1000));
    }
}
