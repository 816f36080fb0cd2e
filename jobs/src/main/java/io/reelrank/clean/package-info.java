/**
 * The night's second stage: which users are hardly people, each verdict with its reason, figure and bound.
 *
 * <p>The door is {@link io.reelrank.clean.CleanStage}. {@code Figures} says of each user what the rules look at, and
 * {@code Verdicts} who is far from the others.
 *
 * <p>It removes nothing: what is not to count, the stages that count leave out.
 */
package io.reelrank.clean;
