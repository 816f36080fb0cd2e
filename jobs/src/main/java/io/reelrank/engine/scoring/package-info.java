/**
 * Scores users against all items and keeps the top k of each, for evaluation and for recommendation.
 *
 * <p>The entry point is {@link io.reelrank.engine.scoring.TopItems}, which works on arrays without Spark. {@link
 * io.reelrank.engine.scoring.CollectedItems} packs the items of a data frame for it, {@link
 * io.reelrank.engine.scoring.NumberedRows} collects other rows in the order of their ids, and {@link
 * io.reelrank.engine.scoring.ScoreExplanation} splits a score into the contributions of past items. Where a ranking has
 * given items, {@link io.reelrank.engine.scoring.ItemRanks} tells: found by {@code TopItems} while it scores, or in a
 * {@link io.reelrank.engine.scoring.SharedOrder} where all users share the scores.
 *
 * <p>Among very many items, {@link io.reelrank.engine.scoring.ItemCells} finds those that are worth scoring for a vector:
 * the one search here that is not exact.
 *
 * <p>An item has three numbers: its id; its position, which is its index in the order of the ids; and its slot, which
 * is its index in the packed order, longest factors first.
 *
 * <p>The package does not decide which items a user may see. Callers pass that as {@link
 * io.reelrank.engine.scoring.Exclusions}.
 */
package io.reelrank.engine.scoring;
