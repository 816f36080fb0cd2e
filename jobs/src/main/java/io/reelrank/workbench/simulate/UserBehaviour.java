package io.reelrank.workbench.simulate;

/**
 * What a person does with a video that is shown to them.
 *
 * <p>The watch time T has a log-logistic distribution:
 *
 * <pre>
 * P(T ≥ t) = 1 / (1 + (t / a)^β)   with a = 18 s · (duration / 20 s)^γ · exp(η / β)
 * </pre>
 *
 * <p>η is the affinity of user and video: the log-odds of watching 18 s of a video of 20 s. The longer a video, the
 * smaller the share that is watched and the longer the time, as on real platforms. The probabilities of likes and other
 * actions follow from η, the craft and whether the view was long.
 */
final class UserBehaviour {
    /** A play of this many milliseconds is a long view. For a shorter video, a play to its end is one. */
    static final long LONG_VIEW_MS = 18_000;

    /** The probability that a shown video is played. */
    static final double PLAY_PROBABILITY = 0.95;

    private static final double CLICKBAIT_PLAY_PROBABILITY = 0.995;
    private static final double EARLY_END_PROBABILITY = 0.3;
    private static final long OPENING_MS = 300;
    private static final long OPENING_END_MS = 2500;
    private static final long SAG_MS = 5200;
    private static final long SAG_END_MS = 6800;
    private static final long SURVIVED_SAG_MS = 7000;
    private static final long SAGGING_DURATION_MS = 8000;
    private static final double ANNOYING_FACTOR = 5;

    // β and γ.
    private static final double SHAPE = 1.25;
    private static final double DURATION_POWER = 0.35;
    private static final double REFERENCE_DURATION_MS = 20_000;

    private static final double INTERCEPT = -2.5;
    private static final double MATCH_WEIGHT = 3.4;
    private static final double TOPIC_WEIGHT = 0.6;
    private static final double CRAFT_WEIGHT = 0.45;
    private static final double APPEAL_WEIGHT = 0.35;
    private static final double SECOND_NICHE_SHARE = 0.15;

    private static final double LIKE_INTERCEPT = -3.3;
    private static final double LIKE_AFFINITY_WEIGHT = 0.7;
    private static final double SHORT_VIEW_LIKE_FACTOR = 0.15;
    private static final double REPLAY_DECAY_MS = 25_000;
    private static final double REPLAY_PROBABILITY = 0.35;

    private final Platform platform;

    UserBehaviour(Platform platform) {
        this.platform = platform;
    }

    /** η, the affinity of user and video. */
    double affinity(User user, Video video) {
        double match = (1 - SECOND_NICHE_SHARE) * user.match(video.niche())
                + SECOND_NICHE_SHARE * user.match(video.secondNiche());
        return INTERCEPT
                + MATCH_WEIGHT * match
                + TOPIC_WEIGHT * platform.topicTaste(user.number(), video.niche(), video.topic())
                + CRAFT_WEIGHT * video.craft()
                + APPEAL_WEIGHT * video.appeal()
                + platform.craving(video.niche(), video.topic());
    }

    /** P(T ≥ t) of a play, t in milliseconds. */
    static double watchedAtLeast(double affinity, long durationMs, long ms) {
        return logistic(affinity + SHAPE * StrictMath.log(scale(durationMs) / (double) ms));
    }

    /** The shortest long view of a video of this duration, in milliseconds. */
    static long longViewMs(long durationMs) {
        return Math.min(durationMs, LONG_VIEW_MS);
    }

    /** Draws the watch time of a play, in milliseconds; more than the duration if the video is replayed. */
    static long watchMs(RandomDraws draws, double affinity, long durationMs) {
        double watched = scale(durationMs) * StrictMath.exp((affinity + draws.logistic()) / SHAPE);
        boolean isReplayed = draws.chance(REPLAY_PROBABILITY * StrictMath.exp(-durationMs / REPLAY_DECAY_MS));
        double replayed = draws.unit();
        if (watched < durationMs) {
            return Math.max(100, (long) watched);
        }
        return isReplayed ? durationMs + (long) (replayed * 1.5 * durationMs) : durationMs;
    }

    /** The probability that a video is played once it is shown. */
    static double playProbability(Video video) {
        return video.quirk() == Quirk.CLICKBAIT ? CLICKBAIT_PLAY_PROBABILITY : PLAY_PROBABILITY;
    }

    /** The watch time of a play, in milliseconds, after the video's quirk ended some plays early. */
    long endedEarly(User user, Video video, long watchMs) {
        return switch (video.quirk()) {
            case WEAK_OPENING -> {
                RandomDraws draws = drawsOfPlay(user, video);
                yield draws.chance(EARLY_END_PROBABILITY)
                        ? Math.min(watchMs, OPENING_MS + draws.below(OPENING_END_MS - OPENING_MS))
                        : watchMs;
            }
            case SAGS_AT_SIX -> {
                RandomDraws draws = drawsOfPlay(user, video);
                boolean isAtRisk = video.durationMs() > SAGGING_DURATION_MS && watchMs >= SURVIVED_SAG_MS;
                yield isAtRisk && draws.chance(EARLY_END_PROBABILITY)
                        ? SAG_MS + draws.below(SAG_END_MS - SAG_MS)
                        : watchMs;
            }
            default -> watchMs;
        };
    }

    /** The share of long views that the video's quirk does not end before they are long. */
    static double longViewsKept(Video video) {
        return switch (video.quirk()) {
            case WEAK_OPENING -> 1 - EARLY_END_PROBABILITY;
            case SAGS_AT_SIX -> video.durationMs() > SAGGING_DURATION_MS ? 1 - EARLY_END_PROBABILITY : 1;
            default -> 1;
        };
    }

    // A video is shown to a user once, so that each play has a stream of its own.
    private RandomDraws drawsOfPlay(User user, Video video) {
        return RandomDraws.of(
                platform.settings().seed(), RandomDraws.Stream.QUIRK_OF_PLAY, user.number(), video.number());
    }

    /**
     * The probability of a like.
     *
     * @param longView 1 after a long view, 0 after a shorter one
     */
    static double likeProbability(double affinity, double longView) {
        return logistic(LIKE_INTERCEPT + LIKE_AFFINITY_WEIGHT * affinity)
                * (SHORT_VIEW_LIKE_FACTOR + (1 - SHORT_VIEW_LIKE_FACTOR) * longView);
    }

    /**
     * The probability of another positive action, such as a comment.
     *
     * @param rate scales the probability of the action
     * @param longView 1 after a long view, 0 after a shorter one
     */
    static double positiveProbability(double rate, double affinity, double longView) {
        return Math.min(0.5, rate * StrictMath.exp(0.5 * affinity) * (0.25 + 1.25 * longView));
    }

    /**
     * The probability of a complaint.
     *
     * @param rate scales the probability of the action
     * @param longView 1 after a long view, 0 after a shorter one
     */
    static double complaintProbability(double rate, double affinity, Video video, double longView) {
        double ofQuirk = video.quirk() == Quirk.ANNOYING ? ANNOYING_FACTOR * rate : rate;
        return Math.min(0.5, ofQuirk * StrictMath.exp(-0.35 * affinity - 0.6 * video.craft()) * (1.3 - 1.2 * longView));
    }

    /** a of η = 0. */
    private static double scale(long durationMs) {
        return LONG_VIEW_MS * StrictMath.pow(durationMs / REFERENCE_DURATION_MS, DURATION_POWER);
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
