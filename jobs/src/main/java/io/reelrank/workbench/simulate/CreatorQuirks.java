package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import io.reelrank.workbench.simulate.RandomDraws.Stream;
import java.util.Arrays;
import java.util.List;

/**
 * Which creators have which quirk. The creators are put in a pseudo-random order; the first ones have quirks, each kind
 * in turn. So a creator's quirk follows from their number, and the creators with a quirk can be counted and drawn.
 */
final class CreatorQuirks {
    private static final List<Quirk> KINDS =
            Arrays.stream(Quirk.values()).filter(quirk -> quirk != Quirk.NONE).toList();

    private final SimulateSettings settings;
    private final Permutation order;
    private final long withQuirk;

    CreatorQuirks(SimulateSettings settings) {
        this.settings = settings;
        this.order = new Permutation(RandomDraws.key(settings.seed(), Stream.QUIRK, 0, 0), settings.creators());
        this.withQuirk = Math.round(settings.quirks().share() * settings.creators());
    }

    /** Whether no creator has a quirk. */
    boolean isEmpty() {
        return withQuirk == 0;
    }

    /** The quirk of a creator. */
    Quirk of(long creator) {
        if (isEmpty()) {
            return Quirk.NONE;
        }
        long place = order.invert(creator);
        return place < withQuirk ? KINDS.get((int) (place % KINDS.size())) : Quirk.NONE;
    }

    /** How many creators have a quirk; not for {@link Quirk#NONE}. */
    long count(Quirk quirk) {
        return (withQuirk + KINDS.size() - 1 - KINDS.indexOf(quirk)) / KINDS.size();
    }

    /** The share of all creators that have a quirk. */
    double share(Quirk quirk) {
        return (double) count(quirk) / settings.creators();
    }

    /** The number of a random creator among those with a quirk, of whom there must be one. */
    long draw(Quirk quirk, RandomDraws draws) {
        return order.apply(draws.below(count(quirk)) * KINDS.size() + KINDS.indexOf(quirk));
    }

    /** What the quirk of a creator of a niche is about: see {@link Creator#subject}. */
    String subject(long creator, Quirk quirk, Niche niche) {
        return switch (quirk) {
            // Not the rarest topic: few creators have several videos on it.
            case STRONG_TAG, WEAK_TAG ->
                niche.topics()
                        .get((int) drawsOf(creator).below(Niche.TOPICS - 1))
                        .chinese();
            case SUITED_LENGTH ->
                VideoLength.of(Platform.durationMs(niche, drawsOf(creator).gaussian()))
                        .key();
            default -> "";
        };
    }

    private RandomDraws drawsOf(long creator) {
        return RandomDraws.of(settings.seed(), Stream.QUIRK, creator, 1);
    }

    /**
     * The quirk that shows in a video, among those that do not need an upload slot.
     *
     * @param niche the video's niche
     * @param topic the index of its topic
     * @param durationMs its length in milliseconds
     * @param day its upload day
     */
    Quirk shown(Creator creator, int niche, int topic, long durationMs, int day) {
        if (day >= settings.quirks().curedFrom() && settings.quirks().cured().contains(creator.id())) {
            return Quirk.NONE;
        }
        boolean isShown =
                switch (creator.quirk()) {
                    case STRONG_TAG, WEAK_TAG ->
                        Niche.ALL.get(niche).topics().get(topic).chinese().equals(creator.subject());
                    case SUITED_LENGTH -> VideoLength.of(durationMs).key().equals(creator.subject());
                    case SCATTERED -> niche != creator.niche();
                    case SERIES, ONE_HIT -> false;
                    case NONE, WEAK_OPENING, SAGS_AT_SIX, CLICKBAIT, ANNOYING -> true;
                };
        return isShown ? creator.quirk() : Quirk.NONE;
    }
}
