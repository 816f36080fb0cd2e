/**
 * A synthetic short-video platform with a known truth: its logs, videos and users as files, for samples, tests and
 * scale.
 *
 * <p>The door is {@link io.reelrank.workbench.simulate.Simulator}; what ought to be recommended is {@link
 * io.reelrank.workbench.simulate.Truth}. Every user, creator and video is a pure function of the seed and its number ({@link
 * io.reelrank.workbench.simulate.Platform}), so nothing is kept, shared or looked up while a user's days are played, the cost is
 * linear in the rows written, and the same settings give the same lines on any number of cores. No day depends on a
 * later one: a longer period only adds days.
 *
 * <p>It runs beside the night, not in it: it reads no table, knows no stage and no clock, and imports nothing of
 * reelrank but its settings. It does not learn from anything shown: the platform's own recommender is a fixed mixture.
 */
package io.reelrank.workbench.simulate;
