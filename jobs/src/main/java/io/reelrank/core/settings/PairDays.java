package io.reelrank.core.settings;

/**
 * Which days of {@code day_pairs} a night keeps current.
 *
 * @param window how many days, the date included: what features and reports look back on
 * @param late how many days after it happened an event may be delivered
 */
public record PairDays(int window, int late) {}
