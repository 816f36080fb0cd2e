/**
 * The night's ninth stage: decides whether tonight's tables may be published.
 *
 * <p>The entry point is {@link io.reelrank.night.gate.GateStage}. It compares the model with the published model and
 * with the rivals on the same users, the lists with the published lists, and row counts with those of earlier nights.
 * Every check is a row of {@code gate_results}; the model card shows the checks and the figures.
 *
 * <p>It does not measure the model and does not publish: the serve stage reads its results.
 */
package io.reelrank.night.gate;
