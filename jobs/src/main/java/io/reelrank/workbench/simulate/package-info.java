/**
 * A synthetic short-video platform whose truth is known: its logs, videos and users as files, for samples, tests and
 * measurements of scale.
 *
 * <p>The entry points are {@link io.reelrank.workbench.simulate.Simulator}, which writes the files, and {@link
 * io.reelrank.workbench.simulate.Truth}, which tells the true relevance of a video to a user.
 *
 * <p>Every user, creator and video is a pure function of the seed and its number ({@link
 * io.reelrank.workbench.simulate.Platform}). So nothing is stored or looked up while a user's days are simulated, the
 * cost is linear in the rows written, and the same settings give the same lines on any number of cores. No day depends
 * on a later one: a longer period only adds days.
 *
 * <p>Creators may have quirks, hidden causes that a report should find ({@link io.reelrank.workbench.simulate.Quirk}). They
 * have random numbers of their own: without them the files are what they were.
 *
 * <p>It reads no table and no clock, and uses no stage. Its feed is a fixed mixture: it learns nothing from what users
 * did, except that it continues a series; where users are offered lists, it takes a share of the videos from them.
 */
package io.reelrank.workbench.simulate;
