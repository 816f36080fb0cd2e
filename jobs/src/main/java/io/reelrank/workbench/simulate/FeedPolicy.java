package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * How the platform chooses the next video of a user: at random, by popularity, or from a niche of the user's taste,
 * each in constant time.
 */
final class FeedPolicy {
    private static final double POPULARITY_ZIPF = 1.15;
    private static final double NICHE_ZIPF = 0.85;
    private static final int MAX_TRIES = 24;
    // After these, random videos are tried.
    private static final int TRIES_BY_MIXTURE = 10;

    private final Platform platform;
    private final SimulateSettings settings;
    private final double[] taste;

    FeedPolicy(Platform platform, User user) {
        this.platform = platform;
        this.settings = platform.settings();
        this.taste = user.cumulativeTaste();
    }

    /**
     * The number of the next video; none if {@code mayShow} refused every try.
     *
     * @param draws random numbers of the user's day
     * @param mayShow whether a video is online and was not shown to the user before
     */
    OptionalLong next(RandomDraws draws, int day, LongPredicate mayShow) {
        double choice = draws.unit();
        int niche = draws.weighted(taste);
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            OptionalLong video;
            if (attempt >= TRIES_BY_MIXTURE || choice < settings.mixture().chance()) {
                video = random(draws, day);
            } else if (choice < settings.mixture().chance() + settings.mixture().popularity()) {
                video = popular(draws, day);
            } else {
                video = ofNiche(draws, day, niche);
            }
            if (video.isPresent() && mayShow.test(video.getAsLong())) {
                return video;
            }
        }
        return OptionalLong.empty();
    }

    /** A random video of all that were uploaded up to the day. */
    OptionalLong random(RandomDraws draws, int day) {
        return OptionalLong.of(draws.below(platform.firstVideo(day + 1)));
    }

    private OptionalLong popular(RandomDraws draws, int day) {
        int uploaded = uploadDay(draws, day);
        long size = platform.videosOn(uploaded);
        return size == 0
                ? OptionalLong.empty()
                : OptionalLong.of(platform.popularVideo(uploaded, draws.zipf(size, POPULARITY_ZIPF)));
    }

    private OptionalLong ofNiche(RandomDraws draws, int day, int niche) {
        int uploaded = uploadDay(draws, day);
        long size = platform.videosOfNiche(uploaded, niche);
        return size == 0
                ? OptionalLong.empty()
                : OptionalLong.of(platform.videoOfNiche(uploaded, niche, draws.zipf(size, NICHE_ZIPF)));
    }

    // The age is exponential, truncated at the first day of the catalogue.
    private int uploadDay(RandomDraws draws, int day) {
        int oldest = day + settings.catalogueDays();
        double mean = settings.interestDays();
        double reach = 1 - StrictMath.exp(-(oldest + 1) / mean);
        int age = (int) (-mean * StrictMath.log(1 - draws.unit() * reach));
        return day - Math.min(oldest, age);
    }
}
