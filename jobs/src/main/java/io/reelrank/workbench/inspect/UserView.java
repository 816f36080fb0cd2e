package io.reelrank.workbench.inspect;

import java.util.List;

/**
 * One user as of a night.
 *
 * @param user the user's id
 * @param profile who the user is, a line each
 * @param past what the user met, what was wanted most and last first
 * @param list what is recommended, best first
 */
public record UserView(String user, List<String> profile, List<Past> past, List<Listed> list) {
    /** Copies the lists. */
    public UserView {
        profile = List.copyOf(profile);
        past = List.copyOf(past);
        list = List.copyOf(list);
    }

    /**
     * A video that the user met.
     *
     * @param video the video's id
     * @param title its title, empty where it has none
     * @param strength how much the user wants such videos
     * @param lastSeen when they last met, in ISO 8601, UTC
     */
    public record Past(String video, String title, float strength, String lastSeen) {}

    /**
     * A recommended video.
     *
     * @param video the video's id
     * @param title its title, empty where it has none
     * @param score what it is ordered by
     * @param source what put it into the list
     * @param reason why, in words
     * @param taste how much of the score the model's factors give: the sum over all past videos
     * @param contributions the past videos that contribute most to that, the largest first
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
     * What one past video adds to a score.
     *
     * @param video the past video's id
     * @param amount how much of the score
     */
    public record Contribution(String video, double amount) {}
}
