package io.reelrank.engine.als;

/**
 * The report of one sweep: both sides were solved once.
 *
 * @param number the first sweep is 1
 * @param loss the exact value of the objective after the sweep
 * @param seconds how long the sweep took
 */
public record Sweep(int number, double loss, double seconds) {}
