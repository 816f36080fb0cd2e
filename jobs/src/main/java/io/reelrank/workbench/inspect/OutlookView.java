package io.reelrank.workbench.inspect;

import java.util.List;
import java.util.Optional;

/**
 * What pull to expect of a planned video.
 *
 * @param parts as usual, and each option of the plan of which something is known
 * @param expected the expected pull with all of them: that as usual, and the difference that each option makes
 * @param halfWidth of the range around it, the widest of the parts'; empty where no range is known
 * @param unknown what nothing is known of, in words
 */
public record OutlookView(List<Part> parts, double expected, Optional<Double> halfWidth, List<String> unknown) {
    /**
     * A row of {@code creator_outlook}.
     *
     * @param name the kind and the option
     * @param expected the expected pull
     * @param range its range, empty where unknown
     * @param videos number of the creator's videos with it
     * @param nicheVideos number of the niche's, empty for usual
     * @param tastes the leading tastes of those who want it
     */
    public record Part(
            String name,
            double expected,
            Optional<TestedRange> range,
            long videos,
            Optional<Long> nicheVideos,
            List<String> tastes) {}

    /**
     * A range that is to hold four of five next videos.
     *
     * @param low the lower end
     * @param high the upper end
     * @param held the share of new videos that such ranges held
     * @param tested of how many
     */
    public record TestedRange(double low, double high, double held, long tested) {}
}
