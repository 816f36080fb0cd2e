package io.reelrank.core.settings;

/**
 * What creators are told.
 *
 * @param windowDays how many days of events the figures count, the date included
 * @param pages for how many of the most played creators the night writes a page
 * @param pageVideos how many of a creator's videos a page lists, the most played first
 */
public record ReportSettings(int windowDays, int pages, int pageVideos) {
    static ReportSettings of(Section section) {
        return new ReportSettings(
                section.integer("window-days", 1, 3650),
                section.integer("pages", 0, 100_000),
                section.integer("page-videos", 1, 10_000));
    }
}
