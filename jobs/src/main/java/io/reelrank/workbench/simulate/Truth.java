package io.reelrank.workbench.simulate;

/** The true relevance of videos to users, in closed form. */
public final class Truth {
    private static final long VALID_VIEW_MS = 7000;

    private final Platform platform;
    private final UserBehaviour behaviour;

    /** @param platform the platform that is simulated */
    public Truth(Platform platform) {
        this.platform = platform;
        this.behaviour = new UserBehaviour(platform);
    }

    /**
     * The probability of a long view or a like once the video is shown to the user. A long view is a play of 18 s, or
     * to the end of a shorter video.
     *
     * <p>It follows from the attributes and the law that the logs are drawn from. A bot is taken for a person, and a part of
     * a series for one whose earlier parts the user does not know.
     */
    public double relevance(User user, Video video) {
        double longView = longView(user, video);
        double likedOnly = (1 - longView) * UserBehaviour.likeProbability(behaviour.affinity(user, video), 0);
        double play = UserBehaviour.playProbability(video);
        return longView * play + likedOnly * play;
    }

    /** The relevance of a video to a user, both by number. */
    public double relevance(long user, long video) {
        return relevance(platform.user(user), platform.video(video));
    }

    /**
     * The probability of a valid view once the video is shown to the user, both by number: a play longer than 7 s, or to the end
     * of a video that lasts 7 s at most.
     */
    public double validView(long user, long video) {
        Video shown = platform.video(video);
        return UserBehaviour.playProbability(shown)
                * UserBehaviour.longViewsKept(shown)
                * UserBehaviour.watchedAtLeast(
                        behaviour.affinity(platform.user(user), shown),
                        shown.durationMs(),
                        Math.min(shown.durationMs(), VALID_VIEW_MS));
    }

    /** The probability of a long view, once the video is played. */
    public double longView(User user, Video video) {
        return UserBehaviour.longViewsKept(video)
                * UserBehaviour.watchedAtLeast(
                        behaviour.affinity(user, video),
                        video.durationMs(),
                        UserBehaviour.longViewMs(video.durationMs()));
    }
}
