/**
 * The night's fourth stage: the best eligible videos that each known user has not met, and a list for everybody else.
 *
 * <p>The door is {@link io.reelrank.recommend.RecommendStage}.
 *
 * <p>A user who wanted something but whom training did not meet is folded in: the factors are what training would have
 * given with these videos.
 *
 * <p>It trains nothing and measures nothing.
 */
package io.reelrank.recommend;
