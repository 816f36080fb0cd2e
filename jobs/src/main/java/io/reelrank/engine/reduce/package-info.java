/**
 * Sums that do not depend on the order in which a cluster adds them.
 *
 * <p>The entry point is {@link io.reelrank.engine.reduce.ExactSum}.
 *
 * <p>It knows nothing of what is added.
 */
package io.reelrank.engine.reduce;
