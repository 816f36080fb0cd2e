/**
 * How two orders, or the places of one list, are mixed so that users' answers compare them.
 *
 * <p>Entry points: {@link io.reelrank.engine.interleaving.TeamDraft} for two orders, {@link
 * io.reelrank.engine.interleaving.PlaceShuffle} for the places of one list.
 *
 * <p>The package knows no user and no answer; {@link io.reelrank.engine.estimates} judges them.
 */
package io.reelrank.engine.interleaving;
