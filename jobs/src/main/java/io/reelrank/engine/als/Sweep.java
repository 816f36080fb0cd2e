package io.reelrank.engine.als;

/**
 * What is known after both sides were solved once more.
 *
 * @param number from 1
 * @param loss the objective's value, exact
 * @param seconds of the sweep
 */
public record Sweep(int number, double loss, double seconds) {}
