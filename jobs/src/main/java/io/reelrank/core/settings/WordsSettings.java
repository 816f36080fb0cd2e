package io.reelrank.core.settings;

/**
 * Which words of titles are kept.
 *
 * @param perVideo how many of a video at the most
 * @param minVideos a word that fewer videos have is not kept
 * @param maxShare nor one that a larger share of the videos with words have
 */
public record WordsSettings(int perVideo, int minVideos, double maxShare) {
    static WordsSettings of(Section section) {
        return new WordsSettings(
                section.integer("per-video", 0, 1000),
                section.integer("min-videos", 1, 1_000_000_000),
                section.share("max-share"));
    }
}
