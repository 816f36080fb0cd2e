/**
 * What lists do to a platform whose users answer to them, night after night.
 *
 * <p>The entry points are {@link io.reelrank.workbench.loop.LoopFigures}, which computes the figures of one day from the tables of
 * the night before and of the day, {@link io.reelrank.workbench.loop.LoopFindings}, which tells what gates and experiments found,
 * and {@link io.reelrank.workbench.loop.LoopPage}, which shows two platforms side by side.
 *
 * <p>It runs no night and simulates nothing: the command {@code reelrank loop} does.
 */
package io.reelrank.workbench.loop;
