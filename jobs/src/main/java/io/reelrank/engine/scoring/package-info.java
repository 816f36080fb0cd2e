/**
 * Scores users against all videos and keeps the best: what measuring and recommending share.
 *
 * <p>The door is {@link io.reelrank.engine.scoring.TopItems}, arithmetic on arrays without Spark; {@link
 * io.reelrank.engine.scoring.CollectedItems} packs a data frame's items for it, and {@link io.reelrank.engine.scoring.NumberedRows}
 * brings what else is known of them to one place. No rules about who may see what beyond the items it is told to leave
 * out.
 */
package io.reelrank.engine.scoring;
