package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * The platform's own choice of the next video: by chance, among a day's hits, or in a niche of the user's taste, each
 * in constant time.
 */
final class FeedPolicy {
    private static final double HIT_ZIPF = 1.15;
    private static final double SHELF_ZIPF = 0.85;
    private static final int TRIES = 24;
    private static final int TRIES_IN_KIND = 10;

    private final Platform platform;
    private final SimulateSettings settings;
    private final double[] taste;

    FeedPolicy(Platform platform, User user) {
        this.platform = platform;
        this.settings = platform.settings();
        this.taste = user.cumulativeTaste();
    }

    /**
     * A video for the user, or none where every try was refused.
     *
     * @param draws the day's chance
     * @param day today
     * @param mayShow whether a video is online and not seen before
     */
    OptionalLong next(RandomDraws draws, int day, LongPredicate mayShow) {
        double way = draws.unit();
        int niche = draws.weighted(taste);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            OptionalLong video;
            if (attempt >= TRIES_IN_KIND || way < settings.mixture().chance()) {
                video = any(draws, day);
            } else if (way < settings.mixture().chance() + settings.mixture().popularity()) {
                video = hit(draws, day);
            } else {
                video = favourite(draws, day, niche);
            }
            if (video.isPresent() && mayShow.test(video.getAsLong())) {
                return video;
            }
        }
        return OptionalLong.empty();
    }

    /** Any video uploaded so far. */
    OptionalLong any(RandomDraws draws, int day) {
        return OptionalLong.of(draws.below(platform.firstVideo(day + 1)));
    }

    private OptionalLong hit(RandomDraws draws, int day) {
        int uploaded = uploadDay(draws, day);
        long size = platform.videosOn(uploaded);
        return size == 0 ? OptionalLong.empty() : OptionalLong.of(platform.hit(uploaded, draws.zipf(size, HIT_ZIPF)));
    }

    private OptionalLong favourite(RandomDraws draws, int day, int niche) {
        int uploaded = uploadDay(draws, day);
        long size = platform.shelfLength(uploaded, niche);
        return size == 0
                ? OptionalLong.empty()
                : OptionalLong.of(platform.onShelf(uploaded, niche, draws.zipf(size, SHELF_ZIPF)));
    }

    // Exponential in age, cut at the catalogue's first day.
    private int uploadDay(RandomDraws draws, int day) {
        int oldest = day + settings.catalogueDays();
        double mean = settings.interestDays();
        double reach = 1 - StrictMath.exp(-(oldest + 1) / mean);
        int age = (int) (-mean * StrictMath.log(1 - draws.unit() * reach));
        return day - Math.min(oldest, age);
    }
}
