package io.reelrank.core.settings;

/**
 * How videos' quality is measured, and what marks a low one.
 *
 * @param regularization the bias model's λ, in plays: a video or user with as many is drawn half way to 0
 * @param tolerance the bias model is fitted until no video's bias changes by more
 * @param sweeps how often the bias model's two sides are fitted in turn at the most
 * @param lowPull a video whose pull is surely below this is marked
 * @param startSeconds where impressions are not logged, a play of so many seconds has started
 * @param clickbaitCompletion a video that more than the average start and surely fewer than this share of those of its
 *     length finish is marked
 * @param complaintTimes a video that surely more than so many times the average share of users hide or report is marked
 * @param complaintUsers but not before so many did
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
