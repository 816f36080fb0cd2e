package io.reelrank.core.settings;

/**
 * How the quality of videos is measured, and which videos are marked. A mark needs confidence: the bound of a
 * confidence interval must be beyond the limit.
 *
 * @param regularization regularization λ of the bias model, in plays: the bias of a video or user with this many plays
 *     is shrunk to half
 * @param tolerance the bias model has converged when no video's bias changes by more
 * @param sweeps most sweeps over both sides of the bias model
 * @param lowPull a video with a lower pull is marked
 * @param startSeconds a play of this length is a start, where impressions are not logged
 * @param clickbaitCompletion a video that more users than average start, and that is finished at less than this share
 *     of the rate for its length, is marked
 * @param complaintTimes a video that more than this multiple of the average share of users hide or report is marked
 * @param complaintUsers fewest users who must hide or report it for that
 */
public record QualitySettings(
        double regularization,
        double tolerance,
        int sweeps,
        double lowPull,
        double startSeconds,
        double clickbaitCompletion,
        double complaintTimes,
        int complaintUsers) {
    static QualitySettings of(Section section) {
        return new QualitySettings(
                section.number("regularization", 0, 1e6),
                section.number("tolerance", 0, 1),
                section.integer("sweeps", 1, 1000),
                section.number("low-pull", -1, 0),
                section.number("start-seconds", 0, 86_400),
                section.share("clickbait-completion"),
                section.number("complaint-times", 1, 1e6),
                section.integer("complaint-users", 1, 1_000_000_000));
    }
}
