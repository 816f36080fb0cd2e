package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import io.reelrank.workbench.simulate.RandomDraws.Stream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * What the feed shows one user because of creators' quirks, before it chooses as for everybody ({@link FeedPolicy}): the
 * next part of a series that the user has begun, and hits. It has random numbers of its own, so that without quirks the feed
 * stays as it is.
 */
final class QuirkFeed {
    /** What a viewer of one part adds to the affinity for later parts. */
    private static final double LATER_PART_AFFINITY = 1.5;

    private static final double CONTINUE_PROBABILITY = 0.5;
    // How many times the share of creators with hits is taken of the popularity feed: half of their plays are of hits.
    private static final double HIT_WEIGHT = 20;

    private final Platform platform;
    private final SimulateSettings settings;
    private final long user;
    private final Map<Long, Progress> seriesByCreator = new HashMap<>();
    private final List<Creator> series = new ArrayList<>();

    /**
     * How far a user is in a series.
     *
     * @param begun the upload day of the first part with a long view
     * @param reached the upload day of the latest part shown since
     */
    private record Progress(int begun, int reached) {}

    QuirkFeed(Platform platform, long user) {
        this.platform = platform;
        this.settings = platform.settings();
        this.user = user;
    }

    /** The random numbers of a day. */
    RandomDraws draws(int day) {
        return RandomDraws.of(settings.seed(), Stream.QUIRK_FEED, user, day);
    }

    /**
     * The first video of a session: with probability 0.5 the next part of a series that the user has begun, if there is
     * one.
     *
     * @param draws of {@link #draws}
     */
    OptionalLong first(RandomDraws draws, int day, LongPredicate mayShow) {
        if (series.isEmpty() || !draws.chance(CONTINUE_PROBABILITY)) {
            return OptionalLong.empty();
        }
        Creator creator = series.get((int) draws.below(series.size()));
        for (int later = seriesByCreator.get(creator.number()).reached() + 1; later <= day; later++) {
            OptionalLong part = platform.planned().slot(creator, later);
            if (part.isPresent() && mayShow.test(part.getAsLong())) {
                return part;
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Any other video of a session: sometimes the newest hit of a random creator with hits. As for any video, interest in it
     * fades with its age.
     *
     * @param draws of {@link #draws}
     */
    OptionalLong next(RandomDraws draws, int day, LongPredicate mayShow) {
        double share = Math.min(1, HIT_WEIGHT * platform.quirks().share(Quirk.ONE_HIT));
        if (share == 0 || !draws.chance(settings.mixture().popularity() * share)) {
            return OptionalLong.empty();
        }
        Creator creator = platform.creator(platform.quirks().draw(Quirk.ONE_HIT, draws));
        OptionalLong hit = platform.planned().hit(creator, day);
        if (hit.isEmpty() || !mayShow.test(hit.getAsLong())) {
            return OptionalLong.empty();
        }
        int age = day - platform.uploadDay(hit.getAsLong());
        return draws.chance(StrictMath.exp(-age / settings.interestDays())) ? hit : OptionalLong.empty();
    }

    /** What the user's earlier views add to the affinity for a video. */
    double affinity(Video video) {
        Progress progress = video.quirk() == Quirk.SERIES ? seriesByCreator.get(video.creator()) : null;
        return progress != null && video.uploadDay() > progress.begun() ? LATER_PART_AFFINITY : 0;
    }

    /** Remembers a long view, which begins a series. */
    void watchedLong(Video video) {
        if (video.quirk() == Quirk.SERIES && !seriesByCreator.containsKey(video.creator())) {
            seriesByCreator.put(video.creator(), new Progress(video.uploadDay(), video.uploadDay()));
            series.add(platform.creator(video.creator()));
        }
    }

    /** Remembers that a video was shown. */
    void shown(Video video) {
        if (video.quirk() == Quirk.SERIES) {
            seriesByCreator.computeIfPresent(
                    video.creator(),
                    (creator, progress) ->
                            new Progress(progress.begun(), Math.max(progress.reached(), video.uploadDay())));
        }
    }
}
