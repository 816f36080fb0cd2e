/**
 * The night's seventh stage: whether tonight may be published.
 *
 * <p>The door is {@link io.reelrank.night.gate.GateStage}. It holds the model against the published one and its rivals on the
 * same users, the lists against the published lists, and the tables' rows against the nights before; every check is a
 * row of {@code gate_results}, and the model's page shows them beside the figures.
 *
 * <p>It measures no model and publishes nothing: publishing reads its verdicts.
 */
package io.reelrank.night.gate;
