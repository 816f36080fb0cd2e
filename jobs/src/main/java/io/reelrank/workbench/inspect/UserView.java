package io.reelrank.workbench.inspect;

import java.util.List;

/**
 * What a night's tables say about one user.
 *
 * @param user the user's id
 * @param profile the user's profile as lines of text
 * @param past the videos that the user has seen, by strength and then by time, greatest first
 * @param list the user's list, best first
 */
public record UserView(String user, List<String> profile, List<Past> past, List<Listed> list) {
    /** Copies the lists. */
    public UserView {
        profile = List.copyOf(profile);
        past = List.copyOf(past);
        list = List.copyOf(list);
    }

    /**
     * A video that the user has seen.
     *
     * @param video the video's id
     * @param title its title, empty if it has none
     * @param strength how much the user wants such videos
     * @param lastSeen when the user last saw it, UTC, as {@code yyyy-MM-dd HH:mm:ss}
     */
    public record Past(String video, String title, float strength, String lastSeen) {}

    /**
     * A recommended video.
     *
     * @param video the video's id
     * @param title its title, empty if it has none
     * @param score the score that made it a candidate
     * @param source what put it into the list, as in {@code recommendations.sources}
     * @param reason the reason as text
     * @param taste the part of the score that is from the factors: the sum of the contributions of all seen videos
     * @param contributions the largest contributions of seen videos, largest first
     */
    public record Listed(
            String video,
            String title,
            float score,
            String source,
            String reason,
            double taste,
            List<Contribution> contributions) {
        /** Copies the list. */
        public Listed {
            contributions = List.copyOf(contributions);
        }
    }

    /**
     * What one seen video adds to a score.
     *
     * @param video the seen video's id
     * @param amount the part of the score
     */
    public record Contribution(String video, double amount) {}
}
