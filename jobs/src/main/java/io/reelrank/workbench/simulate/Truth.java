package io.reelrank.workbench.simulate;

/** What ought to be recommended: the expected worth of showing a video to a user, in closed form. */
public final class Truth {
    private final Platform platform;
    private final UserBehaviour behaviour;

    /** @param platform the world it is true of */
    public Truth(Platform platform) {
        this.platform = platform;
        this.behaviour = new UserBehaviour(platform);
    }

    /**
     * The probability that the user, shown the video, plays it long or likes it; a long view is a play of 18 s, or to
     * the end of a shorter video.
     *
     * <p>From the same attributes and law the logs are drawn from; for a bot, as if it were a person.
     */
    public double relevance(User user, Video video) {
        double longView = longView(user, video);
        double likedOnly = (1 - longView) * UserBehaviour.likes(behaviour.suit(user, video), 0);
        return longView * UserBehaviour.PLAYED + likedOnly * UserBehaviour.PLAYED;
    }

    /** The same by their numbers. */
    public double relevance(long user, long video) {
        return relevance(platform.user(user), platform.video(video));
    }

    /** The probability of a long view, once the video is played. */
    public double longView(User user, Video video) {
        return UserBehaviour.lasts(
                behaviour.suit(user, video), video.durationMs(), UserBehaviour.longViewMs(video.durationMs()));
    }
}
