/**
 * The night's tenth and last stage: publishes the lists, reports and pages that people and downstream stores load.
 *
 * <p>The entry point is {@link io.reelrank.night.serve.ServeStage}. If the gate refused no check, everything is written
 * and read back as one publication; only then one pointer is moved, atomically. A reader that follows the pointer sees a
 * complete publication of one night, and a failed night leaves the previous one in place.
 *
 * <p>Where the settings name Redis or PostgreSQL, {@code core.serving} loads the lists there before the pointer moves, and
 * shows them after.
 *
 * <p>It computes nothing about users or videos; where services ask for it, it indexes the videos' factors. {@code
 * core.publication} reads what it writes.
 */
package io.reelrank.night.serve;
