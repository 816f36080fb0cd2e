package io.reelrank.workbench.simulate;

/**
 * What a person does with a video they are shown.
 *
 * <p>The time T they last follows a log-logistic law: P(T ≥ t) = 1 / (1 + (t / a)^β), with a = 18 s ·
 * (duration / 20 s)^γ · exp(η / β), where η is how well user and video suit each other. So η is the log-odds of lasting
 * 18 s in a video of 20 s; the share watched falls with the duration while the time watched grows, as on real
 * platforms. What else they do follows from η, the craft and whether the view was long.
 */
final class UserBehaviour {
    /** A play of this many milliseconds is a long view; of a shorter video, a play to its end. */
    static final long LONG_VIEW_MS = 18_000;

    /** The share of shown videos that are played. */
    static final double PLAYED = 0.95;

    private static final double SHAPE = 1.25;
    private static final double LENGTH_POWER = 0.35;
    private static final double REFERENCE_MS = 20_000;

    private static final double BASE = -2.5;
    private static final double OF_MATCH = 3.4;
    private static final double OF_TOPIC = 0.6;
    private static final double OF_CRAFT = 0.45;
    private static final double OF_APPEAL = 0.35;
    private static final double SECOND_NICHE = 0.15;

    private static final double LIKE_BASE = -3.3;
    private static final double LIKE_OF_SUIT = 0.7;
    private static final double LIKE_IF_SHORT = 0.15;
    private static final double LOOP_MS = 25_000;
    private static final double LOOP_MOST = 0.35;

    private final Platform platform;

    UserBehaviour(Platform platform) {
        this.platform = platform;
    }

    /** η, how well a video suits a user. */
    double suit(User user, Video video) {
        double match = (1 - SECOND_NICHE) * user.match(video.niche()) + SECOND_NICHE * user.match(video.secondNiche());
        return BASE
                + OF_MATCH * match
                + OF_TOPIC * platform.topicTaste(user.number(), video.niche(), video.topic())
                + OF_CRAFT * video.craft()
                + OF_APPEAL * video.appeal();
    }

    /** P(T ≥ t) for a video that is played. */
    static double lasts(double suit, long durationMs, long ms) {
        return logistic(suit + SHAPE * StrictMath.log(scale(durationMs) / (double) ms));
    }

    /** What a long view asks of a video of this length, in milliseconds. */
    static long longViewMs(long durationMs) {
        return Math.min(durationMs, LONG_VIEW_MS);
    }

    /** How long a play lasts, in milliseconds; more than the duration where it is seen again. */
    static long watchMs(RandomDraws draws, double suit, long durationMs) {
        double lasted = scale(durationMs) * StrictMath.exp((suit + draws.logistic()) / SHAPE);
        boolean again = draws.chance(LOOP_MOST * StrictMath.exp(-durationMs / LOOP_MS));
        double rest = draws.unit();
        if (lasted < durationMs) {
            return Math.max(100, (long) lasted);
        }
        return again ? durationMs + (long) (rest * 1.5 * durationMs) : durationMs;
    }

    /** The probability of a like, given whether the view was long. */
    static double likes(double suit, double longView) {
        return logistic(LIKE_BASE + LIKE_OF_SUIT * suit) * (LIKE_IF_SHORT + (1 - LIKE_IF_SHORT) * longView);
    }

    /**
     * The probability of another action.
     *
     * @param rate its share of plays where η is 0 and the craft average
     */
    static double pleased(double rate, double suit, double longView) {
        return Math.min(0.5, rate * StrictMath.exp(0.5 * suit) * (0.25 + 1.25 * longView));
    }

    /**
     * The probability of a complaint.
     *
     * @param rate its share of plays where η is 0 and the craft average
     */
    static double annoyed(double rate, double suit, Video video, double longView) {
        return Math.min(0.5, rate * StrictMath.exp(-0.35 * suit - 0.6 * video.craft()) * (1.3 - 1.2 * longView));
    }

    private static double scale(long durationMs) {
        return LONG_VIEW_MS * StrictMath.pow(durationMs / REFERENCE_MS, LENGTH_POWER);
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
