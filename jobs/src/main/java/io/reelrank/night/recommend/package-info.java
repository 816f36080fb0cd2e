/**
 * The night's sixth stage: makes lists for all known users, lists for unknown users, and similar videos for every
 * video.
 *
 * <p>The entry point is {@link io.reelrank.night.recommend.RecommendStage}. Candidates are the best eligible videos
 * that the user has not seen, without those that the settings' rules or the user's hides and reports exclude; {@link
 * io.reelrank.engine.rerank} chooses the list from them. A user with positives who was not in training is folded in. A
 * user without positives gets the recent positives of their segment, then popular videos. If the videos' factors do not
 * fit into one broadcast, they are scored slice by slice.
 *
 * <p>It does not train and does not measure.
 */
package io.reelrank.night.recommend;
