/**
 * The night's fifth stage: a list for every known user, of eligible videos that the user has not met, lists for those
 * whom nobody knows, and every video's similar ones.
 *
 * <p>The door is {@link io.reelrank.night.recommend.RecommendStage}. Who may not see what is said by rules in the settings,
 * creators whom the user hid, and what the user met; the best of what is left are the candidates, from which {@link
 * io.reelrank.engine.rerank} chooses. A user who wanted something but whom training did not meet is folded in: the factors are
 * what training would have given with these videos. Who wanted nothing yet gets what users with the same attributes
 * wanted, and then what is popular. Videos whose factors fit in no one place are scored slice by slice.
 *
 * <p>It trains nothing and measures nothing.
 */
package io.reelrank.night.recommend;
