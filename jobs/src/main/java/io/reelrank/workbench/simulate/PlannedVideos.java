package io.reelrank.workbench.simulate;

import io.reelrank.workbench.simulate.RandomDraws.Stream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The videos that a creator plans: the parts of a series, and hits. Other videos draw their creator, so a creator's
 * cannot be listed.
 *
 * <p>Every creator has a slot on every upload day: a rank among the videos of their niche, by a pseudo-random order of
 * the day, or none where the rank is beyond the day's videos. So a creator's planned video follows from the day, and the
 * planner of a video from its rank, each in constant time. A creator of a series fills all their slots. Where no day has
 * more videos than creators, these are as many as the other videos of an average creator. A creator of hits fills one
 * slot in every four weeks.
 */
final class PlannedVideos {
    private static final int HIT_CYCLE_DAYS = 28;

    private final Platform platform;

    PlannedVideos(Platform platform) {
        this.platform = platform;
    }

    /** The creator who planned a video by its upload day, niche and rank there. */
    Optional<Creator> planner(int day, int niche, long rank) {
        if (platform.quirks().isEmpty()) {
            return Optional.empty();
        }
        long index = order(day, niche).invert(rank);
        if (index >= platform.creatorsOfNiche(niche)) {
            return Optional.empty();
        }
        Creator creator = platform.creator(platform.creatorOfNiche(niche, index));
        return switch (creator.quirk()) {
            case SERIES -> Optional.of(creator);
            case ONE_HIT ->
                hitDay(creator, cycle(day)).equals(OptionalInt.of(day)) ? Optional.of(creator) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The number of the video in a creator's slot of a day; none if the slot leads beyond the day's videos. */
    OptionalLong slot(Creator creator, int day) {
        if (day < -platform.settings().catalogueDays()) {
            return OptionalLong.empty();
        }
        int niche = creator.niche();
        long rank = order(day, niche).apply(platform.indexInNiche(creator));
        return rank < platform.videosOfNiche(day, niche)
                ? OptionalLong.of(platform.videoOfNiche(day, niche, rank))
                : OptionalLong.empty();
    }

    /** How many parts a creator's series has up to a day; its cost grows with the days. */
    int parts(Creator creator, int day) {
        int parts = 0;
        for (int earlier = -platform.settings().catalogueDays(); earlier <= day; earlier++) {
            parts += slot(creator, earlier).isPresent() ? 1 : 0;
        }
        return parts;
    }

    /** The number of the newest hit of a creator up to a day; none if there is none in this cycle or the one before. */
    OptionalLong hit(Creator creator, int day) {
        for (int cycle = cycle(day); cycle >= cycle(day) - 1; cycle--) {
            OptionalInt hitDay = hitDay(creator, cycle);
            if (hitDay.isPresent() && hitDay.getAsInt() <= day) {
                return slot(creator, hitDay.getAsInt());
            }
        }
        return OptionalLong.empty();
    }

    /** The day of the hit: a random one, or the first after it with a slot, where the end of the cycle leads to its start. */
    private OptionalInt hitDay(Creator creator, int cycle) {
        int start = (int) RandomDraws.of(platform.settings().seed(), Stream.HIT_DAY, creator.number(), cycle)
                .below(HIT_CYCLE_DAYS);
        for (int later = 0; later < HIT_CYCLE_DAYS; later++) {
            int day = cycle * HIT_CYCLE_DAYS + (start + later) % HIT_CYCLE_DAYS;
            if (slot(creator, day).isPresent()) {
                return OptionalInt.of(day);
            }
        }
        return OptionalInt.empty();
    }

    private static int cycle(int day) {
        return Math.floorDiv(day, HIT_CYCLE_DAYS);
    }

    private Permutation order(int day, int niche) {
        return new Permutation(
                RandomDraws.key(platform.settings().seed(), Stream.SLOT_ORDER, day, niche),
                Math.max(platform.creatorsOfNiche(niche), platform.videosOfNiche(day, niche)));
    }
}
