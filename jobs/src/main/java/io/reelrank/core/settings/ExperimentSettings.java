package io.reelrank.core.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * Whose lists are mixed or shuffled, so that orders can be compared.
 *
 * @param rival the order whose list is interleaved with the served one, if any
 * @param rivalShare the share of users whose lists are interleaved
 * @param shuffledShare the share of users whose first places are shuffled; no list is both
 * @param shuffledPlaces how many places are shuffled
 * @param seed the seed by which users, teams and places are drawn
 */
public record ExperimentSettings(
        Optional<CandidateOrder> rival, double rivalShare, double shuffledShare, int shuffledPlaces, long seed) {
    private static final String NONE = "none";

    /** Whether any list is part of an experiment. */
    public boolean areOn() {
        return (rival.isPresent() && rivalShare > 0) || shuffledShare > 0;
    }

    static ExperimentSettings of(Section section, int topN) {
        ExperimentSettings settings = new ExperimentSettings(
                section.text("rival").equals(NONE) ? Optional.empty() : Optional.of(rival(section)),
                section.share("rival-share"),
                section.share("shuffled-share"),
                section.integer("shuffled-places", 2, 1000),
                section.seed("seed"));
        if (settings.shuffledShare > 0 && settings.shuffledPlaces > topN) {
            throw section.wrong(
                    "shuffled-places", "at most recommend.top-n = %d, the length of a list".formatted(topN));
        }
        if (settings.rival.isPresent() && settings.rivalShare + settings.shuffledShare > 1) {
            throw section.wrong("shuffled-share", "at most 1 - rival-share: no list is both mixed and shuffled");
        }
        return settings;
    }

    private static CandidateOrder rival(Section section) {
        for (CandidateOrder order : CandidateOrder.values()) {
            if (order.spelling().equals(section.text("rival").toLowerCase(Locale.ROOT))) {
                return order;
            }
        }
        throw section.wrong("rival", "one of none, best, model, popularity");
    }
}
