package io.reelrank.core.settings;

/**
 * How what came of the lists is counted and estimated.
 *
 * @param windowDays how many days of showings are counted, the date included
 * @param clip the largest weight of a showing in the clipped estimate
 * @param minEffective an estimate from fewer effective showings is refused
 * @param maxOverlapGap an estimate whose mean weight is further from 1 is refused
 */
public record OutcomeSettings(int windowDays, double clip, double minEffective, double maxOverlapGap) {
    static OutcomeSettings of(Section section) {
        return new OutcomeSettings(
                section.integer("window-days", 1, 365),
                section.number("clip", 1, 1_000_000),
                section.number("min-effective", 2, 1_000_000_000),
                section.number("max-overlap-gap", 0, 1));
    }
}
