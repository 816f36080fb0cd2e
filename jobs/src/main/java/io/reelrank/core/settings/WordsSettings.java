package io.reelrank.core.settings;

/**
 * Which words of titles are kept.
 *
 * @param perVideo most words of a video
 * @param minVideos a word of fewer videos is dropped
 * @param maxShare a word of a larger share of the videos with words is dropped
 */
public record WordsSettings(int perVideo, int minVideos, double maxShare) {
    static WordsSettings of(Section section) {
        return new WordsSettings(
                section.integer("per-video", 0, 1000),
                section.integer("min-videos", 1, 1_000_000_000),
                section.share("max-share"));
    }
}
