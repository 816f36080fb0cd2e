/**
 * Random numbers that are the same on every machine and for any number of partitions.
 *
 * <p>The entry point is {@link io.reelrank.engine.random.SplitMix64}.
 *
 * <p>It knows no distribution but the uniform one, and nothing of what is drawn.
 */
package io.reelrank.engine.random;
