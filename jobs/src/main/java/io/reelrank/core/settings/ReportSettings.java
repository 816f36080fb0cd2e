package io.reelrank.core.settings;

/**
 * How creators' reports are made.
 *
 * @param windowDays how many days of events the figures count, the date included
 * @param pages how many creators get a page, those with the most plays
 * @param pageVideos how many videos a page lists, those with the most plays
 */
public record ReportSettings(int windowDays, int pages, int pageVideos) {
    static ReportSettings of(Section section) {
        return new ReportSettings(
                section.integer("window-days", 1, 3650),
                section.integer("pages", 0, 100_000),
                section.integer("page-videos", 1, 10_000));
    }
}
