/**
 * The night's eighth and last stage: publishes versions that downstream stores load, each with a manifest, and a
 * pointer to the current version.
 *
 * <p>The entry point is {@link io.reelrank.night.serve.ServeStage}. If the gate refused no check, all datasets are
 * written and read back; only then each pointer is moved, atomically. A reader that follows a pointer always sees a
 * complete version, and a failed night leaves the previous versions in place.
 *
 * <p>It computes nothing about users or videos.
 */
package io.reelrank.night.serve;
