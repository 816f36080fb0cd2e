/**
 * The night's eighth and last stage: publishes what downstream stores load, as versions with a manifest and a pointer.
 *
 * <p>The door is {@link io.reelrank.night.serve.ServeStage}. The verdicts of the gate first, then every dataset is written
 * and read back, and only when all are whole do the pointers move, each in one step: a reader that follows a pointer
 * sees a whole version, and a night that fails leaves the last good one.
 *
 * <p>It computes nothing about users or videos.
 */
package io.reelrank.night.serve;
